package hotpath.launcher;

import hotpath.dump.TraceDump;
import hotpath.dump.TraceDumper;
import hotpath.gc.plan.HeapOptions;
import hotpath.gc.plan.PlanKind;
import hotpath.gc.plan.Stress;
import hotpath.interpreter.boot.Program;
import hotpath.interpreter.engine.ControlLoop;
import hotpath.interpreter.engine.Engine;
import hotpath.interpreter.engine.Interpreter;
import hotpath.interpreter.engine.threaded.ThreadedEngine;
import hotpath.interpreter.link.ClassSource;
import hotpath.interpreter.link.OutOfGuestMemoryException;
import hotpath.interpreter.natives.host.BootClassPath;
import hotpath.interpreter.natives.host.ClassPath;
import hotpath.interpreter.predecode.CodeTuning;
import hotpath.interpreter.thread.Requests;
import hotpath.interpreter.vm.Vm;
import hotpath.interpreter.vm.VmOptions;
import hotpath.launcher.Statistics.BootFigures;
import hotpath.platform.Option;
import hotpath.platform.Options;
import hotpath.platform.memory.HostMemoryException;
import hotpath.recorder.Tracing;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs on VMs of their own: the boot, then the main method, both to their end. The VMs
 * share the parsed class files of the library.
 */
final class InterpreterRun implements GuestRun {
  private final Consumer<Requests> begun;
  private final Engines engines = new Engines();
  private final BiFunction<Vm, Engine, Engine> wrapper;
  private final BootClassPath library = new BootClassPath();

  /**
   * @param begun told, after the boot, how other host threads reach a VM that begins a program
   */
  InterpreterRun(Consumer<Requests> begun) {
    this(begun, (_, engine) -> engine);
  }

  InterpreterRun() {
    this(_ -> {});
  }

  /**
   * @param wrapper what runs in place of the engine that the options ask for
   */
  InterpreterRun(Consumer<Requests> begun, BiFunction<Vm, Engine, Engine> wrapper) {
    this.begun = begun;
    this.wrapper = wrapper;
  }

  @Override
  public Outcome run(RunRequest request, Streams streams, @Nullable TraceDump dump)
      throws StartException {
    try (ClassPath classPath = new ClassPath(request.classPath());
        Vm vm = vm(request, streams, classPath)) {
      return limited(request, vm, dump);
    } catch (IOException e) {
      throw new StartException("Error: the class path cannot be read: " + oneLine(e.toString()));
    } catch (HostMemoryException e) {
      throw new StartException("Error: the host gives no memory: " + e.getMessage());
    } catch (OutOfGuestMemoryException e) {
      throw heapTooSmall(request);
    }
  }

  private Outcome limited(RunRequest request, Vm vm, @Nullable TraceDump dump)
      throws StartException {
    try (CodeLogs logs = CodeLogs.of(request.options());
        TimeLimit _ = TimeLimit.of(request.options(), vm.requests())) {
      return request.options().bool(Option.JIT)
          ? runTraced(request, vm, dump, logs)
          : run(request, vm, null, logs);
    }
  }

  private Outcome runTraced(RunRequest request, Vm vm, @Nullable TraceDump dump, CodeLogs logs)
      throws StartException {
    TraceWatchers watchers = new TraceWatchers(vm, dump, logs);
    TraceDumper dumper = watchers.dumper();
    try (Tracing tracing =
        Tracing.of(vm, request.options(), watchers.listener(), dumper, dumper != null)) {
      watchers.of(tracing);
      Outcome outcome = run(request, vm, tracing, logs);
      if (dumper != null) {
        dumper.finish(tracing.traces());
      }
      return outcome;
    }
  }

  private Outcome run(RunRequest request, Vm vm, @Nullable Tracing tracing, CodeLogs logs)
      throws StartException {
    try (Engine engine = wrapper.apply(vm, engines.of(request.options(), vm))) {
      if (!logs.isEmpty() && engine instanceof ThreadedEngine threaded) {
        threaded.forEachPiece(logs::code);
      }
      return run(request, vm, tracing, engine);
    }
  }

