package hotpath.interpreter.engine.portable;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.HashMap;
import java.util.Map;

/**
 * Where each value of a handler is: part of its only user's expression, or in a local variable of
 * its own. A load is moved to its use only if nothing is stored in between.
 */
final class ValuePlaces {
  private final int[] uses;
  private final int[] locals;
  private final boolean[] inline;
  private int nextLocal;

  /**
   * @param firstLocal the first variable that is free
   */
  ValuePlaces(Tssa code, int firstLocal) {
    this.uses = new int[code.idLimit()];
    this.locals = new int[code.idLimit()];
    this.inline = new boolean[code.idLimit()];
    this.nextLocal = firstLocal;
    code.forEach(
        insn -> {
          for (int i = 0; i < insn.argCount(); i++) {
            uses[insn.arg(i).id()]++;
          }
        });
    code.blocks().forEach(this::chooseInline);
  }

  /**
   * Decides which values of {@code block} become parts of expressions, from the last to the first.
   */
  private void chooseInline(Block block) {
    Map<Insn, Integer> place = new HashMap<>();
    Map<Insn, Insn> user = new HashMap<>();
    int[] effects = new int[block.insns().size() + 1];
    for (int i = 0; i < block.insns().size(); i++) {
      Insn insn = block.insns().get(i);
      place.put(insn, i);
      effects[i + 1] = effects[i] + (insn.op().has(TssaOp.Trait.EFFECT) ? 1 : 0);
      insn.args().forEach(arg -> user.put(arg, insn));
    }
    for (int i = block.insns().size() - 1; i >= 0; i--) {
      Insn insn = block.insns().get(i);
      Insn consumer = user.get(insn);
      boolean candidate = insn.op().isPure() || insn.op() == TssaOp.LOAD || isCall(insn);
      Integer at = consumer == null ? null : place.get(consumer);
      if (at == null || uses[insn.id()] != 1 || !candidate) {
        continue;
      }
      if (insn.op().isPure() || effects[at] == effects[i + 1]) {
        inline[insn.id()] = true;
        place.put(insn, at);
      }
    }
  }

  private static boolean isCall(Insn insn) {
    return insn.op() == TssaOp.CALL;
  }

  /** Whether it is printed where it is used. */
  boolean isInline(Insn insn) {
    return inline[insn.id()];
  }

  /** Whether it is computed where it stands, and kept in a variable. */
  boolean needsLocal(Insn insn) {
    return !isFree(insn) && !inline[insn.id()] && uses[insn.id()] > 0;
  }

  /** Costs nothing to have again. */
  private static boolean isFree(Insn insn) {
    return switch (insn.op()) {
      case CONST, PC, SP, FP, TB, COUNT -> true;
      default -> false;
    };
  }

  /** The variable that a value is in. */
  int local(Insn insn) {
    return locals[insn.id()];
  }

  /** A variable for a value that was just computed. */
  int newLocal(Insn insn) {
    int local = nextLocal;
    locals[insn.id()] = local;
    nextLocal += JavaOpcodes.type(insn.kind()).getSize();
    return local;
  }
}
