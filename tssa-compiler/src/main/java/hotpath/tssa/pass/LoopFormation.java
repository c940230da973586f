package hotpath.tssa.pass;

import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.pass.PassOptions.Peel;
import java.util.BitSet;

/**
 * The pass `loop`: makes an entry and a loop block of a trace that ends with LOOP.
 *
 * <p>The iteration is emitted again into the loop block, with a parameter for each slot that it
 * changes, and for the count. Without peeling the entry holds only what the parameters begin with.
 * With peeling the first iteration stays in the entry, and the body is emitted with what the
 * builder knows after it: what is invariant, guards included, is not emitted again (LuaJIT's way,
 * which hoists over side exits without any code to compensate).
 *
 * <p>An attempt at the loop block can find out that one of its parameters never changes, or that a
 * place in memory that it made a parameter is not known at the end of the body. Then the loop is
 * attempted again with that knowledge; each attempt adds some, so they end.
 */
final class LoopFormation {
  /**
   * More attempts than this are not worth the time: parameters that are equal around the loop do no
   * harm.
   */
  private static final int ATTEMPTS = 4;

  private LoopFormation() {}

  /** What is known of the loop besides its code; all sets grow from attempt to attempt. */
  static final class Knowledge {
    /**
     * Positions, in the LOOP's list of slots, of those that hold the same value in every iteration
     * but the first.
     */
    final BitSet invariantSlots = new BitSet();

    /** Facts on memory that the loop does not change although its stores' aliases say it could. */
    final BitSet keptFacts = new BitSet();

    /** Facts on memory that are not known any more at the end of the body. */
    final BitSet bannedFacts = new BitSet();

    private int size() {
      return invariantSlots.cardinality() + keptFacts.cardinality() + bannedFacts.cardinality();
    }
  }

  static Tssa run(Tssa tssa, PassContext context) {
    if (tssa.blocks().size() != 1 || tssa.entry().end().op() != TssaOp.LOOP) {
      return tssa;
    }
    checkKinds(tssa);
    Peel peel = context.options.peel();
    int size = size(tssa);
    if (peel == Peel.OFF || (peel == Peel.AUTO && size > context.options.peelLimit())) {
      return plain(tssa, context);
    }
    LoopAttempt peeled = attempt(tssa, true, context);
    context.repeats = peeled.repeats();
    boolean pays =
        peel == Peel.ON || peeled.bodySize() * 100L <= size * (100L - context.options.peelGain());
    if (peeled.isComplete() && pays) {
      return peeled.finish(context);
    }
    return plain(tssa, context);
  }

  private static Tssa plain(Tssa tssa, PassContext context) {
    LoopAttempt attempt = attempt(tssa, false, context);
    // Without the first iteration's knowledge the body ends early only if the first iteration does.
    return attempt.isComplete() ? attempt.finish(context) : Simplification.run(tssa, context);
  }

  /** Instructions of the iteration that would be in a loop. */
  private static int size(Tssa tssa) {
    int size = 0;
    for (Insn insn : tssa.entry().insns()) {
      size += LoopAttempt.costs(insn) ? 1 : 0;
    }
    return size;
  }

  private static LoopAttempt attempt(Tssa tssa, boolean peel, PassContext context) {
    Knowledge knowledge = new Knowledge();
    LoopAttempt attempt = new LoopAttempt(tssa, peel, knowledge, context.options, context.log);
    for (int i = 1; i < ATTEMPTS || attempt.mustRepeat(); i++) {
      int before = knowledge.size();
      attempt.learn();
      if (knowledge.size() == before) {
        break;
      }
      attempt = new LoopAttempt(tssa, peel, knowledge, context.options, context.log);
    }
    return attempt;
  }

  /**
   * A slot that is read at the anchor has one kind there, so what the loop leaves in it must be of
   * that kind.
   */
  private static void checkKinds(Tssa tssa) {
    Snapshot state = LoopAttempt.state(tssa);
    Insn count = state.count();
    if (count != null && count.isConst()) {
      throw new IllegalArgumentException("the count is a constant");
    }
    for (Insn insn : tssa.entry().insns()) {
      if (insn.op() != TssaOp.SLOT) {
        continue;
      }
      for (Snapshot.Entry entry : state.slots()) {
        if (entry.slot() == insn.imm() && entry.value().kind() != insn.kind()) {
          throw new IllegalArgumentException(
              "slot "
                  + insn.imm()
                  + " is read as "
                  + insn.kind()
                  + " and left as "
                  + entry.value().kind());
        }
      }
    }
  }
}
