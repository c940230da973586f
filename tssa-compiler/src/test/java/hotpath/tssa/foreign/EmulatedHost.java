package hotpath.tssa.foreign;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/**
 * A JDK of another instruction set, run by an emulator, as {@code config/foreign-root} sets it up.
 * Tests that need it are skipped where it is missing, and name it.
 */
public final class EmulatedHost {
  /** Short programs, on a processor that is emulated: compiling them well takes longer. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "--enable-native-access=ALL-UNNAMED",
          "--illegal-native-access=deny",
          "--sun-misc-unsafe-memory-access=deny");

  private static final Path ARCHITECTURES = Path.of("..", "config", "foreign-architectures");

  private final Path java;

  private EmulatedHost(Path java) {
    this.java = java;
  }

  /** The architectures that are tested, as Debian calls them. */
  public static List<String> architectures() throws IOException {
    return Files.readAllLines(ARCHITECTURES);
  }

  /**
   * The host for an architecture.
   *
   * @param architecture as Debian calls it
   */
  public static EmulatedHost of(String architecture) {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path caches =
        cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    Path java = caches.resolve("hotpath/root-" + architecture + "/java");
    Assumptions.assumeTrue(
        Files.isExecutable(java),
        "no JDK for " + architecture + " under qemu-user: run config/foreign-root " + architecture);
    return new EmulatedHost(java);
  }

  /**
   * Starts a program with the class path of this process and its properties of ours, and returns
   * what it prints.
   */
  public List<String> run(List<String> flags, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(FLAGS);
    command.addAll(flags);
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith("hotpath.")) {
        command.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(arguments);
    try {
      File output = File.createTempFile("foreign", ".txt");
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
      int code = process.waitFor();
      List<String> lines = Files.readAllLines(output.toPath(), StandardCharsets.UTF_8);
      Files.delete(output.toPath());
      Assertions.assertEquals(0, code, () -> String.join("\n", lines));
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs test classes there, in one process; each test becomes one of this process. */
  public Stream<DynamicTest> tests(List<String> flags, List<Class<?>> classes) {
    List<String> names = classes.stream().map(Class::getName).toList();
    List<String> lines = run(flags, TestRun.class.getName(), names);
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(TestRun.PASSED)) {
        tests.add(DynamicTest.dynamicTest(line.substring(TestRun.PASSED.length()), () -> {}));
      } else if (line.startsWith(TestRun.FAILED) || line.startsWith(TestRun.SKIPPED)) {
        String name = line.substring(line.indexOf(' ') + 1).replaceAll(": .*", "");
        tests.add(DynamicTest.dynamicTest(name, () -> Assertions.fail(line.replace("\\n", "\n"))));
      }
    }
    Assertions.assertFalse(tests.isEmpty(), () -> "no test ran: " + String.join("\n", lines));
    return tests.stream();
  }
}
