package hotpath.dump;

import hotpath.platform.CodePosition;
import hotpath.platform.ParentExit;
import hotpath.platform.VmEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code traces list}: a line for each trace, those that ran most first, then what was given up and
 * which bytecode stood in the way.
 */
public final class TraceList {
  private final Dump dump;
  private final Style style;
  private final Set<Integer> evicted = new HashSet<>();

  public TraceList(Dump dump, Style style) {
    this.dump = dump;
    this.style = style;
    for (EventLine line : dump.events()) {
      if (line.event() instanceof VmEvent.TraceEvicted gone) {
        evicted.add(gone.trace());
      }
    }
  }

  public String text() {
    StringBuilder text = new StringBuilder();
    VmFile vm = dump.vm();
    text.append(style.bold(vm.program().mainClass()))
        .append(" on Hotpath ")
        .append(vm.version())
        .append(", ")
        .append(vm.host().architecture())
        .append(": ")
        .append(summary())
        .append("\n\n");
    if (!dump.traces().isEmpty()) {
      text.append(traces().text(style, 2)).append('\n');
    }
    TextTable aborts = aborts();
    if (!aborts.isEmpty()) {
      text.append(style.bold("Aborted recordings")).append('\n');
      text.append(aborts.text(style, 2)).append('\n');
    }
    ends(text);
    return text.toString();
  }

  private String summary() {
    int roots = 0;
    long bytes = 0;
    for (TraceFile trace : dump.traces()) {
      roots += trace.kind() == TraceKind.ROOT ? 1 : 0;
      bytes += trace.sizes().codeBytes() + trace.sizes().stubBytes();
    }
    int bridges = dump.traces().size() - roots;
    return roots
        + " root traces, "
        + bridges
        + " bridges, "
        + bytes
        + " bytes of code"
        + (evicted.isEmpty() ? "" : "; " + evicted.size() + " traces evicted");
  }

  private TextTable traces() {
    List<TraceFile> sorted = new ArrayList<>(dump.traces());
    sorted.sort(
        Comparator.comparingLong(TraceList::work).reversed().thenComparingInt(TraceFile::id));
    TextTable table =
        new TextTable(
            ">id",
            "kind",
            "anchor",
            ">line",
            "parent",
            "link",
            ">bytecodes",
            ">ops",
            ">code",
            ">entries",
            ">iterations",
            ">exits",
            "state");
    for (TraceFile trace : sorted) {
      table.add(
          trace.id(),
          trace.kind(),
          place(trace.anchor()),
          line(trace.anchor()),
          exit(trace.parent()),
          trace.link().text(),
          trace.sizes().bytecodes(),
          trace.sizes().operations(),
          trace.sizes().codeBytes(),
          trace.counters().entries(),
          trace.counters().iterations(),
          trace.counters().exits(),
          evicted.contains(trace.id()) ? "evicted" : "live");
    }
    return table;
  }

  /** A measure of the time spent in a trace: operations that were run, if each pass ran all. */
  private static long work(TraceFile trace) {
    Counters counters = trace.counters();
    return (counters.entries() + counters.iterations()) * (trace.sizes().operations() + 1L);
  }

  static String place(CodePosition position) {
    return position.className() + "." + position.method() + " @" + position.bci();
  }

  static String line(CodePosition position) {
    return position.line() < 0 ? "" : Integer.toString(position.line());
  }

  static String exit(@Nullable ParentExit parent) {
    return parent == null ? "" : parent.trace() + "/" + parent.exit();
  }

  /** What one row of the histogram counts. */
  private record Cause(String reason, String mnemonic, CodePosition at, String detail) {}

  private TextTable aborts() {
    Map<Cause, Integer> counts = new LinkedHashMap<>();
    for (EventLine line : dump.events()) {
      if (line.event() instanceof VmEvent.RecordingAborted abort) {
        counts.merge(
            new Cause(abort.reason(), abort.mnemonic(), abort.at(), abort.detail()),
            1,
            Integer::sum);
      }
    }
    List<Map.Entry<Cause, Integer>> rows = new ArrayList<>(counts.entrySet());
    rows.sort(Map.Entry.<Cause, Integer>comparingByValue().reversed());
    TextTable table = new TextTable(">aborts", "reason", "bytecode", "at", ">line", "detail");
    for (Map.Entry<Cause, Integer> row : rows) {
      Cause cause = row.getKey();
      table.add(
          row.getValue(),
          cause.reason,
          cause.mnemonic,
          place(cause.at),
          line(cause.at),
          cause.detail);
    }
    return table;
  }

  /** What is not recorded any more. */
  private void ends(StringBuilder text) {
    for (EventLine line : dump.events()) {
      switch (line.event()) {
        case VmEvent.Blacklisted(
                CodePosition anchor,
                ParentExit parent,
                String reason,
                int aborts) ->
            text.append("Blacklisted ")
                .append(place(anchor))
                .append(parent == null ? "" : " from exit " + exit(parent))
                .append(" after ")
                .append(aborts)
                .append(" aborts: ")
                .append(reason)
                .append('\n');
        case VmEvent.MonitorDisconnected(String reason, int aborts) ->
            text.append("Recording ended for good after ")
                .append(aborts)
                .append(" aborts: ")
                .append(reason)
                .append('\n');
        default -> {}
      }
    }
  }
}
