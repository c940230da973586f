package hotpath.interpreter.engine;

import hotpath.interpreter.engine.ControlLoop.Outcome;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.link.indy.LibraryLinker;
import hotpath.interpreter.link.indy.VarHandleCalls;
import hotpath.interpreter.predecode.CodeTuning;
import hotpath.interpreter.predecode.CodeTuning.Superinstructions;
import hotpath.interpreter.predecode.Fusion;
import hotpath.interpreter.predecode.PreDecoder;
import hotpath.interpreter.vm.Vm;

/** A VM with an engine: everything that is needed to run its threads. */
public final class Interpreter {
  private final Vm vm;
  private final ControlLoop loop;

  public Interpreter(Vm vm, Engine engine, CodeTuning tuning) {
    this.vm = vm;
    PreDecoder preDecoder =
        new PreDecoder(vm.memory(), vm.metadata(), vm.dictionary(), vm.codeMap(), tuning);
    ProvisionalWords provisional = new ProvisionalWords(vm.memory());
    Quickener quickener =
        new Quickener(
            vm.memory(),
            vm.dictionary(),
            vm.resolution(),
            vm.strings(),
            vm.callSites(),
            new VarHandleCalls(vm.dictionary(), vm.initialization(), vm.calls()),
            new LibraryLinker(
                vm.constantEntries(), vm.memory(), vm.references(), vm.klasses(), vm.calls()),
            provisional);
    vm.scheduler().onSwitch(provisional::restore);
    FusionSampler sampler =
        tuning.superinstructions() != Superinstructions.OFF && engine.takesSuperinstructions()
            ? new FusionSampler(
                vm.codeMap(),
                provisional,
                new Fusion(vm.memory()),
                tuning.superinstructions() == Superinstructions.EARLY)
            : null;
    SlowAllocation allocation =
        new SlowAllocation(vm.memory(), vm.heap(), vm.allocator(), vm.resolution(), vm.calls());
    this.loop =
        new ControlLoop(
            new ControlLoop.Parts(
                vm.memory(),
                engine,
                vm.codeMap(),
                preDecoder,
                vm.stubs(),
                vm.methods(),
                vm.klasses(),
                vm.calls(),
                this::callNative,
                vm.scheduler(),
                vm.threadLife(),
                vm.monitors(),
                new Endings(vm),
                vm.hashes(),
                quickener,
                allocation,
                vm.leafMemo(),
                sampler));
  }

  private void callNative(GuestThread thread, Method method) {
    vm.nativeCall().run(thread, method);
    if (vm.isHalted()) {
      loop.stop();
    }
  }

  public Vm vm() {
    return vm;
  }

  /** From now on {@code monitor} makes and runs traces. */
  public void traces(TraceMonitor monitor) {
    loop.traces(monitor);
  }

  /** Runs until the outermost frame of {@code thread} is gone, or the VM halts. */
  public Outcome run(GuestThread thread) {
    return loop.run(thread);
  }
}
