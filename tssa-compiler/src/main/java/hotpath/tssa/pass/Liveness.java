package hotpath.tssa.pass;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which instructions are needed: those that have to stay, and whatever these use, through snapshots
 * too. What a jump passes is needed only if the parameter is, so a parameter that only feeds itself
 * is not.
 */
final class Liveness implements Consumer<Insn> {
  private final @Nullable LoopParameters substitution;
  private final boolean everyArgument;
  private final boolean[] live;
  private Insn[] work = new Insn[64];
  private int pending;

  /**
   * @param substitution what is used instead of a value; null where nothing is
   * @param everyArgument whether what a jump passes is needed even if the parameter is not
   */
  Liveness(Tssa tssa, @Nullable LoopParameters substitution, boolean everyArgument) {
    this.substitution = substitution;
    this.everyArgument = everyArgument;
    this.live = new boolean[tssa.idLimit()];
    List<Block> blocks = tssa.blocks();
    for (int i = 0; i < blocks.size(); i++) {
      List<Insn> insns = blocks.get(i).insns();
      for (int j = 0; j < insns.size(); j++) {
        if (insns.get(j).op().isPinned()) {
          use(insns.get(j));
        }
      }
    }
    while (true) {
      drain();
      if (!useArguments(blocks)) {
        return;
      }
    }
  }

  boolean isLive(Insn insn) {
    return live[insn.id()];
  }

  @Override
  public void accept(Insn value) {
    Insn used = substitution == null ? value : substitution.apply(value);
    if (!used.isConst()) {
      use(used);
    }
  }

  private void use(Insn insn) {
    if (!live[insn.id()]) {
      live[insn.id()] = true;
      if (pending == work.length) {
        work = Arrays.copyOf(work, pending * 2);
      }
      work[pending++] = insn;
    }
  }

  private void drain() {
    while (pending > 0) {
      Insn insn = work[--pending];
      if (insn.op() != TssaOp.JUMP || everyArgument) {
        for (int k = 0; k < insn.argCount(); k++) {
          accept(insn.arg(k));
        }
      }
      if (insn.op().has(TssaOp.Trait.EXIT)) {
        Snapshot snapshot = insn.exit().snapshot();
        if (snapshot != null) {
          snapshot.forEachValue(this);
        }
      }
    }
  }

  /** Uses what is passed for parameters that are needed; whether that was something new. */
  private boolean useArguments(List<Block> blocks) {
    for (int i = 0; i < blocks.size(); i++) {
      Insn end = blocks.get(i).end();
      if (end.op() == TssaOp.JUMP) {
        List<Insn> params = end.targets().getFirst().params();
        for (int k = 0; k < params.size(); k++) {
          if (live[params.get(k).id()]) {
            accept(end.arg(k));
          }
        }
      }
    }
    return pending > 0;
  }
}
