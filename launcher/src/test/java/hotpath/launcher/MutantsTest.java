package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import hotpath.launcher.GuestModes.Mode;
import hotpath.launcher.GuestModes.Result;
import hotpath.launcher.mutants.Difference;
import hotpath.launcher.mutants.MethodOrder;
import hotpath.launcher.mutants.Mutant;
import hotpath.launcher.mutants.Oracle;
import hotpath.launcher.mutants.Subject;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs of spoiled class files do what they do with {@code java}: they print the same, or the
 * same errors are thrown with the same messages. Nothing of the host comes out, whatever the files
 * are. A failure is shown with the fewest mutations, and with the seed that makes it again:
 *
 * <pre>
 * mvn -pl launcher -am test -Dtest=MutantsTest -Dhotpath.mutants.seed=SEED \
 *     -Dhotpath.mutants.programs=1
 * </pre>
 */
class MutantsTest {
  private static final long SEED = Long.getLong("hotpath.mutants.seed", 1);
  private static final int MUTANTS = Integer.getInteger("hotpath.mutants.programs", 150);

  /** A program is compiled once for so many mutants. */
  private static final int TOGETHER = 50;

  private static final int FAILURES = Integer.getInteger("hotpath.mutants.failures", 5);

  /** What random programs take is a tenth of it. */
  private static final String FUEL = "fuel=30000000";

  /** By the last digit of the seed: compiling all of the boot says little about a mutant. */
  private static Mode mode(long seed) {
    long digit = Math.floorMod(seed, 10L);
    if (digit == 0) {
      return new Mode("every loop at once", "hotLoop=1", "hotCall=1", "hotExit=1");
    }
    return digit < 5 ? GuestModes.JIT_OFF : new Mode("early", "hotLoop=59", "hotExit=11");
  }

  @TempDir Path folder;

  private final Map<Difference, Integer> outcomes = new EnumMap<>(Difference.class);

  /** Seeds of mutants that end in other errors, whatever the messages. */
  private final Set<Long> otherVerdicts = new TreeSet<>();

  @Test
  void sameOutcomeAsJava() throws Exception {
    check(LongStream.range(SEED, SEED + MUTANTS), Mutant::of);
  }

  /**
   * Found and repaired: the cause of an initializer's failure, interfaces that are verified, a bad
   * size in a StackMapTable, flags of an inner class, the kind of a constant, an abstract method,
   * strictfp of an abstract one. Then, of one class: nop, a class's name with a NUL, an
   * implementation that is not public.
   */
  @Test
  void whatWasFoundIsRepaired() throws Exception {
    check(LongStream.of(533, 2753, 1014764), Mutant::of);
    check(LongStream.of(53, 161, 317, 517, 1173, 5329, 10690), Mutant::ofSeveral);
  }

  /** How a mutant is made of a seed, a program, and the mutations to leave out. */
  private interface Maker {
    Mutant of(long seed, Map<String, byte[]> program, Set<Integer> dropped);
  }

  private void check(LongStream seeds, Maker maker) throws Exception {
    List<String> failures = new ArrayList<>();
    int run = 0;
    long last = 0;
    try (Oracle oracle = new Oracle()) {
      Map<String, byte[]> program = Map.of();
      long compiled = Long.MIN_VALUE;
      PrimitiveIterator.OfLong all = seeds.iterator();
      while (all.hasNext() && failures.size() < FAILURES) {
        long seed = all.nextLong();
        last = seed;
        if (Math.floorDiv(seed, TOGETHER) != compiled) {
          compiled = Math.floorDiv(seed, TOGETHER);
          program = compile(compiled);
        }
        Mutant mutant = maker.of(seed, program, Set.of());
        if (mutant.mutations().isEmpty()) {
          continue;
        }
        run++;
        Difference difference = compare(mutant, oracle);
        outcomes.merge(difference, 1, Integer::sum);
        if (difference == Difference.UNEXPLAINED) {
          failures.add(smallest(seed, program, maker, oracle));
          System.out.println(failures.getLast());
        }
      }
      System.out.printf(
          "%d mutants, the last of seed %d: %s; other verdicts: %s; %d JVMs for java%n",
          run, last, outcomes, otherVerdicts, oracle.starts());
    }
    assertTrue(run > 0);
    if (!failures.isEmpty()) {
      fail(String.join("\n\n", failures));
    }
  }

  private Map<String, byte[]> compile(long seed) throws IOException, StartException {
    Path file = folder.resolve("Driver.java");
    Files.writeString(file, Subject.text(seed));
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    return SourceProgram.compile(file.toString(), "", err).classes();
  }

  private Difference compare(Mutant mutant, Oracle oracle) throws IOException {
    String java = oracle.run(mutant.classes());
    String hotpath = run(mutant.seed(), mutant.classes());
    if (!Difference.verdict(java).equals(Difference.verdict(hotpath))) {
      if (isSameInAnotherOrder(mutant, java)) {
        return Difference.METHOD_ORDER;
      }
      otherVerdicts.add(mutant.seed());
      System.out.printf(
          "seed %d ends otherwise: %s%n  java: %s%n  hotpath: %s%n",
          mutant.seed(), mutant.mutations(), firstLine(java), firstLine(hotpath));
    }
    return Difference.of(java, hotpath, mutant.isSpoiledOften());
  }

  /** Whether one of the classes, its methods in another order, makes the difference go. */
  private static boolean isSameInAnotherOrder(Mutant mutant, String java) {
    for (Map.Entry<String, byte[]> each : mutant.classes().entrySet()) {
      for (byte[] other : MethodOrder.othersFirst(each.getValue())) {
        Map<String, byte[]> classes = new HashMap<>(mutant.classes());
        classes.put(each.getKey(), other);
        String hotpath = run(mutant.seed(), classes);
        if (Difference.verdict(java).equals(Difference.verdict(hotpath))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String firstLine(String printed) {
    return printed.lines().findFirst().orElse("");
  }

  /** What is printed on both streams. */
  private static String run(long seed, Map<String, byte[]> classes) {
    Mode mode = mode(seed);
    try {
      Result result =
          GuestModes.hotpath(new SourceProgram(Subject.DRIVER, classes), mode.with(FUEL));
      return result.exitCode() == 123 ? Oracle.ENDLESS : result.output() + result.errors();
    } catch (StartException | RuntimeException | Error e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, true));
      return Difference.HOST_EXCEPTION + trace;
    }
  }

  /** The failure with the fewest mutations. */
  private String smallest(long seed, Map<String, byte[]> program, Maker maker, Oracle oracle)
      throws IOException {
    Set<Integer> dropped = new HashSet<>();
    for (int i = 0; i < Mutant.MOST; i++) {
      Set<Integer> more = new HashSet<>(dropped);
      more.add(i);
      Mutant smaller = maker.of(seed, program, more);
      if (!smaller.mutations().isEmpty() && compare(smaller, oracle) == Difference.UNEXPLAINED) {
        dropped = more;
      }
    }
    Mutant smallest = maker.of(seed, program, dropped);
    return "seed %d: %s%njava:%n%s%nhotpath:%n%s"
        .formatted(
            seed,
            smallest.mutations(),
            oracle.run(smallest.classes()),
            run(seed, smallest.classes()));
  }
}
