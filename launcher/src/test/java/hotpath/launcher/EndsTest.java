package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.launcher.GuestModes.Mode;
import hotpath.launcher.GuestModes.Result;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Programs that do not end are ended: by fuel at the same instruction in every mode, by time
 * wherever they are.
 */
class EndsTest {
  private static final Path PROGRAM =
      Path.of("src/test/resources/hotpath/launcher/ends/Endless.java");

  /** Also when the program prepares nothing but its end: what it prints is flushed by itself. */
  private static final String LESS_STRESS = "gcStress=101";

  private static final Mode AT_ONCE = new Mode("at once", "hotLoop=1", "hotCall=1", "hotExit=1");

  /** What the first mode has done, by program and fuel. */
  private final Map<String, Result> expected = new HashMap<>();

  @TestFactory
  Stream<DynamicTest> fuelEndsAtTheSameInstructionInEveryMode() {
    return Stream.of("work 70001", "work 700057", "threads 300007", "recursion 200003")
        .flatMap(
            run ->
                GuestModes.ALL.stream()
                    .map(
                        mode ->
                            DynamicTest.dynamicTest(
                                run + ", " + mode.name(),
                                () -> {
                                  String[] words = run.split(" ");
                                  sameEnd(words[0], words[1], mode);
                                })));
  }

  private void sameEnd(String program, String fuel, Mode mode) throws StartException {
    Mode less = mode.collects() ? mode.with(LESS_STRESS) : mode;
    Result actual = run(program, less.with("fuel=" + fuel).with("quantum=1009"));
    Result first = expected.computeIfAbsent(program + fuel, _ -> actual);
    assertEquals(first, withoutEvicted(actual, first));
    assertEquals(123, actual.exitCode());
    long over = actual.instructions() - Long.parseLong(fuel);
    assertTrue(Math.abs(over) < 1000, "instructions: " + actual.instructions());
    assertTrue(
        actual.errors().startsWith("hotpath: out of fuel after " + fuel + " instructions\n\tat "),
        actual.errors());
  }

  private static Result withoutEvicted(Result result, Result as) {
    return new Result(
        result.exitCode(), result.output(), result.errors(), result.instructions(), as.evicted());
  }

  private static Result run(String program, Mode mode) throws StartException {
    return GuestModes.hotpath(PROGRAM, List.of(program), mode);
  }

  /** More fuel, more of the same output. */
  @Test
  void outputIsAPrefix() throws StartException {
    String less = run("work", new Mode("less", "fuel=100003")).output();
    String more = run("work", new Mode("more", "fuel=200003")).output();
    assertTrue(more.startsWith(less) && more.length() > less.length(), less + more);
  }

  @Test
  void fuelThatSufficesChangesNothing() throws StartException {
    Path hello = Path.of("..", "examples", "Hello.java");
    Result plain = GuestModes.hotpath(hello, List.of(), GuestModes.JIT_OFF);
    String fuel = "fuel=" + (plain.instructions() + 1);
    assertEquals(plain, GuestModes.hotpath(hello, List.of(), GuestModes.JIT_OFF.with(fuel)));
  }

  @Test
  void fuelMayEndInTheBoot() throws StartException {
    Result result = run("work", new Mode("little", "fuel=1000"));
    assertEquals(123, result.exitCode());
    assertEquals("", result.output());
  }

  @Test
  void framesSayWhereItStands() throws StartException {
    Result result = run("recursion", new Mode("some", "fuel=70001"));
    List<String> lines = result.errors().lines().toList();
    assertEquals(12, lines.size(), result.errors());
    assertTrue(lines.get(1).matches("\tat Endless\\.recursion\\(Endless\\.java:\\d+\\)"));
    assertTrue(lines.get(11).matches("\t\\.\\.\\. \\d+ more"), lines.get(11));
  }

  @TestFactory
  Stream<DynamicTest> timeEndsWhateverRuns() {
    return Stream.of("loop", "work", "threads", "recursion", "sleep", "park", "read")
        .flatMap(
            program ->
                Stream.of(GuestModes.JIT_OFF, AT_ONCE, AT_ONCE.with("engine=threaded"))
                    .map(
                        mode ->
                            DynamicTest.dynamicTest(
                                program + ", " + mode.name(), () -> endsInTime(program, mode))));
  }

  /** Fails by not ending. */
  private static void endsInTime(String program, Mode mode) throws StartException, IOException {
    PipedOutputStream silent = new PipedOutputStream();
    Mode limited = mode.with("time=0.4");
    Result result;
    try (PipedOutputStream _ = silent;
        PipedInputStream in = new PipedInputStream(silent)) {
      result =
          GuestModes.hotpath(PROGRAM, List.of(program), limited, in, new ByteArrayOutputStream());
    }
    assertEquals(124, result.exitCode(), result.errors());
    assertTrue(result.errors().startsWith("hotpath: out of time after 0.4 s\n"), result.errors());
  }

  @Test
  void timeMayEndInTheBoot() throws StartException {
    Result result =
        GuestModes.hotpath(
            PROGRAM,
            List.of("work"),
            new Mode("no time", "time=0.000000001"),
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream());
    assertEquals(124, result.exitCode());
  }
}
