package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.gc.plan.HeapOptions;
import hotpath.gc.plan.PlanKind;
import hotpath.gc.plan.Stress;
import hotpath.interpreter.boot.Program;
import hotpath.interpreter.engine.Interpreter;
import hotpath.interpreter.engine.portable.PortableEngine;
import hotpath.interpreter.natives.host.BootClassPath;
import hotpath.interpreter.natives.host.SystemHost;
import hotpath.interpreter.predecode.CodeTuning;
import hotpath.interpreter.vm.Vm;
import hotpath.interpreter.vm.VmOptions;
import hotpath.platform.Options;
import hotpath.platform.Origin;
import hotpath.platform.Setting;
import hotpath.recorder.AbortReason;
import hotpath.recorder.Anchor;
import hotpath.recorder.Recording;
import hotpath.recorder.Step;
import hotpath.recorder.Trace;
import hotpath.recorder.TraceCompiler;
import hotpath.recorder.TraceExit;
import hotpath.recorder.TraceListener;
import hotpath.recorder.Tracing;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** No object of the host keeps an evicted trace: what traces take is bounded by those that live. */
class EvictedGarbageTest {
  /** Keeps traces weakly. */
  private static final class Witness implements TraceListener {
    private final List<WeakReference<Trace>> compiled = new ArrayList<>();
    private int evicted;

    @Override
    public void started(Anchor anchor, @Nullable TraceExit exit) {}

    @Override
    public void aborted(
        AbortReason reason, @Nullable Anchor anchor, @Nullable TraceExit exit, List<Step> steps) {}

    @Override
    public void compiled(Trace trace, Recording recording, TraceCompiler.Result result) {
      compiled.add(new WeakReference<>(trace));
    }

    @Override
    public void linked(Trace trace, Trace root) {}

    @Override
    public void evicted(Trace trace, int codeBytes, int temperature) {
      evicted++;
    }
  }

  @Test
  void evictedTracesAreGarbage() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Streams streams = new Streams(InputStream.nullInputStream(), nowhere, nowhere, false);
    HeapOptions heap =
        new HeapOptions(
            PlanKind.SEMI_SPACE, 16 << 20, 16 << 20, new Stress(0, false, false, false));
    VmOptions vmOptions = VmOptions.of(heap);
    Options options =
        Options.of(
            List.of(
                new Setting("maxTraces", "8", Origin.COMMAND_LINE),
                new Setting("hotLoop", "59", Origin.COMMAND_LINE),
                new Setting("hotCall", "211", Origin.COMMAND_LINE),
                new Setting("hotExit", "1", Origin.COMMAND_LINE)));
    Witness witness = new Witness();
    try (Vm vm =
            new Vm(
                vmOptions,
                new StreamsHost(streams, new SystemHost()),
                new BootClassPath(),
                name -> null,
                "");
        Tracing tracing = Tracing.of(vm, options, witness, null, false)) {
      Interpreter interpreter =
          new Interpreter(
              vm, new PortableEngine(), new CodeTuning(1, 1, CodeTuning.Superinstructions.OFF));
      interpreter.traces(tracing);
      new Program(vm).startBoot();
      interpreter.run(vm.mainThread());
      assertTrue(witness.evicted > 10, "evicted: " + witness.evicted);
      System.gc();
      int kept = 0;
      for (WeakReference<Trace> reference : witness.compiled) {
        kept += reference.get() == null ? 0 : 1;
      }
      assertEquals(tracing.traces().size(), kept);
      assertEquals(witness.compiled.size() - witness.evicted, kept);
      assertNotNull(tracing.codeCache());
    }
  }
}
