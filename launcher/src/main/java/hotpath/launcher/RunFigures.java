package hotpath.launcher;

import hotpath.gc.plan.GcStatistics;
import hotpath.interpreter.link.MethodDescriptorLayout;
import hotpath.interpreter.vm.Vm;
import hotpath.launcher.Statistics.BootFigures;
import hotpath.launcher.Statistics.CodeFigures;
import hotpath.launcher.Statistics.ExitFigures;
import hotpath.launcher.Statistics.Phase;
import hotpath.launcher.Statistics.PhaseFigures;
import hotpath.launcher.Statistics.TraceFigures;
import hotpath.recorder.Trace;
import hotpath.recorder.TraceExit;
import hotpath.recorder.Tracing;
import hotpath.recorder.TracingFigures;
import hotpath.tssa.code.CodeCache;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the figures of a run from the parts of the VM that keep them. */
final class RunFigures {
  private RunFigures() {}

  /**
   * The figures at the end of a run.
   *
   * @param tracing null if nothing was traced
   * @param boot what it had done before the program
   * @param withMemory whether to say what traces and compiler take in memory
   */
  static Statistics of(
      Vm vm, @Nullable Tracing tracing, long nanos, BootFigures boot, boolean withMemory) {
    GcStatistics gc = vm.heap().statistics();
    long instructions = vm.threads().instructions();
    TracingFigures traced = tracing == null ? null : tracing.figures();
    long recording = traced == null ? 0 : traced.recordNanos();
    long compiling = traced == null ? 0 : traced.compileNanos();
    long running = traced == null ? 0 : traced.nativeNanos();
    CodeCache cache = tracing == null ? null : tracing.codeCache();
    long used = cache == null ? 0 : cache.capacity() - cache.freeBytes();
    long capacity = cache == null ? 0 : cache.capacity();
    return new Statistics(
        nanos,
        instructions,
        boot,
        List.of(
            new PhaseFigures(
                Phase.INTERPRETING,
                nanos - gc.nanos() - recording - compiling - running,
                instructions,
                0),
            new PhaseFigures(
                Phase.RECORDING, recording, traced == null ? 0 : traced.recordings(), 0),
            new PhaseFigures(
                Phase.COMPILING, compiling, traced == null ? 0 : traced.traces(), used),
            new PhaseFigures(Phase.NATIVE, running, traced == null ? 0 : traced.entries(), 0),
            new PhaseFigures(Phase.COLLECTING, gc.nanos(), gc.collections(), gc.bytesCopied())),
        new CodeFigures(
            used,
            capacity,
            traced == null ? 0 : traced.evictedTraces(),
            traced == null ? 0 : traced.aborts(),
            traced == null ? 0 : traced.blacklistedAnchors()),
        withMemory && tracing != null ? CompilerMemory.of(tracing) : null,
        tracing == null ? List.of() : tracesOf(tracing));
  }

  /** What a VM has done that has not yet run the program. */
  static BootFigures boot(Vm vm, long nanos) {
    int methods = 0;
    int natives = 0;
    long nativeEntry = vm.stubs().nativeCall();
    for (int id = 0; id < vm.methods().size(); id++) {
      long entry =
          vm.memory().u32(vm.methods().withId(id).descriptor() + MethodDescriptorLayout.ENTRY);
      if (entry == nativeEntry) {
        natives++;
      }
      if (entry == nativeEntry || vm.codeMap().find(entry) != null) {
        methods++;
      }
    }
    return new BootFigures(
        nanos, vm.threads().instructions(), vm.klasses().size(), methods, natives);
  }

  private static List<TraceFigures> tracesOf(Tracing tracing) {
    List<TraceFigures> figures = new ArrayList<>();
    for (Trace trace : tracing.traces()) {
      List<ExitFigures> exits = new ArrayList<>();
      for (int i = 0; i < trace.exitCount(); i++) {
        if (trace.isKnown(i) && trace.exit(i).hits() > 0) {
          exits.add(new ExitFigures(i, trace.exit(i).hits()));
        }
      }
      TraceExit parent = trace.parent();
      figures.add(
          new TraceFigures(
              trace.number(),
              trace.method().method() + " @" + trace.method().bciAt(trace.startPc()),
              parent == null ? "" : parent.trace().number() + "/" + parent.number(),
              trace.entries(),
              tracing.iterations(trace),
              exits));
    }
    return figures;
  }
}
