package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A program with {@code assert}, under the options of {@code java}: what it prints, how it ends.
 */
class AssertionsTest {
  private static final String PROGRAM =
      Path.of("src", "test", "resources", "hotpath", "launcher", "language", "Asserting.java")
          .toString();

  private static HotpathProcess.Result hotpath(List<String> options)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(options);
    words.add(PROGRAM);
    return HotpathProcess.run(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-da",
        "-ea",
        "-ea:...",
        "-esa",
        "-ea:Asserting",
        "-ea -da:Asserting",
        "-enableassertions:Asserting$Inner -disableassertions:Asserting$Named",
      })
  void sameAsJava(String line) throws IOException, InterruptedException {
    List<String> options = List.of(line.split(" "));
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(options);
    command.add(PROGRAM);
    Process java =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String expected = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    HotpathProcess.Result actual = hotpath(options);
    assertEquals(expected, actual.out());
    assertEquals(java.waitFor(), actual.exitCode());
  }

  @Test
  void aFailureIsAnUncaughtError() throws IOException, InterruptedException {
    HotpathProcess.Result result = hotpath(List.of("-ea"));
    assertEquals(1, result.exitCode());
    String start =
        "Exception in thread \"main\" java.lang.AssertionError: too few arguments\n"
            + "\tat Asserting.main(Asserting.java:";
    assertTrue(result.err().startsWith(start), result.err());
  }
}
