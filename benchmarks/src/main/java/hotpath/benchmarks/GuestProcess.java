package hotpath.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One run of a fresh process. Its output goes to files, so that no reader of ours takes time from
 * it, and it is ended when it takes too long: a VM under development hangs now and then, and the
 * other sides' figures should not be lost with it.
 */
final class GuestProcess {
  private static final int SHOWN = 300;
  private static final Pattern REASON =
      Pattern.compile("^(hotpath: |Error: |Exception in thread |\\[ERROR\\] )");

  private final Duration limit;

  GuestProcess(Duration limit) {
    this.limit = limit;
  }

  /** What a process did. Failed if there is an error. */
  record Outcome(double millis, String output, String errors, String failure) {
    boolean failed() {
      return !failure.isEmpty();
    }
  }

  Outcome run(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("side-by-side", ".out");
    Path errors = Files.createTempFile("side-by-side", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      long start = System.nanoTime();
      Process process = builder.start();
      boolean ended;
      try {
        ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        process.destroyForcibly();
        throw e;
      }
      double millis = (System.nanoTime() - start) / 1e6;
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      String out = Files.readString(output, StandardCharsets.ISO_8859_1);
      String err = Files.readString(errors, StandardCharsets.ISO_8859_1);
      String failure = "";
      if (!ended) {
        failure = "still running after " + limit.toSeconds() + " s";
      } else if (process.exitValue() != 0) {
        failure = "exit code " + process.exitValue() + ": " + reason(err.isBlank() ? out : err);
      }
      return new Outcome(millis, out, err, failure);
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }

  /** The line that says what is wrong, if one can be told from the others, or else the first. */
  private static String reason(String text) {
    List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    String line =
        lines.stream()
            .filter(candidate -> REASON.matcher(candidate).find())
            .findFirst()
            .orElse(lines.isEmpty() ? "no output" : lines.getFirst());
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
