package hotpath.tssa.verify;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.ir.VirtualObject;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What must hold of an exit: it can be written down and read back, each slot is given once, no
 * value is an address (they end with the code), and every object not yet allocated is described by
 * constants and referred to.
 */
final class SnapshotRules {
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.$/-]*");

  private final TssaVerifier verifier;

  SnapshotRules(TssaVerifier verifier) {
    this.verifier = verifier;
  }

  /** Checks {@code exit}; {@code operand} is called with each value that has to be defined. */
  void check(Block block, Insn insn, Exit exit, Consumer<Insn> operand) {
    if (!LABEL.matcher(exit.label()).matches()) {
      verifier.problem(block, insn, "has a label that cannot be read back");
    }
    Snapshot snapshot = exit.snapshot();
    if (snapshot == null) {
      return;
    }
    String where = snapshot.resume().where();
    if (where.contains(" pc ") || where.indexOf('\n') >= 0) {
      verifier.problem(block, insn, "has a place that cannot be read back");
    }
    snapshot.forEachValue(
        value -> {
          operand.accept(value);
          if (value.kind() == Kind.ADDR) {
            verifier.problem(block, insn, "has an address in its snapshot");
          }
        });
    Insn count = snapshot.count();
    if (count != null && count.kind() != Kind.I64) {
      verifier.problem(block, insn, "counts in " + count.kind());
    }
    List<Snapshot.Entry> slots = snapshot.slots();
    for (int i = 1; i < slots.size(); i++) {
      if (slots.get(i - 1).slot() >= slots.get(i).slot()) {
        verifier.problem(block, insn, "has slots out of order");
      }
    }
    for (VirtualObject object : snapshot.objects()) {
      object(block, insn, snapshot, object);
    }
  }

  private void object(Block block, Insn insn, Snapshot snapshot, VirtualObject object) {
    Insn allocation = object.allocation();
    if (allocation.op() != TssaOp.NEW && allocation.op() != TssaOp.NEWARRAY) {
      verifier.problem(block, insn, "describes an object by " + allocation);
      return;
    }
    if (verifier.isPlaced(allocation)) {
      verifier.problem(block, insn, "describes an object that is allocated");
    }
    for (int i = 0; i < allocation.argCount(); i++) {
      if (!allocation.arg(i).isConst()) {
        verifier.problem(block, insn, "describes an object by what is no constant");
      }
    }
    int end = 0;
    for (VirtualObject.Field field : object.fields()) {
      if (field.offset() < end) {
        verifier.problem(block, insn, "describes an object whose fields are out of order");
      }
      end = field.offset() + field.type().bytes();
      if (field.value().kind() != field.type().kind()) {
        verifier.problem(block, insn, "describes a field of another kind");
      }
    }
    if (!isReferredTo(snapshot, allocation)) {
      verifier.problem(block, insn, "describes an object that nothing refers to");
    }
  }

  private static boolean isReferredTo(Snapshot snapshot, Insn allocation) {
    for (Snapshot.Entry entry : snapshot.slots()) {
      if (entry.value() == allocation) {
        return true;
      }
    }
    for (VirtualObject object : snapshot.objects()) {
      for (VirtualObject.Field field : object.fields()) {
        if (field.value() == allocation) {
          return true;
        }
      }
    }
    return false;
  }
}
