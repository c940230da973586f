package hotpath.interpreter.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.gc.plan.HeapOptions;
import hotpath.gc.plan.PlanKind;
import hotpath.interpreter.boot.Program;
import hotpath.interpreter.engine.ControlLoop.Outcome;
import hotpath.interpreter.engine.Engine;
import hotpath.interpreter.engine.Interpreter;
import hotpath.interpreter.engine.portable.PortableEngine;
import hotpath.interpreter.engine.threaded.HandlerCompiler;
import hotpath.interpreter.engine.threaded.ThreadedEngine;
import hotpath.interpreter.frame.FrameLayout;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.natives.host.BootClassPath;
import hotpath.interpreter.predecode.CodeTuning;
import hotpath.interpreter.vm.TestHost;
import hotpath.interpreter.vm.Vm;
import hotpath.interpreter.vm.VmOptions;
import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.Backends;
import hotpath.tssa.backend.HandlerCode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Before every single code word both engines are at the same place with the same frame: programs
 * run on one and on the other, and a hash of the state before each step is kept. What an engine
 * leaves to the VM may differ.
 */
class EnginesAgreeTest {
  private static final BootClassPath BOOT = new BootClassPath();
  private static final CodeTuning NO_TRACES = new CodeTuning(CodeTuning.NEVER, CodeTuning.NEVER);

  /** An engine that stops after each code word. */
  private static final class Steps implements Engine {
    private final Engine engine;
    private long[] states = new long[1 << 20];
    private int count;

    Steps(Engine engine) {
      this.engine = engine;
    }

    @Override
    public int run(GuestThread thread) {
      while (true) {
        int reason = step(thread);
        if (reason != 0) {
          return reason;
        }
      }
    }

    /** An instruction that is begun again is one step, however often the VM is asked. */
    @Override
    public int step(GuestThread thread) {
      long state = state(thread);
      if (count == 0 || states[count - 1] != state) {
        if (count == states.length) {
          states = Arrays.copyOf(states, 2 * count);
        }
        states[count++] = state;
      }
      return engine.step(thread);
    }

    private static long state(GuestThread thread) {
      long hash = thread.pc();
      hash = hash * 31 + thread.fp();
      hash = hash * 31 + thread.sp();
      hash = hash * 31 + thread.count();
      for (long slot = thread.fp(); slot < thread.sp(); slot += FrameLayout.SLOT) {
        hash = hash * 31 + thread.memory().i64(slot);
      }
      return hash;
    }
  }

  private static long[] states(Class<?> main, HandlerCode handlers, Backend backend) {
    TestHost host = new TestHost();
    try (Vm vm =
        new Vm(
            VmOptions.of(HeapOptions.of(PlanKind.SEMI_SPACE, 64 << 20)),
            host,
            BOOT,
            ProgramsTest::classFile,
            "")) {
      if (handlers == null) {
        return states(main, vm, new PortableEngine());
      }
      try (ThreadedEngine engine = new ThreadedEngine(backend, handlers, vm.leafStubs())) {
        return states(main, vm, engine);
      }
    }
  }

  private static long[] states(Class<?> main, Vm vm, Engine engine) {
    Steps steps = new Steps(engine);
    Interpreter interpreter = new Interpreter(vm, steps, NO_TRACES);
    Program program = new Program(vm);
    program.startBoot();
    assertEquals(Outcome.RETURNED, interpreter.run(vm.mainThread()));
    assertNull(program.startMain(main.getName(), List.of()));
    assertEquals(Outcome.STOPPED, interpreter.run(vm.mainThread()));
    assertEquals(0, vm.exitCode());
    return Arrays.copyOf(steps.states, steps.count);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        InitializationProgram.class,
        ExceptionsProgram.class,
        TextProgram.class,
        CollectionsProgram.class,
        LambdasProgram.class
      })
  void beforeEveryStep(Class<?> main) {
    Backend backend = Backends.find("auto");
    assertNotNull(backend, "no backend for this host");
    long[] portable = states(main, null, backend);
    long[] threaded = states(main, new HandlerCompiler(backend, true).compile(), backend);
    assertTrue(portable.length > 50_000, "steps: " + portable.length);
    assertEquals(-1, Arrays.mismatch(portable, threaded), "the first step that differs");
  }
}
