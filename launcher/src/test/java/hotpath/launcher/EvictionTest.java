package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.dump.Dump;
import hotpath.dump.DumpException;
import hotpath.dump.EventLine;
import hotpath.platform.ParentExit;
import hotpath.platform.VmEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs with more hot loops than the code cache holds. */
class EvictionTest {
  private static final int LOOPS = 80;
  private static final int CACHE = 64 * 1024;

  @TempDir Path folder;

  /**
   * {@code main} calls one method after the other, each with a loop that differs from the others,
   * and before each of them {@code hot}, which has three loops in a fourth one.
   */
  private static String program() {
    StringBuilder text = new StringBuilder("class Many {\n  static long hot(int n) {\n");
    text.append("    long sum = 0;\n    for (int i = 0; i < n; i++) {\n");
    for (String operator : List.of("^", "&", "|")) {
      text.append("      for (int k = 0; k < n; k++) {\n");
      text.append("        sum += i ").append(operator).append(" k;\n      }\n");
    }
    text.append("    }\n    return sum;\n  }\n");
    for (int i = 0; i < LOOPS; i++) {
      text.append("  static long loop").append(i).append("(long seed, int[] a) {\n");
      text.append("    long x = seed;\n    for (int i = 0; i < 400; i++) {\n");
      for (int k = 0; k < 8; k++) {
        text.append("      if ((x & ").append(3 + (i + k) % 13).append(") == 0) {\n");
        text.append("        x += a[(i + ").append(k).append(") & 63];\n      } else {\n");
        text.append("        x = x * 31 + ").append(i * 8 + k).append(";\n      }\n");
      }
      text.append("    }\n    return x;\n  }\n");
    }
    text.append("  public static void main(String[] arguments) {\n");
    text.append("    long x = 1;\n    int[] a = new int[64];\n");
    text.append("    for (int i = 0; i < a.length; i++) {\n      a[i] = i * i;\n    }\n");
    for (int i = 0; i < LOOPS; i++) {
      text.append("    x += hot(60);\n    x = loop").append(i).append("(x, a);\n");
    }
    return text.append("    System.out.println(x);\n  }\n}\n").toString();
  }

  private record Run(String out, List<VmEvent> events, Dump dump) {}

  private Run run(String source, String... options) throws IOException, DumpException {
    Path file = Files.writeString(folder.resolve("Many.java"), source);
    Path dump = folder.resolve("dump");
    List<String> words = new ArrayList<>(List.of("run", "--dump-traces=" + dump));
    words.addAll(GuestModes.earlyWords());
    words.addAll(List.of(options));
    words.add(file.toString());
    CommandLine line = new CommandLine(new InterpreterRun());
    assertEquals(0, line.run(words.toArray(String[]::new)), line.err());
    Dump read = Dump.read(dump);
    List<VmEvent> events = read.events().stream().map(EventLine::event).toList();
    return new Run(line.out(), events, read);
  }

  /** Names of the methods whose loops were compiled as roots, with how often. */
  private static Map<String, Integer> compiledLoops(List<VmEvent> events) {
    Map<String, Integer> loops = new HashMap<>();
    for (VmEvent event : events) {
      if (event instanceof VmEvent.TraceCompiled compiled && compiled.parent() == null) {
        loops.merge(compiled.anchor().method(), 1, Integer::sum);
      }
    }
    return loops;
  }

  @Test
  void lateLoopsAreCompiledAndWhatIsUsedStays() throws IOException, DumpException {
    Run run = run(program(), "-Dhotpath.codeCacheSize=64k");
    assertEquals(run(program(), "-Dhotpath.jit=off").out(), run.out());
    Map<String, Integer> loops = compiledLoops(run.events());
    for (int i = 0; i < LOOPS; i++) {
      assertTrue(loops.containsKey("loop" + i), "loop" + i + " was not compiled");
    }
    checkLife(run, CACHE);
    // These go to each other without the VM; that they are used is seen nevertheless.
    assertEquals(3, loops.get("hot"));
    Set<Integer> evicted = evicted(run);
    assertTrue(evicted.size() > LOOPS, "evicted: " + evicted);
    for (int trace : evicted) {
      assertFalse(run.dump().trace(trace).anchor().method().equals("hot"), "trace " + trace);
    }
  }

  @Test
  void aLimitOfTracesEvictsToo() throws IOException, DumpException {
    Run run = run(program(), "-Dhotpath.maxTraces=12");
    assertEquals(run(program(), "-Dhotpath.jit=off").out(), run.out());
    assertEquals(12, checkLife(run, Integer.MAX_VALUE));
    assertTrue(compiledLoops(run.events()).containsKey("loop" + (LOOPS - 1)));
  }

  /** A program that goes round in more code than fits compiles less and less. */
  @Test
  void thrashingIsSlowedDown() throws IOException, DumpException {
    String round =
        program()
            .replace(
                "int[] a = new int[64];",
                "int[] a = new int[64];\n" + "    for (int round = 0; round < 20; round++) {")
            .replace("    System.out", "    }\n    System.out");
    Run run = run(round, "-Dhotpath.codeCacheSize=64k");
    Map<String, Integer> loops = compiledLoops(run.events());
    for (int i = 0; i < LOOPS; i++) {
      int times = loops.getOrDefault("loop" + i, 0);
      assertTrue(times >= 1 && times <= 8, "loop" + i + " was compiled " + times + " times");
    }
    checkLife(run, CACHE);
  }

  private static Set<Integer> evicted(Run run) {
    Set<Integer> evicted = new HashSet<>();
    for (VmEvent event : run.events()) {
      if (event instanceof VmEvent.TraceEvicted gone) {
        evicted.add(gone.trace());
      }
    }
    return evicted;
  }

  /**
   * Follows all traces through the events: none is compiled or evicted twice, linked when it is
   * gone or has a parent that is; they fit in the cache.
   *
   * @return how many lived at one time, at most
   */
  private static int checkLife(Run run, long cache) {
    Map<Integer, Integer> live = new HashMap<>();
    Set<Integer> seen = new HashSet<>();
    long used = 0;
    int most = 0;
    for (VmEvent event : run.events()) {
      switch (event) {
        case VmEvent.TraceCompiled compiled -> {
          assertTrue(seen.add(compiled.trace()), "trace " + compiled.trace() + " comes again");
          ParentExit parent = compiled.parent();
          assertTrue(parent == null || live.containsKey(parent.trace()), "parent is gone");
          live.put(compiled.trace(), compiled.codeBytes());
          used += compiled.codeBytes();
        }
        case VmEvent.TraceLinked linked -> {
          assertTrue(live.containsKey(linked.trace()), linked.toString());
          assertTrue(live.containsKey(linked.target()), linked.toString());
        }
        case VmEvent.TraceEvicted evicted -> {
          Integer bytes = live.remove(evicted.trace());
          assertTrue(bytes != null, "trace " + evicted.trace() + " did not live");
          assertTrue(evicted.codeBytes() >= bytes, evicted.toString());
          used -= bytes;
        }
        default -> {}
      }
      assertTrue(used <= cache, used + " bytes of code");
      most = Math.max(most, live.size());
    }
    return most;
  }
}
