package hotpath.dump;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code traces show}: one trace for a person. Recorded bytecodes under their source lines; the
 * last stage's operations, each followed by its machine code; guards; what passes removed;
 * registers.
 */
public final class TraceReport {
  private final TraceFile trace;
  private final SourceText source;
  private final Style style;
  private final StringBuilder text = new StringBuilder();

  public TraceReport(TraceFile trace, SourceText source, Style style) {
    this.trace = trace;
    this.source = source;
    this.style = style;
  }

  public String text() {
    text.setLength(0);
    head();
    bytecodes();
    operations();
    otherCode();
    guards();
    removals();
    allocation();
    return text.toString();
  }

  private void section(String title) {
    text.append('\n').append(style.bold(title)).append('\n');
  }

  private void head() {
    String parent = trace.parent() == null ? "" : " of " + TraceList.exit(trace.parent());
    String line = TraceList.line(trace.anchor());
    text.append(style.bold("trace " + trace.id() + " " + trace.kind() + parent))
        .append("  ")
        .append(trace.anchor())
        .append(line.isEmpty() ? "" : "  line " + line)
        .append('\n');
    Sizes sizes = trace.sizes();
    Counters counters = trace.counters();
    row("link", trace.link().text());
    row(
        "size",
        "%d bytecodes, %d operations, %d after passes, %d bytes of code, %d of exit stubs",
        sizes.bytecodes(),
        sizes.builtOperations(),
        sizes.operations(),
        sizes.codeBytes(),
        sizes.stubBytes());
    row(
        "runs",
        "%d entries, %d iterations, %d exits",
        counters.entries(),
        counters.iterations(),
        counters.exits());
    row("recorded", "%s", millis(trace.times().recordNanos()));
    StringBuilder phases = new StringBuilder(millis(trace.times().compileNanos()));
    for (Times.PhaseTime phase : trace.times().phases()) {
      phases.append(", ").append(phase.phase()).append(' ').append(millis(phase.nanos()));
    }
    row("compiled", "%s", phases);
    for (String assumption : trace.assumptions()) {
      row("assumes", "%s", assumption);
    }
  }

  private void row(String name, String format, Object... values) {
    text.append(String.format(Locale.ROOT, "  %-10s", name))
        .append(String.format(Locale.ROOT, format, values))
        .append('\n');
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
  }

  private void bytecodes() {
    section("Recorded bytecodes");
    String last = "";
    for (RecordedBytecode step : trace.bytecodes()) {
      String line = sourceLine(step);
      if (!line.equals(last)) {
        text.append("  ").append(style.faint(line)).append('\n');
        last = line;
      }
      String decision = step.decision();
      text.append(String.format(Locale.ROOT, "  %4d  ", step.index()))
          .append("  ".repeat(step.depth()))
          .append(String.format(Locale.ROOT, "@%-4d ", step.position().bci()))
          .append(step.mnemonic())
          .append(decision == null ? "" : "  ; " + decision)
          .append('\n');
    }
  }

  /** {@code Sieve.count:8 for (...)}. */
  private String sourceLine(RecordedBytecode step) {
    String line = TraceList.line(step.position());
    String code = source.line(step.position());
    return "> ".repeat(step.depth())
        + step.position().className()
        + "."
        + step.position().method()
        + (line.isEmpty() ? "" : ":" + line)
        + (code.isEmpty() ? "" : "  " + code);
  }

  private void operations() {
    section("Operations and machine code (" + trace.finalStage().name() + ")");
    Map<Integer, Guard> guards = new HashMap<>();
    for (Guard guard : trace.guards()) {
      guards.put(guard.exit(), guard);
    }
    int lastOrigin = -1;
    for (Operation operation : trace.finalStage().operations()) {
      int origin = operation.origin();
      if (origin != lastOrigin && origin >= 0 && origin < trace.bytecodes().size()) {
        text.append("  ").append(style.faint(bytecode(trace.bytecodes().get(origin)))).append('\n');
        lastOrigin = origin;
      }
      Guard guard = operation.exit() == null ? null : guards.get(operation.exit());
      text.append("    ")
          .append(guard == null ? operation.text() : style.guard(operation.text()))
          .append(guard == null ? "" : "  " + hits(guard))
          .append('\n');
      for (Instruction instruction : instructionsOf(operation.id())) {
        instruction(instruction);
      }
    }
  }

