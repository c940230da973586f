package hotpath.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.benchmarks.GuestProcess.Outcome;
import hotpath.benchmarks.Measurements.Key;
import hotpath.benchmarks.Measurements.Mean;
import hotpath.benchmarks.Rounds.Repeated;
import hotpath.benchmarks.Settings.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SideBySideTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path JAVA = Path.of(ProcessHandle.current().info().command().orElseThrow());

  @TempDir Path folder;

  @Test
  void medianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
    assertEquals(new Spread(2.5, 1, 9, 4), Spread.of(List.of(9.0, 2.0, 1.0, 3.0)));
    assertEquals(new Spread(2, 1, 9, 3), Spread.of(List.of(9.0, 2.0, 1.0)));
  }

  @Test
  void meanIsGeometric() {
    Mean mean = Mean.of(List.of(0.5, 8.0), Double::doubleValue);
    assertEquals(2.0, mean.value(), 1e-12);
    assertEquals(2, mean.count());
  }

  @Test
  void aFailureTakesAwayTheFigure() {
    Measurements measurements = new Measurements();
    Key key = new Key(Figure.COLD, "Sieve", "java");
    measurements.add(key, 1.0);
    assertNotNull(measurements.spread(key));
    measurements.fail(key, "crash");
    assertNull(measurements.spread(key));
  }

  @Test
  void jitMemoryIsReadFromStatistics() {
    String code = "\n  code cache: 12345 of 65536 bytes, 0 traces evicted; 2 recordings aborted\n";
    assertEquals(new JitMemory(12345, null, null), JitMemory.parse(code));
    JitMemory whole =
        JitMemory.parse("7 traces" + code + "trace objects: 678 bytes\ncompiler: 9 bytes\n");
    assertEquals(new JitMemory(12345, 678L, 9L), whole);
    assertEquals(13023, whole.total());
    assertNull(JitMemory.parse(""));
  }

  @Test
  void theHarnessIsUnderstood() {
    assertEquals(
        new Repeated("check ab", List.of(1.5, 2.0)),
        Repeated.parse("check ab\nwarm-up 3\niteration 1500000\niteration 2000000\n"));
    assertNull(Repeated.parse("Hello\n"));
  }

  @Test
  void wrongOptionsAreRefused() {
    for (List<String> wrong :
        List.of(
            List.of("--rounds"),
            List.of("--rounds", "0"),
            List.of("--rounds", "many"),
            List.of("--only", "Nothing"),
            List.of("--sides", "java,jvm"),
            List.of("--with", "options"),
            List.of("--fast"))) {
      assertThrows(UsageException.class, () -> Settings.parse(ROOT, JAVA, wrong), wrong::toString);
    }
  }

  @Test
  void aProcessThatFailsOrHangsIsReported() throws Exception {
    GuestProcess process = new GuestProcess(Duration.ofMillis(300));
    Outcome failed = process.run(List.of("sh", "-c", "echo broken >&2; exit 3"));
    assertEquals("exit code 3: broken", failed.failure());
    Outcome hung = process.run(List.of("sleep", "100"));
    assertTrue(hung.failure().startsWith("still running"), hung::failure);
  }

  /**
   * The whole way with real processes: one side that works, one that prints the wrong thing and one
   * that does not even start.
   */
  @Test
  void sidesThatFailDoNotTakeTheOthersWithThem() throws Exception {
    Settings parsed =
        Settings.parse(
            ROOT,
            JAVA,
            List.of("--rounds", "2", "--iterations", "1", "--warm-up", "0", "--only", "Sieve"));
    Path liar = script("liar", "echo check 0; echo iteration 1000000");
    Path broken = script("broken", "echo 'no such VM' >&2; exit 70");
    List<Side> sides =
        List.of(
            new Side("java", List.of(JAVA.toString(), "-XX:TieredStopAtLevel=1"), true, false),
            new Side("liar", List.of(liar.toString()), true, false),
            new Side("broken", List.of(broken.toString()), true, false));
    Settings settings = with(parsed, sides, List.of(small(parsed.workloads().getFirst())));
    List<String> progress = new ArrayList<>();
    Measurements measurements = new Rounds(settings, progress::add).run();
    for (Figure figure : Figure.values()) {
      assertEquals(2, measurements.spread(new Key(figure, "Sieve", "java")).count());
      assertTrue(measurements.failed(new Key(figure, "Sieve", "liar")));
      assertNull(measurements.spread(new Key(figure, "Sieve", "broken")));
    }
    assertTrue(progress.contains("left out: broken: exit code 70: no such VM"), progress::toString);

    String report = TextReport.of(settings, measurements);
    assertTrue(report.contains("liar at Sieve: prints something else"), report);
    Path json = folder.resolve("figures.json");
    JsonReport.write(json, settings, measurements);
    String written = Files.readString(json);
    assertTrue(written.contains("\"hotpath-side-by-side/1\""), written);
    assertTrue(written.contains("\"medianMillis\""), written);
    assertFalse(written.contains("NaN"), written);
  }

  private static Workload small(Workload sieve) {
    return new Workload(sieve.name(), sieve.group(), List.of("1000", "1"), true);
  }

  private static Settings with(Settings settings, List<Side> sides, List<Workload> workloads) {
    return new Settings(
        settings.rounds(),
        settings.iterations(),
        settings.warmUpMillis(),
        settings.limit(),
        settings.figures(),
        workloads,
        sides,
        settings.prefix(),
        settings.classPath(),
        null,
        null);
  }

  private Path script(String name, String body) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }
}
