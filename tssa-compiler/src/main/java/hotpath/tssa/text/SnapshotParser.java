package hotpath.tssa.text;

import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.ir.VirtualObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Reads exits and their snapshots; the grammar is {@link TssaParser}'s. */
final class SnapshotParser {
  private final Scanner in;
  private final Tssa tssa;
  private final Supplier<Insn> operand;
  private final Map<String, MemType> types;

  /** Placeholders of objects by number: a slot may name an object before it is described. */
  private final List<Insn> objects = new ArrayList<>();

  SnapshotParser(Scanner in, Tssa tssa, Supplier<Insn> operand, Map<String, MemType> types) {
    this.in = in;
    this.tssa = tssa;
    this.operand = operand;
    this.types = types;
  }

  Exit exit() {
    in.expect("exit");
    int number = in.integer("an exit number");
    String label = in.word("a label", ".$/-");
    int reason = in.acceptRaw("#") ? in.integer("a reason") : 0;
    return new Exit(number, reason, label, in.accept("[") ? snapshot() : null);
  }

  private Snapshot snapshot() {
    String where = in.until(" pc ");
    if (where == null) {
      throw in.error("expected pc");
    }
    long pc = in.number("an offset");
    in.expect("fp");
    int fp = in.integer("a slot");
    in.expect("sp");
    int sp = in.integer("a slot");
    Insn count = null;
    long plus = 0;
    if (in.accept("count")) {
      char next = in.peek();
      if (next != '+' && next != '-') {
        count = operand.get();
      }
      if (in.acceptRaw("+") || in.peekRaw() == '-') {
        plus = in.number("a count");
      }
    }
    List<Snapshot.Entry> slots = new ArrayList<>();
    if (in.accept("|")) {
      while (in.peek() != ';' && in.peek() != ']') {
        int slot = in.integer("a slot");
        in.expect("=");
        slots.add(new Snapshot.Entry(slot, value()));
      }
    }
    List<VirtualObject> described = new ArrayList<>();
    if (in.accept(";")) {
      while (in.peek() != ']') {
        described.add(object(described.size()));
      }
    }
    in.expect("]");
    Snapshot.Resume resume = new Snapshot.Resume(pc, fp, sp, where);
    return finish(new Snapshot(slots, described, count, plus, resume));
  }

  /** Puts the allocations in the place of the stand-ins that were used for them. */
  private Snapshot finish(Snapshot s) {
    if (objects.size() > s.objects().size()) {
      throw in.error("o" + (objects.size() - 1) + " is not described");
    }
    if (objects.isEmpty()) {
      return s;
    }
    return s.mapped(
        value -> {
          int object = objects.indexOf(value);
          return object < 0 ? value : s.objects().get(object).allocation();
        });
  }

  private VirtualObject object(int number) {
    in.expect("o" + number);
    in.expect("=");
    boolean array = in.accept("newarray");
    if (!array) {
      in.expect("new");
    }
    long shift = array ? in.number("an element size") : 0;
    Insn classWord = operand.get();
    in.expect(",");
    Insn[] args = {classWord, operand.get()};
    TssaOp op = array ? TssaOp.NEWARRAY : TssaOp.NEW;
    Insn allocation =
        tssa.create(new Insn.Template(op, Kind.REF, args, shift, null, null, null), -1);
    List<VirtualObject.Field> fields = new ArrayList<>();
    in.expect("(");
    while (in.peek() != ')') {
      int offset = in.integer("an offset");
      in.expect(".");
      String word = in.word("a type", ".");
      MemType type = types.get(word);
      if (type == null) {
        throw in.error("no memory type '" + word + "'");
      }
      in.expect("=");
      fields.add(new VirtualObject.Field(offset, type, value()));
    }
    in.expect(")");
    return new VirtualObject(allocation, fields);
  }

  private Insn value() {
    if (in.peek() != 'o') {
      return operand.get();
    }
    in.acceptRaw("o");
    int number = in.integer("an object's number");
    if (number < 0 || number > 1000) {
      throw in.error("no object's number");
    }
    while (objects.size() <= number) {
      objects.add(tssa.constant(Kind.REF, 0));
    }
    return objects.get(number);
  }
}
