package hotpath.tssa.pass;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.List;

/**
 * The pass `simplify`: emits straight-line code, or each path of a handler's tree, through a {@link
 * FoldingBuilder}.
 *
 * <p>In a tree, what the builder knows at a branch is what both sides start with. A branch that is
 * certain disappears, and its block goes on with the side taken.
 */
final class Simplification {
  private final PassContext context;
  private final Tssa to;
  private final FoldingBuilder builder;
  private final Reemitter reemitter;

  private Simplification(Tssa from, PassContext context) {
    this.context = context;
    this.to = Tssa.like(from);
    this.builder = new FoldingBuilder(to, to.newBlock(), context.options);
    this.reemitter = new Reemitter(from, builder, context, 0);
  }

  static Tssa run(Tssa tssa, PassContext context) {
    if (tssa.shape() == Tssa.Shape.TRACE && tssa.blocks().size() > 1) {
      return tssa;
    }
    Simplification pass = new Simplification(tssa, context);
    pass.emit(tssa.entry());
    return pass.to;
  }

  private void emit(Block block) {
    List<Insn> insns = block.insns();
    for (int i = 0; i < insns.size(); i++) {
      Insn insn = insns.get(i);
      if (insn.op() == TssaOp.BRANCH) {
        branch(insn);
      } else if (insn.op() == TssaOp.JUMP) {
        context.removed(insn, 0, "simplify", "one-block", null);
        emit(insn.targets().getFirst());
      } else {
        reemitter.emit(insn);
      }
      if (builder.isEnded()) {
        unreached(insns, i + 1);
        return;
      }
    }
  }

  private void unreached(List<Insn> insns, int first) {
    for (int i = first; i < insns.size(); i++) {
      context.removed(insns.get(i), 0, "simplify", "unreached", null);
    }
  }

  private void branch(Insn insn) {
    List<Block> targets = insn.targets();
    int decided = builder.branch(reemitter.template(insn), insn.origin());
    if (decided >= 0) {
      context.removed(insn, 0, "simplify", "decided", null);
      emit(targets.get(decided == 1 ? 0 : 1));
      return;
    }
    Insn branch = builder.block().end();
    // The order of the two sides, which the front end chose for its layout, is kept.
    boolean firstFirst = targets.get(0).number() < targets.get(1).number();
    FoldingBuilder.Mark mark = builder.mark();
    Block earlier = side(branch, targets.get(firstFirst ? 0 : 1), firstFirst);
    builder.reset(mark);
    Block later = side(branch, targets.get(firstFirst ? 1 : 0), !firstFirst);
    branch.targets(firstFirst ? earlier : later, firstFirst ? later : earlier);
  }

  private Block side(Insn branch, Block target, boolean holds) {
    Block block = to.newBlock();
    builder.block(block);
    builder.assume(branch, holds);
    emit(target);
    return block;
  }
}