  private static String bytecode(RecordedBytecode step) {
    String line = TraceList.line(step.position());
    return String.format(
        Locale.ROOT,
        "%d %s.%s%s @%d %s",
        step.index(),
        step.position().className(),
        step.position().method(),
        line.isEmpty() ? "" : ":" + line,
        step.position().bci(),
        step.mnemonic());
  }

  private static String hits(Guard guard) {
    Integer bridge = guard.bridge();
    return "(" + guard.hits() + " hits" + (bridge == null ? ")" : ", bridge " + bridge + ")");
  }

  private List<Instruction> instructionsOf(@Nullable Integer operation) {
    List<Instruction> found = new ArrayList<>();
    MachineCode code = trace.code();
    if (code != null) {
      for (Instruction instruction : code.instructions()) {
        Integer of = instruction.operation();
        if (operation == null ? !isShown(of) : operation.equals(of)) {
          found.add(instruction);
        }
      }
    }
    return found;
  }

  /** Whether an operation of the last stage has this number. */
  private boolean isShown(@Nullable Integer operation) {
    if (operation == null) {
      return false;
    }
    for (Operation shown : trace.finalStage().operations()) {
      if (shown.id() == operation) {
        return true;
      }
    }
    return false;
  }

  private void instruction(Instruction instruction) {
    String line =
        String.format(
            Locale.ROOT,
            "%06x  %-20s %s",
            instruction.offset(),
            instruction.bytes(),
            instruction.text());
    text.append("        ").append(style.faint(line.stripTrailing())).append('\n');
  }

  /** What comes from no operation: stubs, padding. */
  private void otherCode() {
    List<Instruction> others = instructionsOf(null);
    if (!others.isEmpty()) {
      section("Other machine code");
      others.forEach(this::instruction);
    }
  }

  private void guards() {
    if (trace.guards().isEmpty()) {
      return;
    }
    section("Guards");
    TextTable table =
        new TextTable(">exit", "reason", ">hits", "bridge", "continues at", ">line", "snapshot");
    for (Guard guard : trace.guards()) {
      StringBuilder snapshot = new StringBuilder();
      for (SnapshotSlot slot : guard.snapshot()) {
        snapshot.append(slot.slot()).append('=').append(slot.value()).append(' ');
      }
      for (int i = 0; i < guard.objects().size(); i++) {
        snapshot.append("object ").append(i).append('=').append(guard.objects().get(i)).append(' ');
      }
      Integer bridge = guard.bridge();
      table.add(
          guard.exit(),
          guard.reason(),
          guard.hits(),
          bridge == null ? "" : bridge,
          TraceList.place(guard.at()),
          TraceList.line(guard.at()),
          snapshot.toString().strip());
    }
    text.append(table.text(style, 2));
  }

  private void removals() {
    TextTable table = new TextTable("stage", "operation", "removed by", "rule", "instead");
    for (int i = 1; i < trace.stages().size(); i++) {
      Map<Integer, String> before = new HashMap<>();
      for (Operation operation : trace.stages().get(i - 1).operations()) {
        before.put(operation.id(), operation.text());
      }
      for (Removal removal : trace.stages().get(i).removed()) {
        String replacement = removal.replacement();
        table.add(
            trace.stages().get(i).name(),
            before.getOrDefault(removal.id(), "operation " + removal.id())
                + (removal.copy() == 0 ? "" : " (in the loop)"),
            removal.pass(),
            removal.rule(),
            replacement == null ? "" : replacement);
      }
    }
    if (!table.isEmpty()) {
      section("Removed by passes");
      text.append(table.text(style, 2));
    }
  }

  private void allocation() {
    MachineCode code = trace.code();
    if (code == null || code.allocation().isEmpty()) {
      return;
    }
    section("Low-level code with registers");
    for (String line : code.allocation()) {
      text.append("  ").append(line).append('\n');
    }
  }
}
