package hotpath.interpreter.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.gc.plan.HeapOptions;
import hotpath.gc.plan.PlanKind;
import hotpath.interpreter.engine.Engine;
import hotpath.interpreter.engine.portable.PortableEngine;
import hotpath.interpreter.engine.threaded.CompiledHandlers;
import hotpath.interpreter.engine.threaded.HandlerCompiler;
import hotpath.interpreter.engine.threaded.ThreadedEngine;
import hotpath.interpreter.frame.FrameLayout;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.vm.Vm;
import hotpath.platform.memory.CodeMemory;
import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.Backends;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Before every single code word both engines are at the same place with the same frame: programs
 * run on one and on the other, and a hash of the state before each step is kept. What an engine
 * leaves to the VM may differ.
 */
class EnginesAgreeTest {
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

    @Override
    public void close() {
      engine.close();
    }

    long[] states() {
      return Arrays.copyOf(states, count);
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

  private static long[] states(Class<?> main, Function<Vm, Engine> engines) {
    AtomicReference<Steps> steps = new AtomicReference<>();
    Guest guest =
        new Guest(
            HeapOptions.of(PlanKind.SEMI_SPACE, 64 << 20),
            vm -> {
              steps.set(new Steps(engines.apply(vm)));
              return steps.get();
            },
            main);
    assertEquals(0, guest.exitCode);
    return steps.get().states();
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
    CompiledHandlers handlers = new HandlerCompiler(backend, true).compile();
    long[] portable = states(main, _ -> new PortableEngine());
    long[] threaded =
        states(main, vm -> new ThreadedEngine(backend, handlers, vm.leafStubs(), CodeMemory::new));
    assertTrue(portable.length > 50_000, "steps: " + portable.length);
    assertEquals(-1, Arrays.mismatch(portable, threaded), "the first step that differs");
  }
}
