package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a user gets wrong ends in one line on standard error and the right exit code, with
 * nothing of the host in it; on the real VM, in this process.
 */
class BadInputTest {
  @TempDir static Path folder;

  /** A command line (DIR stands for the folder), the exit code, and the line. */
  private record Case(String arguments, int exitCode, String line) {}

  private static final List<Case> CASES =
      List.of(
          new Case(
              "run -cp DIR Missing",
              1,
              "Error: Could not find or load main class Missing"
                  + " (java.lang.ClassNotFoundException: Missing)"),
          new Case(
              "run -cp DIR/nowhere Good",
              1,
              "Error: Could not find or load main class Good"
                  + " (java.lang.ClassNotFoundException: Good)"),
          new Case("run -jar DIR/no.jar", 1, "Error: Unable to access jarfile DIR/no.jar"),
          new Case("run -jar DIR", 1, "Error: Unable to access jarfile DIR"),
          new Case(
              "run -jar DIR/Good.class", 1, "Error: Invalid or corrupt jarfile DIR/Good.class"),
          new Case(
              "run -jar DIR/plain.jar", 1, "Error: no main manifest attribute, in DIR/plain.jar"),
          new Case(
              "run -cp DIR Truncated",
              1,
              "Error: LinkageError occurred while loading main class Truncated:"
                  + " java.lang.ClassFormatError: Truncated class file"),
          new Case(
              "run -cp DIR Later",
              1,
              "Error: LinkageError occurred while loading main class Later:"
                  + " java.lang.UnsupportedClassVersionError: Later has been compiled by a more"
                  + " recent version of the Java Runtime (class file version 70.0), this version of"
                  + " the Java Runtime only recognizes class file versions up to 69.0"),
          new Case(
              "run -cp DIR NoMain",
              1,
              "Error: Main method not found in class NoMain, please define the main method as:"
                  + " public static void main(String[] args)"
                  + " or a JavaFX application class must extend javafx.application.Application"),
          new Case("run DIR/no.java", 1, "error: file not found: DIR/no.java"),
          new Case(
              "run -Dhotpath.hotlop=1 -cp DIR Good",
              2,
              "hotpath: unknown option hotlop (command line). Did you mean hotLoop?"),
          new Case("run --foo -cp DIR Good", 2, "hotpath: unknown option --foo"),
          new Case(
              "run -Dhotpath.hotLoop=65536 -cp DIR Good",
              2,
              "hotpath: hotLoop=65536 (command line) must be 1 .. 65535 backward branches;"
                  + " default 4000"),
          new Case(
              "run --properties=DIR/bad.properties -cp DIR Good",
              2,
              "hotpath: gc=fast (DIR/bad.properties:2) must be semispace or nogc;"
                  + " default semispace"),
          new Case(
              "run --dump-traces=DIR/Good.class -cp DIR Good",
              2,
              "hotpath: dump folder DIR/Good.class is no folder"),
          new Case(
              "run --dump-traces=DIR/Good.class/x -cp DIR Good",
              2,
              "hotpath: dump folder DIR/Good.class/x cannot be used: Not a directory"),
          new Case(
              "run --allow-read -cp DIR Good",
              2,
              "hotpath: --allow-read needs a value: --allow-read=DIR"),
          new Case(
              "run --allow-write= -cp DIR Good",
              2,
              "hotpath: --allow-write needs a value: --allow-write=DIR"),
          new Case("run --allow-env=PATH -cp DIR Good", 2, "hotpath: --allow-env takes no value"),
          new Case("run --allow-all=1 -cp DIR Good", 2, "hotpath: --allow-all takes no value"),
          new Case(
              "run --allow-net=host:80 -cp DIR Good",
              2,
              "hotpath: --allow-net: sockets are not supported"),
          new Case(
              "run --allow-raed=DIR -cp DIR Good",
              2,
              "hotpath: unknown option --allow-raed=DIR. Did you mean --allow-read?"),
          new Case(
              "run --fuel=0 -cp DIR Good",
              2,
              "hotpath: fuel=0 (--fuel) must be none or 1 .. 9223372036854775806 instructions;"
                  + " default none"),
          new Case("run --fuel 7 -cp DIR Good", 2, "hotpath: --fuel needs a value: --fuel=N"),
          new Case(
              "run --time=-1 -cp DIR Good",
              2,
              "hotpath: time=-1 (--time) must be none or 0.000000001 .. 1000000000 seconds;"
                  + " default none"),
          new Case("run --time -cp DIR Good", 2, "hotpath: --time needs a value: --time=SECONDS"),
          new Case(
              "run --feul=5 -cp DIR Good",
              2,
              "hotpath: unknown option --feul=5. Did you mean --fuel?"),
          new Case(
              "run -Xmx1m -cp DIR Good",
              2,
              "hotpath: heapSize=1m (-Xmx) must be 2m .. 3g; default 256m"));

