package hotpath.launcher;

import hotpath.launcher.GuestModes.Mode;
import hotpath.launcher.GuestModes.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs many guest programs in many modes in one process, each in a VM of its own: for an emulated
 * processor, where the start of a process costs seconds. What to run stands in a file, a run a
 * line; what came out goes to files beside it.
 */
final class GuestBatch {
  private static final String SEPARATOR = "\t";

  private GuestBatch() {}

  /**
   * One run.
   *
   * @param number names the files with its results
   */
  record Run(int number, Mode mode, String classPath, String mainClass, List<String> arguments) {

    private String line() {
      String options = String.join(" ", mode.options());
      String words = String.join(" ", arguments);
      return String.join(SEPARATOR, "" + number, mode.name(), options, classPath, mainClass, words);
    }

    private static Run of(String line) {
      String[] columns = line.split(SEPARATOR, -1);
      return new Run(
          Integer.parseInt(columns[0]),
          new Mode(columns[1], words(columns[2]).toArray(String[]::new)),
          columns[3],
          columns[4],
          words(columns[5]));
    }

    private static List<String> words(String text) {
      return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
  }

  static void write(Path folder, List<Run> runs) throws IOException {
    Files.write(folder.resolve("runs"), runs.stream().map(Run::line).toList());
  }

  /** What a run printed; null if the process ended before. */
  static Result result(Path folder, Run run) throws IOException {
    Path counts = folder.resolve(run.number() + ".counts");
    if (!Files.exists(counts)) {
      return new Result(-1, "", "the process ended before or in this run", 0, 0);
    }
    List<String> numbers = Files.readAllLines(counts);
    return new Result(
        Integer.parseInt(numbers.get(0)),
        Files.readString(folder.resolve(run.number() + ".out")),
        Files.readString(folder.resolve(run.number() + ".err")),
        Long.parseLong(numbers.get(1)),
        Long.parseLong(numbers.get(2)));
  }

  /** The argument is the folder that {@link #write} was given. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    List<Run> runs = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("runs"))) {
      runs.add(Run.of(line));
    }
    for (Run run : runs) {
      Result result = result(run);
      Files.writeString(folder.resolve(run.number() + ".out"), result.output());
      Files.writeString(folder.resolve(run.number() + ".err"), result.errors());
      Files.write(
          folder.resolve(run.number() + ".counts"),
          List.of("" + result.exitCode(), "" + result.instructions(), "" + result.evicted()));
    }
  }

  private static Result result(Run run) {
    try {
      return GuestModes.hotpath(run.classPath(), run.mainClass(), run.arguments(), run.mode());
    } catch (Exception | LinkageError | AssertionError e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, true));
      return new Result(-1, "", trace.toString(), 0, 0);
    }
  }
}
