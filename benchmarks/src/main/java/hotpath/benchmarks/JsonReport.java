package hotpath.benchmarks;

import hotpath.benchmarks.Measurements.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The same figures for programs, unrounded. A reader ignores fields that it does not know. */
record JsonReport(
    String format,
    int processors,
    int rounds,
    int iterations,
    long warmUpMillis,
    List<Side> sides,
    List<Row> rows,
    List<Memory> memory,
    List<Failure> failures) {
  private static final String FORMAT = "hotpath-side-by-side/1";

  /** One cell of the tables; a ratio is null where the other side has no figure. */
  record Row(
      Figure figure,
      Workload.Group group,
      String workload,
      String side,
      double medianMillis,
      double minMillis,
      double maxMillis,
      int samples,
      @Nullable Double toJava,
      @Nullable Double toInterpreter) {}

  record Memory(
      String workload, long codeCache, @Nullable Long traceObjects, @Nullable Long compiler) {}

  record Failure(Figure figure, String workload, String side, String reason) {}

  static void write(Path file, Settings settings, Measurements measurements) throws IOException {
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.writeString(file, mapper.writeValueAsString(of(settings, measurements)) + "\n");
  }

  private static JsonReport of(Settings settings, Measurements measurements) {
    List<Row> rows = new ArrayList<>();
    for (Figure figure : settings.figures()) {
      for (Workload workload : settings.workloads()) {
        for (Side side : settings.sides()) {
          Spread spread = measurements.spread(new Key(figure, workload.name(), side.name()));
          if (spread != null) {
            rows.add(
                new Row(
                    figure,
                    workload.group(),
                    workload.name(),
                    side.name(),
                    spread.median(),
                    spread.min(),
                    spread.max(),
                    spread.count(),
                    ratio(measurements, figure, workload, side, Side.REFERENCE),
                    ratio(measurements, figure, workload, side, Side.INTERPRETER)));
          }
        }
      }
    }
    List<Memory> memory = new ArrayList<>();
    measurements
        .memory()
        .forEach(
            (workload, bytes) ->
                memory.add(
                    new Memory(
                        workload, bytes.codeCache(), bytes.traceObjects(), bytes.compiler())));
    List<Failure> failures = new ArrayList<>();
    measurements
        .failures()
        .forEach(
            (key, reason) ->
                failures.add(new Failure(key.figure(), key.workload(), key.side(), reason)));
    return new JsonReport(
        FORMAT,
        Runtime.getRuntime().availableProcessors(),
        settings.rounds(),
        settings.iterations(),
        settings.warmUpMillis(),
        settings.sides(),
        rows,
        memory,
        failures);
  }

  private static @Nullable Double ratio(
      Measurements measurements, Figure figure, Workload workload, Side side, String other) {
    var ratio = measurements.ratio(figure, workload, side, other);
    return ratio.isPresent() ? (Double) ratio.getAsDouble() : null;
  }
}
