package hotpath.tssa.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.tssa.eval.ByteMemory;
import hotpath.tssa.eval.Outcome;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.pass.PassOptions.Peel;
import hotpath.tssa.text.TssaEquality;
import hotpath.tssa.text.TssaParser;
import hotpath.tssa.text.TssaPrinter;
import hotpath.tssa.verify.TssaVerifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Random traces do the same before and after every pass. {@code -Dhotpath.seed=N} replays one,
 * {@code -Dhotpath.traces=N} says how many.
 */
class RandomTraceTest {
  private static final int TRACES = Integer.getInteger("hotpath.traces", 800);

  @Test
  void passesKeepWhatTracesDo() {
    Long seed = Long.getLong("hotpath.seed");
    if (seed != null) {
      check(seed);
      return;
    }
    int loops = 0;
    int late = 0;
    for (long each = 1; each <= TRACES; each++) {
      TraceRun run;
      try {
        run = check(each);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("replay with -Dhotpath.seed=" + each, e);
      }
      loops += run.around().isEmpty() ? 0 : 1;
      late += run.around().size() > 2 ? 1 : 0;
    }
    assertTrue(loops > TRACES / 3, "too few traces go around: " + loops);
    assertTrue(late > TRACES / 8, "too few traces go around often: " + late);
  }

  private static List<PassOptions> variants(long seed) {
    PassOptions base = PassOptions.STANDARD.withAllocation(GoldenFile.ALLOCATION);
    List<PassOptions> variants = new ArrayList<>();
    variants.add(base.withPeel(Peel.ON));
    variants.add(base.withPeel(Peel.OFF));
    variants.add(base);
    // One thing missing, a different one for each seed.
    List<String> names = new ArrayList<>();
    for (Feature feature : Feature.values()) {
      names.add(feature.toString());
    }
    for (Pass pass : PassTable.passes()) {
      names.add(pass.name());
    }
    variants.add(base.withPeel(Peel.ON).without(names.get((int) (seed % names.size()))));
    // Without dce and sink every allocation is made, and can fail.
    variants.add(base.withPeel(Peel.ON).without("sink").without("dce"));
    return variants;
  }

  private static TraceRun check(long seed) {
    TraceGenerator generated = new TraceGenerator(seed);
    Tssa raw = generated.raw;
    assertEquals(List.of(), TssaVerifier.verify(raw));
    String text = TssaPrinter.print(raw);
    TraceRun expected = TraceRun.of(raw, generated.initial);
    for (PassOptions options : variants(seed)) {
      Tssa done =
          PassPipeline.run(
                  raw,
                  options,
                  (pass, tssa, log) -> compare(pass.name(), options, generated, expected, tssa))
              .code();
      assertNull(
          TssaEquality.difference(PassPipeline.run(raw, options, null).code(), done),
          "not reproducible");
      String printed = TssaPrinter.print(done);
      assertNull(TssaEquality.difference(TssaParser.parse(printed), done));
    }
    assertEquals(text, TssaPrinter.print(raw), "the passes changed their input");
    return expected;
  }

  private static void compare(
      String pass, PassOptions options, TraceGenerator generated, TraceRun expected, Tssa tssa) {
    String when = "after " + pass + " with " + options;
    TssaVerifier.require(tssa, when);
    try {
      TraceRun actual = TraceRun.of(tssa, generated.initial);
      String difference = difference(generated, expected, actual);
      assertNull(difference, when);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          when + "\n" + TssaPrinter.print(generated.raw) + "\n" + TssaPrinter.print(tssa), e);
    }
  }

  private static String difference(TraceGenerator generated, TraceRun expected, TraceRun actual) {
    ByteMemory initial = generated.initial;
    Outcome outcome = actual.outcome();
    ByteMemory memory = expected.memory();
    if (actual.exit().reason() == TraceGenerator.LOOP_REASON) {
      // A hoisted guard: the state must be one in which the trace would have begun again.
      int count = ByteMemory.THREAD_BLOCK + ByteMemory.COUNT;
      memory = initial.i64(count) == actual.count() ? initial : null;
      for (ByteMemory around : expected.around()) {
        memory = around.i64(count) == actual.count() ? around : memory;
      }
      if (memory == null) {
        return "left for the anchor with a count that it never has there";
      }
    } else if (outcome.how() != expected.outcome().how()
        || actual.exit().reason() != expected.exit().reason()
        || !actual.resume().equals(expected.resume())
        || !outcome.values().equals(expected.outcome().values())) {
      return "leaves by " + actual.exit() + ", not by " + expected.exit();
    }
    if (memory.i64(ByteMemory.THREAD_BLOCK) != actual.count()) {
      return "count";
    }
    if (generated.allocates) {
      return HeapComparison.difference(memory, actual.memory());
    }
    int at = memory.mismatch(actual.memory(), ByteMemory.THREAD_BLOCK, ByteMemory.SIZE);
    return at < 0 ? null : "memory at " + Integer.toHexString(at);
  }
}