  private Outcome run(RunRequest request, Vm vm, @Nullable Tracing tracing, Engine engine)
      throws StartException {
    long start = System.nanoTime();
    Interpreter interpreter = interpreter(request.options(), vm, engine);
    if (tracing != null) {
      interpreter.traces(tracing);
    }
    boot(vm, interpreter);
    boolean withFigures = request.options().bool(Option.STATS);
    BootFigures boot = withFigures ? RunFigures.boot(vm, System.nanoTime() - start) : null;
    if (!vm.isHalted()) {
      begun.accept(vm.requests());
      main(vm, interpreter, request);
    }
    if (boot == null) {
      return new Outcome(vm.exitCode(), vm.threads().instructions(), null);
    }
    boolean withMemory = request.options().bool(Option.MEMORY_STATS);
    long nanos = System.nanoTime() - start;
    Statistics statistics = RunFigures.of(vm, tracing, nanos, boot, withMemory);
    return new Outcome(vm.exitCode(), statistics.instructions(), statistics);
  }

  private static StartException heapTooSmall(RunRequest request) {
    return new StartException(
        "Error: the VM does not start in a heap of " + request.options().text(Option.HEAP_SIZE));
  }

  private Vm vm(RunRequest request, Streams streams, ClassPath classPath) {
    Options options = request.options();
    VmOptions vmOptions =
        new VmOptions(
            heap(options),
            options.bytes(Option.STACK_SIZE),
            options.longValue(Option.QUANTUM),
            options.longValue(Option.FUEL),
            options.longValue(Option.SEED),
            GuestHost.capabilities(request.grants()),
            request.properties(),
            request.assertions());
    return new Vm(
        vmOptions,
        GuestHost.of(request, streams),
        library,
        classes(request, classPath),
        request.classPathProperty());
  }

  private static HeapOptions heap(Options options) {
    PlanKind plan =
        switch (options.text(Option.GC)) {
          case "semispace" -> PlanKind.SEMI_SPACE;
          case "nogc" -> PlanKind.NO_GC;
          default -> throw new IllegalStateException(options.text(Option.GC));
        };
    Stress stress =
        new Stress(
            options.intValue(Option.GC_STRESS),
            options.bool(Option.GC_POISON),
            options.bool(Option.GC_PROTECT),
            options.bool(Option.GC_SANITY));
    return new HeapOptions(
        plan, options.bytes(Option.HEAP_SIZE), options.bytes(Option.INITIAL_HEAP_SIZE), stress);
  }

  /** Classes in memory come first. */
  private static ClassSource classes(RunRequest request, ClassPath classPath) {
    if (request.classes().isEmpty()) {
      return classPath;
    }
    return name -> {
      byte[] bytes = request.classes().get(name);
      return bytes != null ? bytes : classPath.find(name);
    };
  }

  private static Interpreter interpreter(Options options, Vm vm, Engine engine) {
    boolean jit = options.bool(Option.JIT);
    CodeTuning tuning =
        new CodeTuning(
            jit ? options.intValue(Option.HOT_LOOP) : CodeTuning.NEVER,
            jit ? options.intValue(Option.HOT_CALL) : CodeTuning.NEVER,
            CodeTuning.Superinstructions.valueOf(
                options.text(Option.SUPERINSTRUCTIONS).toUpperCase(Locale.ROOT)));
    return new Interpreter(vm, engine, tuning);
  }

  private static void boot(Vm vm, Interpreter interpreter) throws StartException {
    new Program(vm).startBoot();
    ControlLoop.Outcome outcome = interpreter.run(vm.mainThread());
    if (outcome == ControlLoop.Outcome.UNCAUGHT) {
      String thrown = vm.klasses().of((int) vm.mainThread().pop()).toString();
      if (thrown.contains("OutOfMemoryError") || thrown.contains("StackOverflowError")) {
        throw new StartException("Error: " + thrown + " before the program could start");
      }
      throw new IllegalStateException("the boot ended in " + thrown);
    }
    if (outcome != ControlLoop.Outcome.RETURNED && !vm.isHalted()) {
      throw new IllegalStateException("the boot ended in " + outcome);
    }
  }

  /** The program ends by halting the VM, which sets the exit code. */
  private static void main(Vm vm, Interpreter interpreter, RunRequest request)
      throws StartException {
    List<String> arguments = request.arguments();
    String problem = new Program(vm).startMain(request.mainClass(), arguments);
    if (problem != null) {
      throw new StartException(oneLine(problem));
    }
    ControlLoop.Outcome outcome = interpreter.run(vm.mainThread());
    if (!vm.isHalted()) {
      throw new IllegalStateException("the program ended in " + outcome);
    }
  }

  /** What java says in several lines. */
  private static String oneLine(String text) {
    return text.strip()
        .replaceAll("\\RCaused by: (.*)", " ($1)")
        .replaceAll("\\R\\t", ": ")
        .replaceAll("\\s*\\R\\s*", " ");
  }
}
