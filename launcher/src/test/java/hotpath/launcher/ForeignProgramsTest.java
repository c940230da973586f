package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hotpath.launcher.GuestModes.Mode;
import hotpath.launcher.GuestModes.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that nobody wrote for Hotpath print what {@code java} prints, with the same exit code,
 * in each mode. {@code docs/compatibility.md} says so: {@code -Dhotpath.bless=true} writes it anew.
 * Instructions are not compared: some look at the clock, or name files at random.
 */
class ForeignProgramsTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "compatibility.md");
  private static final Path FEATURES = Path.of("src", "test", "programs", "features.md");

  static final List<Mode> MODES =
      List.of(
          GuestModes.JIT_OFF,
          new Mode("default"),
          new Mode("every loop at once", "hotLoop=1", "hotCall=1", "hotExit=1"));

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> sameOutputAsJava() throws IOException {
    return ForeignProgram.all().stream()
        .map(program -> DynamicTest.dynamicTest(program.name(), () -> check(program)));
  }

  private void check(ForeignProgram program)
      throws IOException, InterruptedException, StartException {
    String classPath = program.compile(Files.createDirectories(folder.resolve(program.name())));
    Result expected = GuestModes.java(List.of("-cp", classPath, program.mainClass()));
    for (Mode mode : MODES) {
      Result actual = GuestModes.hotpath(classPath, program.mainClass(), mode);
      assertEquals(expected.output(), actual.output(), () -> mode.name() + ": " + actual.errors());
      assertEquals(expected.exitCode(), actual.exitCode(), mode.name());
    }
  }

  @Test
  void documentIsTrue() throws IOException, InterruptedException {
    String command = System.getProperty("hotpath.times");
    if (command != null) {
      Map<String, String> classPaths = new HashMap<>();
      for (ForeignProgram program : ForeignProgram.all()) {
        Path classes = Files.createDirectories(folder.resolve(program.name()));
        classPaths.put(program.name(), program.compile(classes));
      }
      ProgramTimes.measure(command, ForeignProgram.all(), classPaths);
    }
    String text = document();
    if (Boolean.getBoolean("hotpath.bless")) {
      Files.writeString(DOCUMENT, text);
    }
    assertEquals(text, Files.readString(DOCUMENT));
  }

  /** What the other tests have shown, in a table, and the features beside it. */
  private static String document() throws IOException {
    StringBuilder text = new StringBuilder("# What runs on Hotpath\n\n");
    text.append("Each program prints what `java` prints and ends with the same exit code: with ");
    text.append("traces off, by default, and with\nevery loop compiled at once. The test ");
    text.append("`ForeignProgramsTest` runs them at each build, and wrote this page.\n\n");
    text.append("Times are those of whole processes in seconds, measured when the page was ");
    text.append("written (`ProgramTimes`); most of Hotpath's is its\nown start, cold.\n\n");
    text.append("| program | exercises | Hotpath | `java -Xint` | `java` |\n");
    text.append("|---|---|---|---|---|\n");
    Map<String, ProgramTimes> times = ProgramTimes.read();
    for (ForeignProgram program : ForeignProgram.all()) {
      List<String> jars = new ArrayList<>();
      for (Path jar : program.jarFiles()) {
        jars.add(jar.getFileName().toString().replaceFirst("\\.jar$", ""));
      }
      text.append("| ").append(String.join(", ", jars)).append(" | ");
      text.append(program.exercises());
      ProgramTimes taken = times.get(program.name());
      text.append(
          String.format(
              Locale.ROOT,
              " | %.1f | %.1f | %.1f |%n",
              taken.hotpath(),
              taken.interpreted(),
              taken.java()));
    }
    return text.append('\n').append(Files.readString(FEATURES)).toString();
  }
}