  private static final Map<String, String> SOURCES =
      Map.of(
          "Good",
              "class Good { public static void main(String[] a) { System.out.print(\"good\"); } }",
          "NoMain", "class NoMain { void main(int x) {} }",
          "Truncated", "class Truncated { public static void main(String[] a) {} }",
          "Later", "class Later { public static void main(String[] a) {} }",
          "Throws",
              "class Throws { public static void main(String[] a) { throw new Error(\"mine\"); }"
                  + " }");

  @BeforeAll
  static void prepare() throws IOException {
    for (Map.Entry<String, String> source : SOURCES.entrySet()) {
      Path file = folder.resolve(source.getKey() + ".java");
      Files.writeString(file, source.getValue());
      int result =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, "-d", folder.toString(), file.toString());
      assertEquals(0, result);
    }
    Path truncated = folder.resolve("Truncated.class");
    byte[] bytes = Files.readAllBytes(truncated);
    Files.write(truncated, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    Path later = folder.resolve("Later.class");
    bytes = Files.readAllBytes(later);
    bytes[7] = 70;
    Files.write(later, bytes);
    Jars.write(folder.resolve("plain.jar"), "");
    Files.writeString(folder.resolve("bad.properties"), "\ngc=fast\n");
  }

  private static CommandLine vm() {
    return new CommandLine(new InterpreterRun());
  }

  private static String[] words(String arguments) {
    return arguments.replace("DIR", folder.toString()).split(" ");
  }

  @TestFactory
  Stream<DynamicTest> mistakesAreOneLine() {
    return CASES.stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.arguments,
                    () -> {
                      CommandLine line = vm();
                      int exitCode = line.run(words(c.arguments));
                      String err = line.err().replace(folder.toString(), "DIR");
                      assertEquals(c.line + "\n", err);
                      assertEquals(c.exitCode, exitCode);
                      assertEquals("", line.out());
                    }));
  }

  /** The same class path and options, and nothing wrong. */
  @Test
  void aGoodProgramRuns() {
    CommandLine line = vm();
    assertEquals(0, line.run(words("run -cp DIR Good")), line.err());
    assertEquals("good", line.out());
    assertEquals("", line.err());
  }

  @Test
  void uncaughtExceptionsEndAsInJava() {
    CommandLine line = vm();
    assertEquals(1, line.run(words("run -cp DIR Throws")));
    assertEquals(
        "Exception in thread \"main\" java.lang.Error: mine\n\tat Throws.main(Throws.java:1)\n",
        line.err());
  }

  /** In the smallest heap the VM either runs, or says in one line that it cannot. */
  @Test
  void theSmallestHeapIsNoRiddle() {
    CommandLine line = vm();
    int exitCode = line.run(words("run -Xmx2m -cp DIR Good"));
    if (exitCode == 0) {
      assertEquals("good", line.out());
      return;
    }
    assertEquals(1, exitCode);
    assertEquals(1, line.err().lines().count(), line.err());
    assertTrue(line.err().startsWith("Error: "), line.err());
  }
}
