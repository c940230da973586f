package hotpath.tssa.pass;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A test of passes as a file: comments, a line that says what to run, code before, code after.
 *
 * <pre>
 * ;; why
 * ;; run: simplify loop peel=on -cse allocation
 * trace ...
 * ;; expect
 * trace ...
 * </pre>
 *
 * The line names passes in order; {@code -name} switches a pass or feature off, {@code peel=} sets
 * peeling, {@code allocation} gives a plan's allocation, {@code all} runs every pass.
 */
record GoldenFile(Path path, String comment, String run, String before, String after) {
  private static final String RUN = ";; run:";
  private static final String EXPECT = ";; expect\n";

  /** Where the files are, seen from the module's folder. */
  static final Path ROOT = Path.of("src", "test", "tssa");

  static final Allocation ALLOCATION = new Allocation(32, 36, 0, 12, 16);

  static List<GoldenFile> all() {
    List<GoldenFile> files = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(ROOT)) {
      paths
          .filter(path -> path.toString().endsWith(".tssa"))
          .sorted()
          .forEach(path -> files.add(read(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static GoldenFile read(Path path) {
    String text;
    try {
      text = Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int run = text.indexOf(RUN);
    if (run < 0) {
      throw new IllegalArgumentException(path + ": no line " + RUN);
    }
    int code = text.indexOf('\n', run) + 1;
    int expect = text.indexOf(EXPECT);
    return new GoldenFile(
        path,
        text.substring(0, run),
        text.substring(run + RUN.length(), code).strip(),
        expect < 0 ? text.substring(code) : text.substring(code, expect),
        expect < 0 ? "" : text.substring(expect + EXPECT.length()));
  }

  void bless(String newAfter) {
    String newline = before.endsWith("\n") ? "" : "\n";
    String text = comment + RUN + " " + run + "\n" + before + newline + EXPECT + newAfter;
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PassOptions options() {
    PassOptions options = PassOptions.STANDARD.withVerify(true);
    for (String word : run.split(" +")) {
      if (word.startsWith("-")) {
        options = options.without(word.substring(1));
      } else if (word.startsWith("peel=")) {
        options =
            options.withPeel(
                PassOptions.Peel.valueOf(word.substring(5).toUpperCase(java.util.Locale.ROOT)));
      } else if (word.equals("allocation")) {
        options = options.withAllocation(ALLOCATION);
      }
    }
    return options;
  }

  /** The passes that the file asks for, in order. */
  List<Pass> passes() {
    List<Pass> passes = new ArrayList<>();
    for (String word : run.split(" +")) {
      for (Pass pass : PassTable.passes()) {
        if (pass.name().equals(word) || word.equals("all")) {
          passes.add(pass);
        }
      }
    }
    return passes;
  }

  @Override
  public String toString() {
    return ROOT.relativize(path).toString();
  }
}
