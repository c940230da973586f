package hotpath.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the {@code hotpath} command as a process of its own: with the host flags and the modules
 * that the script names, but without its check whether something is to be built, since a build is
 * running.
 */
final class HotpathProcess {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** What a process printed, and how it ended. */
  record Result(int exitCode, String out, String err) {}

  private HotpathProcess() {}

  static Result run(List<String> arguments) throws IOException, InterruptedException {
    Process process = start(List.of(), arguments);
    process.getOutputStream().close();
    FutureTask<String> err =
        new FutureTask<>(
            () -> new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    Thread.ofVirtual().start(err);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Result(process.waitFor(), out, err.get());
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
  }

  /**
   * Starts a process, for a test that talks to it.
   *
   * @param before words that stand before the command
   */
  static Process start(List<String> before, List<String> arguments) throws IOException {
    String script = Files.readString(ROOT.resolve("hotpath"));
    StringBuilder modulePath = new StringBuilder();
    for (String module : array(script, "modules")) {
      modulePath.append(ROOT.resolve(module).resolve("target/classes")).append(':');
    }
    modulePath.append(Files.readString(ROOT.resolve("launcher/target/library-path")).strip());
    List<String> command = new ArrayList<>(before);
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(array(script, "host_flags"));
    command.addAll(
        List.of("-p", modulePath.toString(), "-m", "hotpath.launcher/hotpath.launcher.Main"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("HOTPATH_OPTIONS");
    return builder.start();
  }

  /** The words of an array of the script, without comments. */
  private static List<String> array(String script, String name) {
    Matcher array = Pattern.compile("(?m)^" + name + "=\\(([^)]*)\\)").matcher(script);
    if (!array.find()) {
      throw new IllegalStateException("the script has no array " + name);
    }
    List<String> words = new ArrayList<>();
    for (String line : array.group(1).split("\n")) {
      int comment = line.indexOf(" #");
      for (String word : (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+")) {
        if (!word.isEmpty()) {
          words.add(word);
        }
      }
    }
    return words;
  }
}
