package hotpath.benchmarks;

import hotpath.benchmarks.Settings.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * The side-by-side runner: the same guest programs on Hotpath, on Hotpath without traces and on the
 * host's JVM in three configurations, interleaved, with medians and spread. {@code benchmarks/run}
 * builds what is needed and starts it with the folder of the project as its first argument.
 *
 * <p>It knows nothing of Hotpath but its command line, so that it measures what a user would.
 */
public final class SideBySide {
  private SideBySide() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    System.exit(run(List.of(args), System.out, System.err));
  }

  private static int run(List<String> args, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    Path root = Path.of(args.getFirst()).toAbsolutePath();
    List<String> options = args.subList(1, args.size());
    if (options.contains("--help")) {
      out.println(Settings.USAGE);
      return 0;
    }
    if (options.contains("--list")) {
      Workload.all(root).forEach(workload -> out.println(workload.name()));
      return 0;
    }
    Settings settings;
    try {
      settings = Settings.parse(root, java(), options);
    } catch (UsageException e) {
      err.println("benchmarks/run: " + e.getMessage());
      err.println(Settings.USAGE);
      return 2;
    }
    Measurements measurements = new Rounds(settings, err::println).run();
    out.print(TextReport.of(settings, measurements));
    Path json = settings.json();
    if (json != null) {
      JsonReport.write(json, settings, measurements);
    }
    return measurements.failures().isEmpty() ? 0 : 1;
  }

  /** The JVM that runs this is the one that Hotpath is compared with, and that runs Hotpath. */
  private static Path java() {
    return Path.of(
        ProcessHandle.current()
            .info()
            .command()
            .orElseThrow(() -> new IllegalStateException("the host does not name its JVM")));
  }
}
