package hotpath.benchmarks;

import hotpath.benchmarks.Measurements.Key;
import hotpath.benchmarks.Measurements.Mean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The figures as tables for a terminal: times with their spread, then ratios with their means. */
final class TextReport {
  private static final String NONE = "-";

  private final Settings settings;
  private final Measurements measurements;
  private final StringBuilder out = new StringBuilder();

  private TextReport(Settings settings, Measurements measurements) {
    this.settings = settings;
    this.measurements = measurements;
  }

  static String of(Settings settings, Measurements measurements) {
    TextReport report = new TextReport(settings, measurements);
    for (Figure figure : settings.figures()) {
      report.times(figure);
      report.ratios(figure, "Times as long as " + Side.REFERENCE, Side.REFERENCE, false);
      report.ratios(figure, "Times faster than " + Side.INTERPRETER, Side.INTERPRETER, true);
    }
    report.memory();
    report.failures();
    return report.out.toString();
  }

  private void times(Figure figure) {
    out.append(figure.title())
        .append(", median (min..max) of so many processes: ")
        .append(settings.rounds())
        .append('\n');
    List<List<String>> rows = new ArrayList<>();
    rows.add(header());
    for (Workload workload : settings.workloads()) {
      if (workload.has(figure)) {
        List<String> row = new ArrayList<>(List.of(workload.name()));
        for (Side side : settings.sides()) {
          row.add(time(measurements.spread(new Key(figure, workload.name(), side.name()))));
        }
        rows.add(row);
      }
    }
    table(rows);
  }

  private void ratios(Figure figure, String title, String other, boolean inverse) {
    if (settings.sides().stream().noneMatch(side -> side.name().equals(other))) {
      return;
    }
    out.append(title).append(figure == Figure.COLD ? " (cold)\n" : "\n");
    List<List<String>> rows = new ArrayList<>();
    rows.add(header());
    for (Workload workload : settings.workloads()) {
      if (workload.has(figure)) {
        List<String> row = new ArrayList<>(List.of(workload.name()));
        for (Side side : settings.sides()) {
          OptionalDouble ratio = measurements.ratio(figure, workload, side, other);
          row.add(ratio.isEmpty() ? NONE : ratio(ratio.getAsDouble(), inverse));
        }
        rows.add(row);
      }
    }
    for (Workload.Group group : Workload.Group.values()) {
      means(rows, figure, group.title(), workload -> workload.group() == group, other, inverse);
    }
    means(rows, figure, "all", workload -> true, other, inverse);
    table(rows);
  }

  private void means(
      List<List<String>> rows,
      Figure figure,
      String title,
      Predicate<Workload> chosen,
      String other,
      boolean inverse) {
    List<Workload> workloads =
        settings.workloads().stream()
            .filter(chosen)
            .filter(workload -> workload.has(figure))
            .toList();
    if (workloads.size() < 2) {
      return;
    }
    List<String> row = new ArrayList<>(List.of("mean, " + title));
    for (Side side : settings.sides()) {
      Mean mean = measurements.mean(figure, workloads.stream(), side, other);
      String text = mean.count() == 0 ? NONE : ratio(mean.value(), inverse);
      boolean some = mean.count() > 0 && mean.count() < workloads.size();
      row.add(some ? text + " of " + mean.count() : text);
    }
    rows.add(row);
  }

  private void memory() {
    if (measurements.memory().isEmpty()) {
      return;
    }
    out.append("JIT memory, bytes\n");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "code cache", "trace objects", "together", "compiler itself"));
    measurements
        .memory()
        .forEach(
            (workload, bytes) ->
                rows.add(
                    List.of(
                        workload,
                        Long.toString(bytes.codeCache()),
                        orNone(bytes.traceObjects()),
                        orNone(bytes.total()),
                        orNone(bytes.compiler()))));
    table(rows);
  }

  private void failures() {
    if (measurements.failures().isEmpty()) {
      return;
    }
    out.append("Failures\n");
    measurements
        .failures()
        .forEach(
            (key, reason) ->
                out.append("  ")
                    .append(key.side())
                    .append(" at ")
                    .append(key.workload())
                    .append(key.figure() == Figure.COLD ? " (cold): " : ": ")
                    .append(reason)
                    .append('\n'));
  }

  private static String orNone(@Nullable Long bytes) {
    return bytes == null ? NONE : bytes.toString();
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(List.of(""));
    settings.sides().forEach(side -> header.add(side.name()));
    return header;
  }

  private static String time(@Nullable Spread spread) {
    if (spread == null) {
      return NONE;
    }
    String median = millis(spread.median());
    return spread.count() == 1
        ? median
        : median + " (" + millis(spread.min()) + ".." + millis(spread.max()) + ")";
  }

  /** Three digits that count. */
  private static String millis(double value) {
    int digits = value < 10 ? 2 : value < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static String ratio(double value, boolean inverse) {
    return String.format(Locale.ROOT, "%.2f", inverse ? 1 / value : value);
  }

  private void table(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < columns; i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? row.get(i) + padding : "  " + padding + row.get(i));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    out.append('\n');
  }
}
