package hotpath.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A mistake in Hotpath came to light: the user gets one line, and the details are in a file for
 * whoever mends it.
 */
final class ErrorReport {
  private final Throwable error;

  ErrorReport(Throwable error) {
    this.error = error;
  }

  /** Writes the file, and yields the line that names it. */
  String report(List<String> arguments) {
    String line = "internal error: " + error.toString().lines().findFirst().orElse("unknown");
    String name = "hotpath_error_" + ProcessHandle.current().pid() + ".log";
    try {
      Path file = Files.writeString(Path.of(name), details(arguments));
      return line + "; details are in " + file.toAbsolutePath();
    } catch (IOException e) {
      return line + "; details cannot be written to the current folder";
    }
  }

  private String details(List<String> arguments) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    out.println(Version.line());
    out.println("arguments: " + arguments);
    error.printStackTrace(out);
    return text.toString();
  }
}
