package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands, wrong usage, and what else can end a launcher. */
class LauncherTest {
  private final CommandLine line = new CommandLine();

  /** Every mistake is one line on standard error, exit code 2, and no guest. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                       | no command: run, traces, flags, version or help",
        "rnu Main                 | unknown command rnu. Did you mean run?",
        "Main                     | unknown command Main; to run a program: hotpath run Main",
        "run                      | no main class, -jar FILE or FILE.java; see hotpath help",
        "run -cp                  | -cp needs a class path",
        "run -cp .                | no main class, -jar FILE or FILE.java; see hotpath help",
        "run -jar                 | -jar needs a jar",
        "run --                   | -- needs a main class or .java file",
        "run -foo Main            | unknown option -foo",
        "run --stat Main          | unknown option --stat. Did you mean --stats?",
        "run --propertis=x Main   | unknown option --propertis=x. Did you mean --properties?",
        "run --properties x Main  | --properties needs a value: --properties=FILE",
        "run --dump-traces= Main  | --dump-traces needs a value: --dump-traces=DIR",
        "run --properties=no Main | properties file no does not exist",
        "run @no Main             | argument file no does not exist",
        "run -D Main              | -D needs a property: -DNAME=VALUE",
        "run -D=x Main            | -D needs a property: -DNAME=VALUE",
        "run -Dhotpath.hotLop=1 M | unknown option hotLop (command line). Did you mean hotLoop?",
        "run -Dhotpath.hotLoop=0 M| hotLoop=0 (command line) must be 1 .. 65535 backward branches;"
            + " default 4000",
        "run -Dhotpath.jit Main   | jit= (command line) must be on or off; default on",
        "run -Xmx12q Main         | heapSize=12q (-Xmx) must be 2m .. 3g; default 256m",
        "run -Xmx1m Main          | heapSize=1m (-Xmx) must be 2m .. 3g; default 256m",
        "run -Xss Main            | stackSize= (-Xss) must be 64k .. 128m; default 1m",
        "traces                   | usage: hotpath traces list DIR, traces show DIR [ID], or traces"
            + " compile [--isa=NAME]... FILE",
        "traces list              | usage: hotpath traces list DIR, traces show DIR [ID], or traces"
            + " compile [--isa=NAME]... FILE",
        "traces show x y z        | usage: hotpath traces list DIR, traces show DIR [ID], or traces"
            + " compile [--isa=NAME]... FILE",
        "traces list -x           | unknown option -x; usage: hotpath traces list DIR, traces show"
            + " DIR [ID], or traces compile [--isa=NAME]... FILE",
        "traces list nowhere      | dump folder nowhere does not exist",
        "traces show nowhere x    | the number of a trace is needed, not x",
        "flags --explain          | --explain needs the name of an option",
        "flags --explain hotlop   | unknown option hotlop (--explain). Did you mean hotLoop?",
        "flags Main               | unknown option Main",
      })
  void mistakesAreOneLine(String arguments, String message) {
    String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");
    assertEquals(2, line.run(words), line.err());
    assertEquals("hotpath: " + message + "\n", line.err());
    assertEquals("", line.out());
    assertNull(line.request);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Main          | HOTPATH_OPTIONS may hold options only, not Main",
        "-jar x        | HOTPATH_OPTIONS may hold options only, not -jar",
        "-Xmy          | HOTPATH_OPTIONS: unknown option -Xmy. Did you mean -Xmx?",
        "-Xmx9         | heapSize=9 (HOTPATH_OPTIONS -Xmx) must be 2m .. 3g; default 256m",
        "-Dhotpath.x=1 | unknown option x (HOTPATH_OPTIONS); see hotpath flags",
      })
  void mistakesInTheEnvironmentNameIt(String variable, String message) {
    line.environment("HOTPATH_OPTIONS", variable);
    assertEquals(2, line.run("run", "Main"));
    assertEquals("hotpath: " + message + "\n", line.err());
  }

  @Test
  void helpAndVersionGoToStandardOutput() {
    for (String word : List.of("help", "--help", "-h")) {
      assertEquals(0, line.run(word));
      assertTrue(line.out().contains("hotpath run [options]"), line.out());
    }
    assertEquals(0, line.run("run", "--help"));
    assertTrue(line.out().startsWith("usage: hotpath run"), line.out());
    assertEquals(0, line.run("version"));
    assertTrue(line.out().matches("hotpath \\S+ \\(JDK 25\\S*, .+\\)\n"), line.out());
    assertEquals("", line.err());
  }

  @Test
  void theVersionIsThatOfTheProject() throws IOException {
    String pom = Files.readString(Path.of("../pom.xml"));
    assertTrue(pom.contains("<version>" + Version.NUMBER + "</version>"));
  }

  /** A mistake of ours: one line, a file for whoever mends it, no stack trace for the user. */
  @Test
  void internalErrorsAreReported() throws IOException {
    List<Throwable> errors =
        List.of(
            new IllegalStateException("two\nlines"),
            new StackOverflowError(),
            new AssertionError("x"),
            new NoClassDefFoundError("y"));
    for (Throwable error : errors) {
      CommandLine broken =
          new CommandLine(
              (request, streams, dump) -> {
                throw CommandLineErrors.unchecked(error);
              });
      assertEquals(70, broken.run("run", "Main", "argument"));
      String message = broken.err();
      assertEquals(1, message.lines().count(), message);
      String head = "hotpath: internal error: " + error.toString().lines().findFirst().orElse("");
      assertTrue(message.startsWith(head), message);
      Path details = Path.of(message.substring(message.indexOf("are in ") + 7).strip());
      String text = Files.readString(details);
      assertTrue(text.contains("arguments: [run, Main, argument]"), text);
      assertTrue(text.contains("at hotpath.launcher.LauncherTest"), text);
      Files.delete(details);
    }
  }

