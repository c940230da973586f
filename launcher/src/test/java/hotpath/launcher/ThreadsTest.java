package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.launcher.GuestModes.Mode;
import hotpath.launcher.GuestModes.Result;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Programs with threads: where the result does not depend on who is first, equal to {@code java};
 * where it does, the same in every mode. A short quantum makes many switches.
 */
class ThreadsTest {
  private static final Path PROGRAMS =
      Path.of("src", "test", "resources", "hotpath", "launcher", "threads");

  /** A collection at every allocation would take a program of the library minutes. */
  private static final String LESS_STRESS = "gcStress=97";

  private final Map<String, Result> expected = new HashMap<>();

  private static Path program(String name) {
    return PROGRAMS.resolve(name + ".java");
  }

  private Result ofJava(String name, String... arguments) throws IOException, InterruptedException {
    String key = name + List.of(arguments);
    Result known = expected.get(key);
    if (known == null) {
      known = GuestModes.java(program(name), List.of(arguments));
      expected.put(key, known);
    }
    return known;
  }

  @TestFactory
  Stream<DynamicTest> sameOutputAsJava() {
    return Stream.of("Monitors", "Initialization", "Library")
        .flatMap(
            name ->
                GuestModes.ALL.stream()
                    .map(
                        mode ->
                            DynamicTest.dynamicTest(
                                name + ", " + mode.name(), () -> compare(name, relaxed(mode)))));
  }

  private static Mode relaxed(Mode mode) {
    return mode.collects() ? mode.with(LESS_STRESS) : mode;
  }

  private void compare(String name, Mode mode) throws Exception {
    Result wanted = ofJava(name);
    Result actual = GuestModes.hotpath(program(name), List.of(), mode.with("quantum=1009"));
    assertEquals(wanted.output(), actual.output());
    assertEquals("", actual.errors());
    assertEquals(wanted.exitCode(), actual.exitCode());
  }

  /** Whoever uses a slice up is followed by the same thread at the same instruction. */
  @TestFactory
  Stream<DynamicTest> sameInterleavingInEveryMode() {
    return Stream.of("quantum=1", "quantum=101", "quantum=5003")
        .flatMap(
            quantum ->
                GuestModes.ALL.stream()
                    .map(
                        mode ->
                            DynamicTest.dynamicTest(
                                quantum + ", " + mode.name(), () -> sameRun(mode, quantum))));
  }

  private void sameRun(Mode mode, String quantum) throws StartException {
    Result first = expected.get(quantum);
    if (first == null) {
      first = interleave(GuestModes.JIT_OFF, quantum);
      expected.put(quantum, first);
    }
    Result actual = interleave(relaxed(mode), quantum);
    assertEquals(first.output(), actual.output());
    assertEquals(first.errors(), actual.errors());
    assertEquals(first.exitCode(), actual.exitCode());
    assertEquals(first.instructions(), actual.instructions());
  }

  private static Result interleave(Mode mode, String quantum) throws StartException {
    return GuestModes.hotpath(program("Interleaving"), List.of(), mode.with(quantum));
  }

  @Test
  void theQuantumDecidesTheInterleaving() throws StartException {
    Result shorter = interleave(GuestModes.JIT_OFF, "quantum=500");
    Result longer = interleave(GuestModes.JIT_OFF, "quantum=2000");
    assertNotEquals(shorter.output(), longer.output());
  }

  /** What the end of a program prints on either stream, and its exit code. */
  @TestFactory
  Stream<DynamicTest> endsAsJavaDoes() {
    return Stream.of("users", "daemons", "uncaught", "exit", "handlers")
        .map(
            way ->
                DynamicTest.dynamicTest(
                    way,
                    () -> {
                      Result wanted = ofJava("Ends", way);
                      Result actual =
                          GuestModes.hotpath(program("Ends"), List.of(way), GuestModes.ALL.get(1));
                      assertEquals(wanted.output(), actual.output());
                      assertEquals(wanted.errors(), actual.errors());
                      assertEquals(wanted.exitCode(), actual.exitCode());
                    }));
  }

  /** The input comes only when another thread has printed: it must run while one reads. */
  @Test
  void aReadDoesNotStopOtherThreads() throws StartException {
    CountDownLatch printed = new CountDownLatch(1);
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int start, int length) {
            super.write(bytes, start, length);
            printed.countDown();
          }
        };
    InputStream in =
        new InputStream() {
          private final InputStream line =
              new ByteArrayInputStream("typed\n".getBytes(StandardCharsets.UTF_8));

          @Override
          public int available() {
            return 0;
          }

          @Override
          public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
          }

          @Override
          public int read(byte[] to, int start, int length) throws IOException {
            try {
              printed.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            return line.read(to, start, length);
          }
        };
    Result result =
        GuestModes.hotpath(program("Reading"), List.of(), GuestModes.ALL.get(1), in, out);
    assertEquals("", result.errors());
    assertEquals("worker done\nread typed\n", result.output());
  }

  @Test
  void aDeadlockIsReported() throws StartException {
    Result result = GuestModes.hotpath(program("Deadlock"), List.of(), GuestModes.JIT_OFF);
    assertEquals(1, result.exitCode());
    assertEquals("started\n", result.output());
    String report = result.errors();
    assertTrue(report.startsWith("Deadlock: every thread waits"), report);
    assertTrue(
        report.contains(
            "   java.lang.Thread.State: BLOCKED (on object monitor)\n"
                + "\tat Deadlock.take(Deadlock.java:27)\n"
                + "\t- waiting to lock <0x"),
        report);
    assertTrue(report.contains("> (a java.lang.Object), held by \"left\"\n"), report);
    assertTrue(report.contains("> (a java.lang.Object), held by \"right\"\n"), report);
    assertTrue(report.contains("\t- waiting on <0x"), report);
    assertTrue(report.contains("> (a java.lang.String)\n"), report);
  }

  @Test
  void classesThatWaitForEachOtherAreADeadlock() throws StartException {
    Result result = GuestModes.hotpath(program("Classes"), List.of(), GuestModes.JIT_OFF);
    assertEquals(1, result.exitCode());
    assertTrue(result.errors().contains("\tat Classes$One.<clinit>(Classes.java:"));
    assertTrue(result.errors().contains("\tat Classes$Two.<clinit>(Classes.java:"));
  }
}
