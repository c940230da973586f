package hotpath.dump;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp.Trait;
import hotpath.tssa.ir.VirtualObject;
import hotpath.tssa.pass.RemovalLog;
import hotpath.tssa.text.TssaPrinter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trace SSA as records: a stage for a dump, and its exits. */
final class TssaStages {
  private TssaStages() {}

  /**
   * The code as it is now.
   *
   * @param log of the pass that has just run; null for code as built
   */
  static Stage stage(String name, Tssa tssa, @Nullable RemovalLog log) {
    TssaPrinter printer = new TssaPrinter(tssa);
    List<Operation> operations = new ArrayList<>();
    for (Block block : tssa.blocks()) {
      if (!block.params().isEmpty() || block == tssa.loop()) {
        operations.add(header(block, block == tssa.loop(), printer));
      }
      for (Insn insn : block.insns()) {
        if (!insn.isConst()) {
          operations.add(operation(insn, printer));
        }
      }
    }
    return new Stage(name, operations, log == null ? List.of() : removals(log, printer));
  }

  private static Operation header(Block block, boolean isLoop, TssaPrinter printer) {
    String label = isLoop ? "loop" : "b" + block.number();
    StringBuilder text = new StringBuilder(label).append(" (");
    for (Insn param : block.params()) {
      text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ")
          .append(printer.operand(param))
          .append(':')
          .append(param.kind());
    }
    return new Operation(-1, label, Kind.VOID.toString(), text.append(')').toString(), -1, null);
  }

  private static Operation operation(Insn insn, TssaPrinter printer) {
    String line = printer.line(insn);
    Integer exit = null;
    if (insn.op().has(Trait.EXIT)) {
      exit = insn.exit().number();
      int snapshot = line.indexOf(" [");
      line = snapshot < 0 ? line : line.substring(0, snapshot);
    }
    return new Operation(
        insn.id(), insn.op().toString(), insn.kind().toString(), line, insn.origin(), exit);
  }

  private static List<Removal> removals(RemovalLog log, TssaPrinter printer) {
    List<Removal> removals = new ArrayList<>();
    for (RemovalLog.Removal removal : log.removals()) {
      Insn by = removal.by();
      removals.add(
          new Removal(
              removal.id(),
              removal.copy(),
              removal.pass(),
              removal.rule(),
              by == null ? null : printer.operand(by)));
    }
    return removals;
  }

  /** The exits of finished code, in the order of their numbers. */
  static List<Guard> guards(Tssa tssa, GuestNames names) {
    TssaPrinter printer = new TssaPrinter(tssa);
    List<Guard> guards = new ArrayList<>();
    tssa.forEach(
        insn -> {
          if (insn.op().has(Trait.EXIT)) {
            Snapshot snapshot = insn.exit().snapshot();
            if (snapshot != null) {
              guards.add(guard(insn, snapshot, printer, names));
            }
          }
        });
    guards.sort((a, b) -> Integer.compare(a.exit(), b.exit()));
    return guards;
  }

  private static Guard guard(Insn insn, Snapshot snapshot, TssaPrinter printer, GuestNames names) {
    Exit exit = insn.exit();
    List<SnapshotSlot> slots = new ArrayList<>();
    for (Snapshot.Entry entry : snapshot.slots()) {
      slots.add(new SnapshotSlot(entry.slot(), value(snapshot, entry.value(), printer)));
    }
    List<String> objects = new ArrayList<>();
    for (VirtualObject object : snapshot.objects()) {
      objects.add(object(snapshot, object, printer, names));
    }
    return new Guard(
        exit.number(),
        insn.id(),
        exit.label(),
        names.position(snapshot.resume().pc()),
        slots,
        objects,
        0,
        null);
  }

  private static String value(Snapshot snapshot, Insn value, TssaPrinter printer) {
    int object = snapshot.objectOf(value);
    return object < 0 ? printer.operand(value) : "object " + object;
  }

  private static String object(
      Snapshot snapshot, VirtualObject object, TssaPrinter printer, GuestNames names) {
    StringBuilder text =
        new StringBuilder(names.className(Integer.toUnsignedLong(object.classWord())));
    if (object.isArray()) {
      text.append(" of ").append(object.length());
    }
    text.append(" {");
    for (VirtualObject.Field field : object.fields()) {
      text.append(text.charAt(text.length() - 1) == '{' ? "" : " ")
          .append(field.offset())
          .append('=')
          .append(value(snapshot, field.value(), printer));
    }
    return text.append('}').toString();
  }
}
