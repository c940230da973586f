package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.dump.Dump;
import hotpath.dump.DumpException;
import hotpath.interpreter.vm.AssertionRules;
import hotpath.platform.Option;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What command lines ask of the VM. */
class RunCommandTest {
  @TempDir Path folder;

  private final CommandLine line = new CommandLine();

  private RunRequest request(String... arguments) {
    assertEquals(0, line.run(arguments), line.err());
    assertEquals("", line.err());
    assertNotNull(line.request);
    return line.request;
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  @Test
  void whatFollowsTheMainClassBelongsToTheGuest() {
    RunRequest request =
        request("run", "-cp", "a:b", "-Dx=1", "p.Main", "-Dx=2", "-Dhotpath.jit=off", "@no", "--");
    assertEquals("p.Main", request.mainClass());
    assertEquals(List.of("-Dx=2", "-Dhotpath.jit=off", "@no", "--"), request.arguments());
    assertEquals("a:b", request.classPath());
    assertEquals("a:b", request.classPathProperty());
    assertEquals(Map.of("x", "1"), request.properties());
    assertTrue(request.options().bool(Option.JIT));
    assertNull(line.dump);
  }

  @Test
  void classPathsAreFoundAsInJava() {
    assertEquals(".", request("run", "Main").classPath());
    assertEquals("b", request("run", "-cp", "a", "-classpath", "b", "Main").classPath());
    assertEquals("c", request("run", "--class-path", "c", "Main").classPath());
    assertEquals("d", request("run", "--class-path=d", "Main").classPath());
    line.environment("CLASSPATH", "e");
    assertEquals("e", request("run", "Main").classPath());
    assertEquals("a", request("run", "-cp", "a", "Main").classPath());
  }

  @Test
  void guestPropertiesAreThoseOfJava() {
    RunRequest request = request("run", "-Da=b=c", "-De", "-Df=", "-Da.b=1", "-Da.b=2", "Main");
    assertEquals(Map.of("a", "b=c", "e", "", "f", "", "a.b", "2"), request.properties());
  }

  @Test
  void namesMayHaveSlashesAndDashesEndOptions() {
    assertEquals("p.Main", request("run", "p/Main").mainClass());
    assertEquals("-Main", request("run", "--", "-Main").mainClass());
  }

  @Test
  void optionsOfJavaAreOptionsOfTheVm() {
    RunRequest request =
        request("run", "-Xmx16m", "-Xms4M", "-Xss512k", "-Xint", "--stats", "Main");
    assertEquals(16L << 20, request.options().bytes(Option.HEAP_SIZE));
    assertEquals("-Xmx", request.options().origin(Option.HEAP_SIZE).where());
    assertEquals(4L << 20, request.options().bytes(Option.INITIAL_HEAP_SIZE));
    assertEquals(512L << 10, request.options().bytes(Option.STACK_SIZE));
    assertFalse(request.options().bool(Option.JIT));
    assertTrue(request.options().bool(Option.STATS));
  }

  @Test
  void assertionsAreTurnedOnAsInJava() {
    AssertionRules rules =
        request("run", "-da:p.q...", "-ea:p.q.C", "-ea", "-ea:p...", "-dsa", "Main").assertions();
    assertTrue(rules.areOn("Main", false));
    assertTrue(rules.areOn("p.r.D", false));
    assertFalse(rules.areOn("p.q.D", false));
    assertTrue(rules.areOn("p.q.C", false));
    assertFalse(rules.areOn("java.util.HashMap", true));
    assertFalse(request("run", "Main").assertions().areOn("Main", false));
    AssertionRules unnamed = request("run", "-ea:...", "-esa", "Main").assertions();
    assertTrue(unnamed.areOn("Main", false));
    assertFalse(unnamed.areOn("p.Main", false));
    assertTrue(unnamed.areOn("java.util.HashMap", true));
    assertEquals(2, line.run("run", "-ea:", "Main"));
  }

  @Test
  void theCommandLineWinsOverTheEnvironmentAndThatOverFiles() throws IOException {
    String file = file("o.properties", "hotLoop=1\nhotpath.hotExit=2\nhotCall=3\n");
    line.environment(
        "HOTPATH_OPTIONS",
        "--properties=" + file + " -Dhotpath.hotLoop=4 '-Dhotpath.hotExit=5' -Dx=1");
    RunRequest request = request("run", "-Dhotpath.hotLoop=6", "-Dy=2", "Main");
    assertEquals(6, request.options().intValue(Option.HOT_LOOP));
    assertEquals(5, request.options().intValue(Option.HOT_EXIT));
    assertEquals(3, request.options().intValue(Option.HOT_CALL));
    assertEquals("HOTPATH_OPTIONS", request.options().origin(Option.HOT_EXIT).where());
    assertEquals(file + ":3", request.options().origin(Option.HOT_CALL).where());
    assertEquals(Map.of("x", "1", "y", "2"), request.properties());
  }

  @Test
  void argumentFilesStandForTheirWords() throws IOException {
    String options = file("options", "-Dx='a b' # comment\n-cp \"c d\"");
    RunRequest request = request("run", "@" + options, "Main", "@" + options);
    assertEquals(Map.of("x", "a b"), request.properties());
    assertEquals("c d", request.classPath());
    assertEquals(List.of("@" + options), request.arguments());

    request = request("run", "@" + file("all", "-cp x Main one @two"), "three", "@four");
    assertEquals("Main", request.mainClass());
    assertEquals(List.of("one", "@two", "three", "@four"), request.arguments());

    assertEquals("x", request("run", "-cp", "@" + file("path", "x"), "Main").classPath());
    assertEquals("@x", request("run", "-cp", "@@x", "Main").classPath());
    assertEquals("@x", request("run", "--disable-@files", "-cp", "@x", "Main").classPath());
  }

  @Test
  void jarsSayTheirMainClassAndClassPath() throws IOException {
    Path library = folder.resolve("lib/a b.jar");
    Files.createDirectories(library.getParent());
    Jars.write(library, "Class-Path: more.jar missing.jar http://x/y.jar app.jar\n");
    Path more = folder.resolve("lib/more.jar");
    Jars.write(more, "Class-Path: ../app.jar\n");
    Path app = folder.resolve("app.jar");
    Jars.write(app, "Main-Class: p.Main \nClass-Path: lib/a%20b.jar classes/\n");
    RunRequest request = request("run", "-cp", "ignored", "-jar", app.toString(), "-x", "y");
    assertEquals("p.Main", request.mainClass());
    assertEquals(List.of("-x", "y"), request.arguments());
    assertEquals(app.toString(), request.classPathProperty());
    assertEquals(
        List.of(app.toString(), library.toString(), more.toString()),
        List.of(request.classPath().split(File.pathSeparator)));
  }

  @Test
  void sourcesAreCompiledInMemory() throws IOException {
    String file =
        file(
            "Two.java",
            """
            package p;
            interface First { static void main(String[] a) { new Two().run(() -> "x"); } }
            class Two { class Inner {} void run(java.util.function.Supplier<String> s) {} }
            """);
    RunRequest request = request("run", file, "a", "b");
    assertEquals("p.First", request.mainClass());
    assertEquals(List.of("a", "b"), request.arguments());
    assertEquals("", request.classPath());
    assertEquals(java.util.Set.of("p/First", "p/Two", "p/Two$Inner"), request.classes().keySet());
    byte[] first = request.classes().get("p/First");
    assertEquals((byte) 0xCA, first[0]);
    try (var left = Files.list(folder)) {
      assertEquals(1, left.count(), "class files were written");
    }
  }

  @Test
  void compactSourcesAreNamedByTheirFile() throws IOException {
    RunRequest request = request("run", file("Hi.java", "void main() { IO.println(1); }"));
    assertEquals("Hi", request.mainClass());
    assertEquals(java.util.Set.of("Hi"), request.classes().keySet());
  }

  @Test
  void sourcesSeeTheClassPath() throws IOException {
    Path jar = folder.resolve("empty.jar");
    Jars.write(jar, "");
    assertEquals(
        jar.toString(),
        request("run", "-cp", jar.toString(), file("A.java", "class A {}")).classPath());
  }

  @Test
  void compilerMessagesAreThoseOfJavac() throws IOException {
    String file = file("Bad.java", "class Bad {\n  int x = \"\";\n}\n");
    assertEquals(1, line.run("run", file));
    assertNull(line.request);
    assertEquals(
        file
            + ":2: error: incompatible types: String cannot be converted to int\n"
            + "  int x = \"\";\n          ^\n1 error\nerror: compilation failed\n",
        line.err());
  }

  @Test
  void dumpsHaveAHeader() throws DumpException {
    Path dump = folder.resolve("dump");
    RunRequest request =
        request("run", "--dump-traces=" + dump, "-Dhotpath.hotLoop=7", "Main", "x");
    assertNotNull(line.dump);
    Dump read = Dump.read(dump);
    assertEquals("Main", read.vm().program().mainClass());
    assertEquals(List.of("x"), read.vm().program().arguments());
    assertEquals(Version.NUMBER, read.vm().version());
    assertTrue(
        read.vm().options().stream()
            .anyMatch(o -> o.name().equals("hotLoop") && o.value().equals("7")));
    assertEquals(dump.toString(), request.options().text(Option.DUMP_TRACES));
    assertEquals(0, line.run("traces", "list", dump.toString()));
    assertTrue(line.out().startsWith("Main on Hotpath "), line.out());
  }

  @Test
  void theExitCodeIsTheGuests() {
    line.outcome = new GuestRun.Outcome(42, 0, null);
    assertEquals(42, line.run("run", "Main"));
    assertEquals("", line.err());
  }
}
