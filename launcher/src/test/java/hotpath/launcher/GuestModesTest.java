package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * All examples in all modes, each run in a fresh VM of this process, compared with {@code java}:
 * same class files, same standard output, same exit code.
 */
class GuestModesTest {
  private static final Path EXAMPLES = Path.of("..", "examples");

  /** Too many allocations to collect at each of them in a test. */
  private static final List<String> TOO_LARGE_FOR_GC_STRESS =
      List.of("Formatting", "Handles", "JsonParser", "Shapes", "WordCount");

  private record Example(String name, List<String> arguments) {}

  @TestFactory
  Stream<DynamicNode> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    for (String line : Files.readAllLines(EXAMPLES.resolve("examples.txt"))) {
      if (!line.startsWith("#") && !line.isBlank()) {
        String[] words = line.substring(0, line.indexOf('|')).strip().split(" ");
        examples.add(new Example(words[0], List.of(words).subList(1, words.length)));
      }
    }
    assertTrue(examples.size() > 15, "examples.txt names " + examples.size());
    Map<String, GuestModes.Result> oracle = new HashMap<>();
    Map<String, Long> instructions = new HashMap<>();
    return GuestModes.ALL.stream()
        .map(
            mode ->
                DynamicContainer.dynamicContainer(
                    mode.name(),
                    examples.stream()
                        .filter(example -> fits(mode, example))
                        .map(
                            example ->
                                DynamicTest.dynamicTest(
                                    example.name(),
                                    () -> check(mode, example, oracle, instructions)))));
  }

  private static boolean fits(GuestModes.Mode mode, Example example) {
    return !mode.collects() || !TOO_LARGE_FOR_GC_STRESS.contains(example.name());
  }

  private static void check(
      GuestModes.Mode mode,
      Example example,
      Map<String, GuestModes.Result> oracle,
      Map<String, Long> instructions)
      throws StartException, IOException, InterruptedException {
    Path file = EXAMPLES.resolve(example.name() + ".java");
    GuestModes.Result expected = oracle.get(example.name());
    if (expected == null) {
      expected = GuestModes.java(file, example.arguments());
      oracle.put(example.name(), expected);
    }
    GuestModes.Result actual = GuestModes.hotpath(file, example.arguments(), mode);
    assertEquals(expected.output(), actual.output());
    assertEquals(expected.exitCode(), actual.exitCode());
    assertEquals(mode.evicts(), actual.evicted() > 0, "evicted: " + actual.evicted());
    Long known = instructions.putIfAbsent(example.name(), actual.instructions());
    assertEquals(known == null ? actual.instructions() : known, actual.instructions());
  }
}
