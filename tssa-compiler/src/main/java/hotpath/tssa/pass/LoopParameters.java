package hotpath.tssa.pass;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a trace's loop that another value can stand for: one that comes around as it
 * was or as it began is what it began with, and of two that begin and come around alike one is
 * enough.
 */
final class LoopParameters implements UnaryOperator<Insn> {
  private final @Nullable Insn[] instead;
  private boolean any;

  LoopParameters(Tssa tssa) {
    instead = new Insn[tssa.idLimit()];
    Block loop = tssa.loop();
    if (loop == null || loop.end().op() != TssaOp.JUMP) {
      return;
    }
    boolean changed = true;
    while (changed) {
      changed = findInvariant(tssa.entry().end(), loop) || findEqual(tssa.entry().end(), loop);
    }
  }

  private boolean findInvariant(Insn enter, Block loop) {
    boolean found = false;
    List<Insn> params = loop.params();
    for (int i = 0; i < params.size(); i++) {
      Insn param = params.get(i);
      if (instead[param.id()] == null) {
        Insn before = apply(enter.arg(i));
        Insn around = apply(loop.end().arg(i));
        if (around == param || around == before) {
          instead[param.id()] = before;
          any = true;
          found = true;
        }
      }
    }
    return found;
  }

  private boolean findEqual(Insn enter, Block loop) {
    List<Insn> params = loop.params();
    for (int i = 0; i < params.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (instead[params.get(i).id()] == null
            && instead[params.get(j).id()] == null
            && params.get(i).kind() == params.get(j).kind()
            && apply(enter.arg(i)) == apply(enter.arg(j))
            && apply(loop.end().arg(i)) == apply(loop.end().arg(j))) {
          instead[params.get(i).id()] = params.get(j);
          any = true;
          return true;
        }
      }
    }
    return false;
  }

  boolean isEmpty() {
    return !any;
  }

  /** What to use in the place of {@code value}. */
  @Override
  public Insn apply(Insn value) {
    Insn used = value;
    while (used.op() == TssaOp.PARAM) {
      Insn other = instead[used.id()];
      if (other == null) {
        break;
      }
      used = other;
    }
    return used;
  }
}