  @Test
  void programsThatCannotStartAreOneLine() {
    CommandLine missing =
        new CommandLine(
            (request, streams, dump) -> {
              throw new StartException("Error: Could not find or load main class Main");
            });
    assertEquals(1, missing.run("run", "Main"));
    assertEquals("Error: Could not find or load main class Main\n", missing.err());
  }

  @Test
  void flagsShowValuesAndOrigins() {
    line.environment("HOTPATH_OPTIONS", "-Dhotpath.hotExit=7");
    assertEquals(0, line.run("flags", "-Xmx16m"));
    String out = line.out();
    assertTrue(out.contains("Traces: when to record"), out);
    assertTrue(out.matches("(?s).*\n  hotExit +7  1 \\.\\. 65535 exits +HOTPATH_OPTIONS\n.*"), out);
    assertTrue(out.matches("(?s).*\n  heapSize +16m  2m \\.\\. 3g +-Xmx\n.*"), out);
    for (hotpath.platform.Option option : hotpath.platform.Option.values()) {
      assertTrue(out.contains("\n  " + option.text() + " "), option.text());
    }
  }

  @Test
  void flagsExplainOneOption() {
    assertEquals(0, line.run("flags", "--explain", "hotpath.hotLoop", "-Dhotpath.hotLoop=3"));
    assertEquals(
        """
        hotpath.hotLoop=3
          Backward branches to a loop header before it is recorded. Lower compiles sooner, and more.

          type     number, in backward branches
          allowed  1 .. 65535 backward branches
          default  4000
          set by   command line
        """,
        line.out());
  }

  @Test
  void flagsAreJson() {
    assertEquals(0, line.run("flags", "--json"));
    String out = line.out();
    List<String> names = new ArrayList<>();
    for (String row : out.split("\\{")) {
      int at = row.indexOf("\"name\" : \"");
      if (at >= 0) {
        names.add(row.substring(at + 10, row.indexOf('"', at + 10)));
      }
    }
    assertEquals(
        List.of(hotpath.platform.Option.values()).stream().map(o -> o.text()).toList(), names);
    assertTrue(out.contains("\"default\" : \"4000\""), out);
    assertFalse(out.contains("byDefault"));
  }

  @Test
  void everyCommandHasHelp() {
    for (String command : List.of("run", "traces", "flags", "version")) {
      assertEquals(0, line.run(command, "--help"), command);
      assertTrue(line.out().contains("hotpath run [options]"), line.out());
    }
  }

  /** With -Dhotpath.bless=true the document is written instead. */
  @Test
  void theOptionDocumentIsCurrent() throws IOException {
    Path document = Path.of("../docs/options.md");
    assertEquals(0, line.run("flags", "--markdown"));
    if (Boolean.getBoolean("hotpath.bless")) {
      Files.writeString(document, line.out());
    }
    assertEquals(Files.readString(document), line.out(), "run this test with -Dhotpath.bless=true");
  }
}
