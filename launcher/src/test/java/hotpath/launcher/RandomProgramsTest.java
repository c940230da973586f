package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.fail;

import hotpath.launcher.GuestModes.Mode;
import hotpath.launcher.GuestModes.Result;
import hotpath.launcher.random.CompiledPrograms;
import hotpath.launcher.random.RandomProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random programs print in every mode what {@code java} prints, and count the same instructions. A
 * program that does not is made smaller before it is shown, with the seed that makes it again:
 *
 * <pre>
 * mvn -pl launcher -am test -Dtest=RandomProgramsTest -Dhotpath.random.seed=SEED \
 *     -Dhotpath.random.programs=1
 * </pre>
 *
 * With {@code -Dhotpath.random.modes=kinds} one mode of each kind is run, which takes a third of
 * the time.
 */
class RandomProgramsTest {
  private static final long SEED = Long.getLong("hotpath.random.seed", 1);
  private static final int PROGRAMS = Integer.getInteger("hotpath.random.programs", 25);

  /** Compiled together: a start of the compiler costs more than a program. */
  private static final int TOGETHER = 100;

  /** Programs shown at most: the first ones tell most. */
  private static final int FAILURES = 5;

  private static final List<Mode> MODES =
      ("kinds".equals(System.getProperty("hotpath.random.modes"))
              ? GuestModes.KINDS
              : GuestModes.ALL)
          .stream().map(mode -> mode.collects() ? mode.with("gcStress=23") : mode).toList();

  @TempDir Path folder;

  @Test
  void sameOutputAsJavaInEveryMode() throws Exception {
    List<String> failures = new ArrayList<>();
    for (long done = 0; done < PROGRAMS && failures.size() < FAILURES; done += TOGETHER) {
      List<RandomProgram> programs = new ArrayList<>();
      for (long i = done; i < Math.min(PROGRAMS, done + TOGETHER); i++) {
        programs.add(RandomProgram.of(SEED + i));
      }
      CompiledPrograms compiled = compile(programs);
      for (RandomProgram program : programs) {
        check(program, compiled, failures);
      }
    }
    if (!failures.isEmpty()) {
      fail(String.join("\n\n", failures));
    }
  }

  private CompiledPrograms compile(List<RandomProgram> programs) throws IOException {
    return CompiledPrograms.compile(programs, Files.createTempDirectory(folder, "classes"));
  }

  private void check(RandomProgram program, CompiledPrograms compiled, List<String> failures)
      throws Exception {
    String expected = compiled.expected(program);
    SourceProgram classes = classes(program, compiled);
    long instructions = 0;
    for (Mode mode : MODES) {
      Outcome outcome = outcome(classes, mode);
      String difference = outcome.differenceFrom(expected, instructions);
      if (!difference.isEmpty()) {
        String text = failures.isEmpty() ? smallest(program, mode) : "";
        failures.add("seed %d, %s\n%s%s".formatted(program.seed(), mode.name(), difference, text));
        return;
      }
      instructions = outcome.instructions;
    }
  }

  private record Outcome(String printed, long instructions) {
    /**
     * Empty if there is none.
     *
     * @param count of instructions in other modes, or 0
     */
    String differenceFrom(String expected, long count) {
      if (!printed.equals(expected)) {
        return "expected:\n" + expected + "but was:\n" + printed;
      }
      return count == 0 || count == instructions
          ? ""
          : instructions + " instructions, not " + count + "\n";
    }
  }

  private static SourceProgram classes(RandomProgram program, CompiledPrograms compiled)
      throws IOException {
    return new SourceProgram(program.name(), compiled.classes(program));
  }

  private static Outcome outcome(SourceProgram program, Mode mode) throws StartException {
    try {
      Result result = GuestModes.hotpath(program, mode);
      return new Outcome(result.output() + result.errors(), result.instructions());
    } catch (RuntimeException | Error e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, true));
      return new Outcome(trace.toString(), 0);
    }
  }

  /** Between java and a mode, or between the modes in what they count. */
  private String difference(RandomProgram program, Mode mode) throws Exception {
    CompiledPrograms compiled = compile(List.of(program));
    SourceProgram classes = classes(program, compiled);
    long instructions = outcome(classes, GuestModes.JIT_OFF).instructions;
    return outcome(classes, mode).differenceFrom(compiled.expected(program), instructions);
  }

  /**
   * The text of a program that still fails, and would not without any one of its statements (which
   * are left out by ever smaller groups, as in delta debugging).
   */
  private String smallest(RandomProgram program, Mode mode) throws Exception {
    Set<Integer> dropped = new HashSet<>();
    for (int size = program.statements() / 2; size >= 1; size /= 2) {
      for (int start = 0; start < program.statements(); start += size) {
        Set<Integer> more = new HashSet<>(dropped);
        for (int i = start; i < start + size; i++) {
          more.add(i);
        }
        RandomProgram smaller = RandomProgram.of(program.seed(), more);
        if (more.size() > dropped.size() && !difference(smaller, mode).isEmpty()) {
          dropped = more;
        }
      }
    }
    RandomProgram smallest = RandomProgram.of(program.seed(), dropped);
    return difference(smallest, mode) + smallest.text();
  }
}
