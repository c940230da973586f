package hotpath.tssa.lir;

import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.ir.VirtualObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What selection has to know of the whole code, before it goes through it from the end. */
final class Survey {
  private final int[] uses;
  private final int[] blockOf;
  private final int[] effectsBefore;
  private final int[] order;

  /** For each value the first one that is the value plus a constant, if there is one. */
  private final @Nullable Insn[] sums;

  private final List<Insn> effects = new ArrayList<>();
  private int surveyed;
  private boolean frameIsStable = true;

  Survey(Tssa tssa) {
    int size = tssa.idLimit();
    uses = new int[size];
    blockOf = new int[size];
    effectsBefore = new int[size];
    order = new int[size];
    sums = new Insn[size];
    for (Block block : tssa.blocks()) {
      for (int i = 0; i < block.params().size(); i++) {
        blockOf[block.params().get(i).id()] = block.number();
      }
      List<Insn> insns = block.insns();
      for (int i = 0; i < insns.size(); i++) {
        add(block, insns.get(i));
      }
    }
  }

  private void add(Block block, Insn insn) {
    blockOf[insn.id()] = block.number();
    effectsBefore[insn.id()] = effects.size();
    order[insn.id()] = surveyed++;
    if (insn.op() == TssaOp.ADD
        && insn.kind() == Kind.I64
        && insn.arg(1).isConst()
        && sums[insn.arg(0).id()] == null) {
      sums[insn.arg(0).id()] = insn;
    }
    for (int i = 0; i < insn.argCount(); i++) {
      uses[insn.arg(i).id()]++;
    }
    if (insn.op().has(TssaOp.Trait.EXIT)) {
      Snapshot snapshot = insn.exit().snapshot();
      if (snapshot != null) {
        add(snapshot);
      }
    }
    if (insn.op().has(TssaOp.Trait.EFFECT)) {
      effects.add(insn);
      frameIsStable &= insn.op() != TssaOp.STORE || !mayWriteFrame(insn);
    }
  }

  private void add(Snapshot snapshot) {
    for (int i = 0; i < snapshot.slots().size(); i++) {
      uses[snapshot.slots().get(i).value().id()]++;
    }
    for (int i = 0; i < snapshot.objects().size(); i++) {
      List<VirtualObject.Field> fields = snapshot.objects().get(i).fields();
      for (int f = 0; f < fields.size(); f++) {
        uses[fields.get(f).value().id()]++;
      }
    }
    Insn count = snapshot.count();
    if (count != null) {
      uses[count.id()]++;
    }
  }

  /** Whether a store can change a word of the interpreter's frames. */
  private static boolean mayWriteFrame(Insn store) {
    return store.mem().alias().sort() == Alias.Sort.STATE && store.arg(0).op() != TssaOp.TB;
  }

  /** How often the value is an operand or stands in a snapshot. */
  int uses(Insn insn) {
    return uses[insn.id()];
  }

  /** The number of the block that has the instruction. */
  int blockOf(Insn insn) {
    return blockOf(insn.id());
  }

  int blockOf(int id) {
    return blockOf[id];
  }

  boolean isBefore(Insn insn, Insn other) {
    return order[insn.id()] < order[other.id()];
  }

  @Nullable Insn sum(Insn value) {
    return sums[value.id()];
  }

  /** Whether no store can change a slot. */
  boolean frameIsStable() {
    return frameIsStable;
  }

  /** Whether something between a load and an instruction of its block writes what it reads. */
  boolean mayChangeBetween(Insn load, Insn user) {
    for (int i = effectsBefore[load.id()]; i < effectsBefore[user.id()]; i++) {
      if (effects.get(i).mayWrite(load.mem().alias())) {
        return true;
      }
    }
    return false;
  }
}
