package hotpath.gc.harness;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every script under every plan and every stress mode. */
class ScriptTest {
  @TestFactory
  Stream<DynamicTest> scripts() throws IOException, URISyntaxException {
    List<Path> files = files();
    assertTrue(files.size() >= 10, files.toString());
    return files.stream()
        .flatMap(
            file ->
                Variant.all()
                    .map(
                        variant ->
                            DynamicTest.dynamicTest(
                                file.getFileName() + " " + variant, () -> run(file, variant))));
  }

  private static List<Path> files() throws IOException, URISyntaxException {
    URL folder = ScriptTest.class.getResource("scripts");
    if (folder == null) {
      throw new IOException("no folder of scripts");
    }
    try (Stream<Path> list = Files.list(Path.of(folder.toURI()))) {
      return list.sorted().toList();
    }
  }

  private static void run(Path file, Variant variant) throws IOException {
    try (Mutator mutator = new Mutator(variant.options())) {
      new Script(Files.readAllLines(file), mutator).run();
    }
  }

  @Test
  void aFalseExpectationFails() {
    Variant variant =
        Variant.all()
            .filter(v -> v.toString().equals("SEMI_SPACE plain"))
            .findFirst()
            .orElseThrow();
    try (Mutator mutator = new Mutator(variant.options())) {
      List<String> lines = List.of("alloc x 1", "weak w x", "collect", "expect w -> null");
      assertThrows(AssertionError.class, () -> new Script(lines, mutator).run());
    }
  }
}
