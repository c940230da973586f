package hotpath.tssa.code;

import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.VirtualObject;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.Location;
import java.util.List;

/**
 * Writes exits into an {@link ExitTable}. An exit is: flags, reason, pc (from that of the first
 * exit), fp slot if not 0, sp slot, count and what to add, number of slots, slots (each from the
 * one before) with locations, objects. A location is one byte for a register, a small spill word or
 * a small constant; else a byte with its sort, and a number.
 */
final class ExitTableWriter {
  private final LirCode code;
  private final ByteWriter out = new ByteWriter();
  private final char[] starts;
  private long firstPc;
  private boolean any;

  ExitTableWriter(LirCode code, int exits) {
    this.code = code;
    this.starts = new char[exits];
  }

  ExitTable finish() {
    return new ExitTable(out.toByteArray(), starts, firstPc);
  }

  /** Whether the table has become too large for its index. */
  boolean isFull() {
    return out.size() > Character.MAX_VALUE - 1024;
  }

  /**
   * Adds an exit.
   *
   * @param restored whether the code writes the frame itself, so that there is nothing to restore
   */
  void add(LirExit lirExit, boolean loopIntact, boolean restored) {
    Exit exit = lirExit.exit();
    starts[exit.number()] = (char) out.size();
    Snapshot snapshot = exit.snapshot();
    if (snapshot == null) {
      throw new IllegalArgumentException("exit " + exit.number() + " has no snapshot");
    }
    Snapshot.Resume resume = snapshot.resume();
    boolean hasObjects = !snapshot.objects().isEmpty();
    Insn count = snapshot.count();
    boolean hasCount = count != null && !restored;
    out.writeByte(
        (hasCount ? ExitTable.HAS_COUNT : 0)
            | (loopIntact ? ExitTable.LOOP_INTACT : 0)
            | (hasObjects ? ExitTable.HAS_OBJECTS : 0)
            | (resume.fpSlot() != 0 ? ExitTable.MOVES_FRAME : 0));
    out.writeUnsigned(exit.reason());
    if (!any) {
      firstPc = resume.pc();
      any = true;
    }
    out.writeSigned(resume.pc() - firstPc);
    if (resume.fpSlot() != 0) {
      out.writeSigned(resume.fpSlot());
    }
    out.writeSigned(resume.spSlot());
    if (hasCount) {
      location(lirExit.location(lirExit.stateCount() - 1), Kind.I64);
      out.writeSigned(lirExit.countPlus());
    }
    if (restored) {
      out.writeUnsigned(0);
    } else {
      slots(snapshot, lirExit);
      if (hasObjects) {
        objects(snapshot, lirExit);
      }
    }
  }

  private void slots(Snapshot snapshot, LirExit exit) {
    List<Snapshot.Entry> slots = snapshot.slots();
    int listed = 0;
    for (int i = 0; i < slots.size(); i++) {
      listed += isListed(snapshot, slots.get(i).value(), exit.state(i)) ? 1 : 0;
    }
    out.writeUnsigned(listed);
    int last = -1;
    for (int i = 0; i < slots.size(); i++) {
      Snapshot.Entry slot = slots.get(i);
      if (isListed(snapshot, slot.value(), exit.state(i))) {
        out.writeSigned(slot.slot() - last - 1);
        last = slot.slot();
        value(snapshot, slot.value(), exit, i);
      }
    }
  }

  /** Not listed is what the frame holds anyhow. */
  private static boolean isListed(Snapshot snapshot, Insn value, int state) {
    return state != LirInsn.NO_OPERAND || snapshot.objectOf(value) >= 0;
  }

  private void objects(Snapshot snapshot, LirExit exit) {
    List<VirtualObject> objects = snapshot.objects();
    out.writeUnsigned(objects.size());
    int at = snapshot.slots().size();
    for (int i = 0; i < objects.size(); i++) {
      VirtualObject object = objects.get(i);
      out.writeUnsigned(object.classWord() & 0xFFFF_FFFFL);
      out.writeUnsigned(object.isArray() ? object.length() : object.bytes());
      out.writeSigned(object.isArray() ? object.elementShift() : -1);
      out.writeUnsigned(object.fields().size());
      int last = 0;
      for (int f = 0; f < object.fields().size(); f++) {
        VirtualObject.Field field = object.fields().get(f);
        out.writeUnsigned(field.offset() - last);
        last = field.offset();
        out.writeByte(field.type().ordinal());
        value(snapshot, field.value(), exit, at);
        at++;
      }
    }
  }

  private void value(Snapshot snapshot, Insn value, LirExit exit, int i) {
    int object = snapshot.objectOf(value);
    if (object >= 0) {
      location(Location.of(Location.OBJECT, object), Kind.REF);
    } else {
      // A conversion that does nothing has no value of its own: the kind is that of its operand.
      location(exit.location(i), code.kind(exit.state(i)));
    }
  }

  private void location(int location, Kind kind) {
    int sort = Location.sort(location);
    if (sort == Location.CONST || sort == Location.CELL) {
      constant(sort, location, kind);
      return;
    }
    int number = Location.number(location);
    boolean isFloat = kind == Kind.F32;
    int first = isFloat ? -1 : shortForm(sort, number);
    if (first >= 0) {
      out.writeByte(first);
    } else {
      out.writeByte(ExitTable.LONG_FORM | (isFloat ? ExitTable.FLOAT : 0) | sort);
      out.writeSigned(number);
    }
  }

  /** The byte for a location with a small number, or -1. */
  private static int shortForm(int sort, int number) {
    int start =
        switch (sort) {
          case Location.REG -> 0;
          case Location.SPILL -> ExitTable.SMALL_SPILL;
          case Location.FRAME -> ExitTable.SMALL_FRAME;
          default -> -1;
        };
    int end =
        switch (sort) {
          case Location.REG -> ExitTable.SMALL_SPILL;
          case Location.SPILL -> ExitTable.SMALL_CONSTANT;
          default -> ExitTable.LONG_FORM;
        };
    return start >= 0 && number >= 0 && number < end - start ? start + number : -1;
  }

  private void constant(int sort, int location, Kind kind) {
    long bits = code.constantAt(location);
    if (sort == Location.CONST && !kind.is64()) {
      bits &= 0xFFFF_FFFFL;
    }
    boolean isFloat = kind == Kind.F32;
    if (sort == Location.CONST
        && !isFloat
        && bits == (bits & ExitTable.SMALL_FRAME - ExitTable.SMALL_CONSTANT - 1)) {
      out.writeByte(ExitTable.SMALL_CONSTANT + (int) bits);
      return;
    }
    int first = ExitTable.LONG_FORM | (isFloat ? ExitTable.FLOAT : 0) | sort;
    if (bits >>> 49 != 0) {
      out.writeByte(first | ExitTable.RAW_CONSTANT);
      out.writeLong(bits);
    } else {
      out.writeByte(first);
      out.writeUnsigned(bits);
    }
  }
}
