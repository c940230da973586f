package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same program with the same options gives the same traces: its dumps are equal byte for byte,
 * but for the fields that hold times and addresses of the host. Two runs are in fresh VMs of this
 * process, the third is a process of its own, whose memory lies elsewhere.
 */
class DeterminismTest {
  /**
   * All fields of the schemas that may differ. trace-1: {@code times.recordNanos}, {@code
   * times.phases[].nanos}, {@code code.address}. event-1: {@code nanos} and {@code recordNanos},
   * {@code compileNanos}, {@code collectNanos}.
   */
  private static final Pattern TIMES_AND_ADDRESSES =
      Pattern.compile(
          "(\"(?:nanos|recordNanos|compileNanos|collectNanos|address)\" ?:"
              + " ?)(?:[0-9]+|\"[^\"]*\")");

  private static final List<String> AT_ONCE =
      List.of("-Dhotpath.hotLoop=1", "-Dhotpath.hotCall=1", "-Dhotpath.hotExit=1");

  private static final List<String> EVICTING =
      List.of("-Dhotpath.hotLoop=1", "-Dhotpath.hotExit=1", "-Dhotpath.codeCacheSize=64k");

  /**
   * A program with its arguments, and options.
   *
   * @param apart whether it is also run as a process of its own
   */
  private record Case(String program, List<String> options, boolean apart) {
    String name() {
      return program + " " + String.join(" ", options);
    }
  }

  private static final List<Case> CASES =
      List.of(
          new Case("Sieve 20000 2", List.of(), true),
          new Case("NBody 500", List.of(), false),
          new Case("WordCount 600", List.of(), true),
          new Case("JsonParser 20", List.of(), false),
          new Case("BinaryTrees 8", List.of("-Xmx4m"), true),
          new Case("Exceptions 500", List.of(), false),
          new Case("Interfaces 60", AT_ONCE, true),
          new Case("StringBuilding 40", AT_ONCE, false),
          new Case("Switches 400", AT_ONCE, false),
          new Case("WordCount 60", EVICTING, true),
          new Case("Fibonacci 12", AT_ONCE, false));

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> dumpsAreEqual() {
    return CASES.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
  }

  private void check(Case c) throws IOException, InterruptedException {
    // One folder for all runs, since it stands in the dump.
    List<String> arguments = new ArrayList<>(List.of("run", "--dump-traces=" + folder));
    arguments.addAll(GuestModes.earlyWords());
    arguments.addAll(c.options());
    String[] words = c.program().split(" ");
    arguments.add(Path.of("..", "examples", words[0] + ".java").toString());
    arguments.addAll(List.of(words).subList(1, words.length));
    Map<String, String> first = inThisProcess(arguments);
    assertTrue(first.size() > 5, "few traces: " + first.keySet());
    boolean evicts = first.getOrDefault("events.jsonl", "").contains("\"traceEvicted\"");
    assertEquals(c.options().equals(EVICTING), evicts);
    assertSame(first, inThisProcess(arguments));
    if (c.apart()) {
      HotpathProcess.Result result = HotpathProcess.run(arguments);
      assertEquals("", result.err());
      assertSame(first, dump());
    }
  }

  private Map<String, String> inThisProcess(List<String> arguments) throws IOException {
    CommandLine line = new CommandLine(new InterpreterRun());
    line.run(arguments.toArray(String[]::new));
    assertEquals("", line.err());
    return dump();
  }

  /** All files of the dump by name, without what may differ. */
  private Map<String, String> dump() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.toList()) {
        String text = Files.readString(path);
        String stripped = TIMES_AND_ADDRESSES.matcher(text).replaceAll("$1-");
        files.put(path.getFileName().toString(), stripped);
      }
    }
    return files;
  }

  /** Events first: where they part, the traces do. */
  private static void assertSame(Map<String, String> expected, Map<String, String> actual) {
    assertEquals(expected.get("events.jsonl"), actual.get("events.jsonl"));
    for (Map.Entry<String, String> file : expected.entrySet()) {
      assertEquals(file.getValue(), actual.get(file.getKey()), file.getKey());
    }
    assertEquals(expected.keySet(), actual.keySet());
  }
}
