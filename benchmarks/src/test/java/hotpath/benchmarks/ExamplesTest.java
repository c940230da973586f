package hotpath.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.benchmarks.Workload.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every example promises: listed with its arguments, explained, and run by the harness. */
class ExamplesTest {
  /** Tests run in the folder of their module. */
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Path EXAMPLES = ROOT.resolve("examples");

  @Test
  void allExamplesAreListedOnce() throws IOException {
    List<String> listed = Workload.examples(ROOT).stream().map(Example::name).toList();
    assertEquals(new TreeSet<>(listed).size(), listed.size(), "listed twice");
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      TreeSet<String> sources =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.substring(0, name.length() - ".java".length()))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(sources, new TreeSet<>(listed));
    }
  }

  @TestFactory
  Stream<DynamicTest> sourcesRepeatTheirArguments() throws IOException {
    return Workload.examples(ROOT).stream()
        .map(example -> DynamicTest.dynamicTest(example.name(), () -> checkSource(example)));
  }

  private static void checkSource(Example example) throws IOException {
    String source = Files.readString(EXAMPLES.resolve(example.name() + ".java"));
    String first = source.lines().findFirst().orElseThrow();
    assertEquals(("// test: " + String.join(" ", example.smallArgs())).strip(), first.strip());
    assertTrue(source.contains("\n/**\n"), "no header");
    for (int i = 0; i < example.defaultArgs().size(); i++) {
      // As in: int limit = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
      String parsed = "args.length > " + i + " ? Integer.parseInt(args[" + i + "]) : ";
      int start = source.indexOf(parsed);
      assertTrue(start >= 0, "argument " + i + " is not read");
      String text = source.substring(start + parsed.length(), source.indexOf(';', start));
      assertEquals(example.defaultArgs().get(i), text.replace("_", ""), "argument " + i);
    }
  }

  /** The harness names the examples in a switch. */
  @Test
  void theHarnessRunsAllExamples() throws IOException {
    String harness = Files.readString(ROOT.resolve("benchmarks/src/guest/java/Example.java"));
    for (Example example : Workload.examples(ROOT)) {
      String call = example.name() + ".main(args);";
      assertTrue(harness.contains("case \"" + example.name() + "\" -> " + call), call);
    }
    assertFalse(Workload.examples(ROOT).isEmpty());
  }
}
