package hotpath.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Signals end a process whatever its guest does: hooks run, the exit code is {@code java}'s. A test
 * fails by not ending.
 */
class SignalsTest {
  private static final String PROGRAM = "src/test/resources/hotpath/launcher/ends/Endless.java";

  /** A process inherits which signals it ignores; a shell's background jobs ignore SIGINT. */
  private static final List<String> BEFORE = List.of("env", "--default-signal=INT,TERM");

  /**
   * A program, what its hook does, and the signals: each is sent when a line has been printed.
   *
   * @param lines all that is printed
   */
  private record Case(
      String program, String hook, List<String> signals, int exitCode, List<String> lines) {}

  private static final List<Case> CASES =
      List.of(
          new Case(
              "loop", "hook", List.of("INT looping"), 130, List.of("begins", "looping", "hook")),
          new Case(
              "loop", "hook", List.of("TERM looping"), 143, List.of("begins", "looping", "hook")),
          new Case("sleep", "hook", List.of("INT begins"), 130, List.of("begins", "hook")),
          new Case("read", "hook", List.of("TERM begins"), 143, List.of("begins", "hook")),
          new Case("sleep", "halt", List.of("INT begins"), 7, List.of("begins", "hook")),
          new Case(
              "sleep",
              "loop",
              List.of("INT begins", "INT looping"),
              130,
              List.of("begins", "hook", "looping")));

  @TestFactory
  Stream<DynamicTest> signalsEndTheProcess() {
    return CASES.stream().map(c -> DynamicTest.dynamicTest(c.toString(), () -> check(c)));
  }

  private static void check(Case c) throws IOException, InterruptedException {
    Process process = HotpathProcess.start(BEFORE, List.of("run", PROGRAM, c.program(), c.hook()));
    try (BufferedReader out = process.inputReader(UTF_8)) {
      int sent = 0;
      for (String line : c.lines()) {
        assertEquals(line, out.readLine());
        if (sent < c.signals().size() && c.signals().get(sent).endsWith(" " + line)) {
          send(c.signals().get(sent++).split(" ")[0], process);
        }
      }
      assertEquals(null, out.readLine());
      assertEquals(c.exitCode(), process.waitFor());
      assertEquals("", new String(process.getErrorStream().readAllBytes(), UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  private static void send(String signal, Process process)
      throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    assertEquals(0, new ProcessBuilder("kill", "-" + signal, pid).start().waitFor());
  }
}
