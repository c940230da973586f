package hotpath.launcher;

import hotpath.dump.Style;
import hotpath.dump.TextTable;
import hotpath.launcher.Statistics.BootFigures;
import hotpath.launcher.Statistics.CodeFigures;
import hotpath.launcher.Statistics.ExitFigures;
import hotpath.launcher.Statistics.MemoryFigures;
import hotpath.launcher.Statistics.PhaseFigures;
import hotpath.launcher.Statistics.TraceFigures;
import java.util.Locale;

/** Statistics for a person. */
final class StatisticsText {
  private final Statistics statistics;

  StatisticsText(Statistics statistics) {
    this.statistics = statistics;
  }

  String text() {
    CodeFigures code = statistics.code();
    StringBuilder text = new StringBuilder("\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%s ms, %d instructions%n",
            millis(statistics.nanos()),
            statistics.instructions()));
    BootFigures boot = statistics.boot();
    text.append(
        String.format(
            Locale.ROOT,
            "before main: %s ms, %d instructions, %d classes, %d methods, %d of them native%n",
            millis(boot.nanos()),
            boot.instructions(),
            boot.classes(),
            boot.methods(),
            boot.natives()));
    text.append(phases().text(Style.PLAIN, 2));
    text.append(
        String.format(
            Locale.ROOT,
            "code cache: %d of %d bytes, %d traces evicted; %d recordings aborted, %d"
                + " blacklisted%n",
            code.used(),
            code.capacity(),
            code.evicted(),
            code.aborted(),
            code.blacklisted()));
    MemoryFigures memory = statistics.memory();
    if (memory != null) {
      text.append(
          String.format(
              Locale.ROOT,
              "trace objects: %d bytes%ncompiler: %d bytes%n",
              memory.traceObjects(),
              memory.compiler()));
    }
    if (!statistics.traces().isEmpty()) {
      text.append(traces().text(Style.PLAIN, 2));
    }
    return text.toString();
  }

  private TextTable phases() {
    TextTable table = new TextTable("phase", ">ms", ">share", ">count", "of", ">bytes", "of");
    for (PhaseFigures phase : statistics.phases()) {
      table.add(
          phase.phase().name().toLowerCase(Locale.ROOT),
          millis(phase.nanos()),
          share(phase.nanos()),
          phase.count(),
          phase.phase().counted(),
          phase.phase().bytesAre().isEmpty() ? "" : phase.bytes(),
          phase.phase().bytesAre());
    }
    return table;
  }

  private TextTable traces() {
    TextTable table =
        new TextTable(">trace", "anchor", "parent", ">entries", ">iterations", "exits");
    for (TraceFigures trace : statistics.traces()) {
      StringBuilder exits = new StringBuilder();
      for (ExitFigures exit : trace.exits()) {
        exits.append(exit.exit()).append(':').append(exit.hits()).append(' ');
      }
      table.add(
          trace.trace(),
          trace.anchor(),
          trace.parent(),
          trace.entries(),
          trace.iterations(),
          exits.toString().strip());
    }
    return table;
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
  }

  private String share(long nanos) {
    return statistics.nanos() == 0
        ? ""
        : String.format(Locale.ROOT, "%.1f %%", 100.0 * nanos / statistics.nanos());
  }
}
