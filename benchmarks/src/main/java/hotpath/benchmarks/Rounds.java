package hotpath.benchmarks;

import hotpath.benchmarks.GuestProcess.Outcome;
import hotpath.benchmarks.Measurements.Key;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs everything. Rounds are outermost, and within a round the sides take turns at each workload,
 * each in a fresh process: what the machine does meanwhile (clock, temperature, neighbours) then
 * falls on all sides alike and shows as spread, not as a difference.
 *
 * <p>What a workload prints must be the same on all sides. The first side that prints it is
 * believed, which is the reference unless it was left out.
 */
final class Rounds {
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(5);

  private final Settings settings;
  private final GuestProcess process;
  private final Consumer<String> progress;
  private final Measurements measurements = new Measurements();
  private final Map<String, String> expected = new HashMap<>();

  Rounds(Settings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
    process = new GuestProcess(settings.limit());
  }

  Measurements run() throws IOException, InterruptedException {
    List<Side> sides = working();
    for (int round = 1; round <= settings.rounds(); round++) {
      for (Workload workload : settings.workloads()) {
        progress.accept("round " + round + "/" + settings.rounds() + ": " + workload.name());
        for (Figure figure : settings.figures()) {
          for (Side side : sides) {
            Key key = new Key(figure, workload.name(), side.name());
            if (workload.has(figure) && !measurements.failed(key)) {
              measure(key, workload, side);
            }
          }
        }
      }
    }
    for (Side side : sides) {
      if (side.name().equals(Settings.HOTPATH)) {
        memory(side);
      }
    }
    return measurements;
  }

  /**
   * The sides that can run the smallest program. This also is what makes {@code ./hotpath} build
   * itself before anything is timed, so it has more time than the rest.
   */
  private List<Side> working() throws IOException, InterruptedException {
    GuestProcess patient = new GuestProcess(BUILD_LIMIT);
    List<Side> working = new ArrayList<>();
    for (Side side : settings.sides()) {
      Outcome outcome =
          patient.run(
              side.running(settings.prefix(), settings.classPath(), List.of(Workload.HELLO)));
      if (outcome.failed()) {
        progress.accept("left out: " + side.name() + ": " + outcome.failure());
        measurements.fail(new Key(Figure.COLD, Workload.HELLO, side.name()), outcome.failure());
      } else {
        working.add(side);
      }
    }
    return working;
  }

  private void measure(Key key, Workload workload, Side side)
      throws IOException, InterruptedException {
    Outcome outcome =
        process.run(command(side, workload, mainAndArgs(key.figure(), workload, side)));
    if (outcome.failed()) {
      fail(key, outcome.failure());
      return;
    }
    if (key.figure() == Figure.COLD) {
      boolean printsTimes = workload.group() == Workload.Group.AWFY;
      if (isExpected(key, printsTimes ? "" : outcome.output())) {
        measurements.add(key, outcome.millis());
      }
      return;
    }
    Repeated repeated = Repeated.parse(outcome.output());
    if (repeated == null) {
      fail(key, "no times in its output");
    } else if (isExpected(key, repeated.check())) {
      measurements.add(key, Spread.of(repeated.millis()).median());
    }
  }

  private List<String> mainAndArgs(Figure figure, Workload workload, Side side) {
    if (figure == Figure.COLD) {
      return workload.cold();
    }
    int iterations = settings.iterations();
    return side.compiles()
        ? workload.repeated(settings.warmUpMillis(), iterations, iterations)
        : workload.repeated(0, 1, Math.max(3, iterations / 5));
  }

  private boolean isExpected(Key key, String output) {
    String first = expected.putIfAbsent(key.figure() + key.workload(), output);
    if (first == null || first.equals(output)) {
      return true;
    }
    fail(key, "prints something else than the other sides");
    return false;
  }

  private void fail(Key key, String reason) {
    progress.accept(key.side() + " fails at " + key.workload() + ": " + reason);
    measurements.fail(key, reason);
  }

  /** In runs of their own, since printing statistics may cost time. */
  private void memory(Side hotpath) throws IOException, InterruptedException {
    for (Workload workload : settings.workloads()) {
      List<String> main =
          workload.steady() ? workload.repeated(0, settings.iterations(), 1) : workload.cold();
      Outcome outcome =
          process.run(command(hotpath.with("--stats", "-Dhotpath.memoryStats=on"), workload, main));
      JitMemory bytes = JitMemory.parse(outcome.output() + "\n" + outcome.errors());
      if (!outcome.failed() && bytes != null) {
        measurements.addMemory(workload.name(), bytes);
      }
    }
  }

  private List<String> command(Side side, Workload workload, List<String> mainAndArgs) {
    return side.running(settings.prefix(), settings.classPath(workload), mainAndArgs);
  }

  /** What the guest's Harness prints. */
  record Repeated(String check, List<Double> millis) {
    static @Nullable Repeated parse(String output) {
      String check = "";
      List<Double> millis = new ArrayList<>();
      for (String line : output.lines().toList()) {
        if (line.startsWith("check ")) {
          check = line;
        } else if (line.startsWith("iteration ")) {
          millis.add(Long.parseLong(line.substring("iteration ".length())) / 1e6);
        }
      }
      return check.isEmpty() || millis.isEmpty() ? null : new Repeated(check, millis);
    }
  }
}
