package hotpath.tssa.verify;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.EnumSet;
import java.util.Set;

/**
 * The rules of the three shapes. A trace is an entry and at most one loop block, and every exit can
 * restore a state. A handler is a tree whose checks come before the first effect, so that leaving
 * means to restart the instruction. A leaf routine never leaves.
 */
final class ShapeRules {
  private static final Set<TssaOp> NOT_IN_TRACE =
      EnumSet.of(TssaOp.SP, TssaOp.PC, TssaOp.COUNT, TssaOp.DISPATCH, TssaOp.BRANCH, TssaOp.RETURN);
  private static final Set<TssaOp> NOT_IN_HANDLER =
      EnumSet.of(TssaOp.SLOT, TssaOp.LOOP, TssaOp.LINK, TssaOp.RETURN);
  private static final Set<TssaOp> NOT_IN_LEAF =
      EnumSet.of(TssaOp.SLOT, TssaOp.FP, TssaOp.SP, TssaOp.PC, TssaOp.COUNT, TssaOp.DISPATCH);

  private final TssaVerifier verifier;
  private final Tssa tssa;
  private final Dominators dominators;

  ShapeRules(TssaVerifier verifier, Tssa tssa, Dominators dominators) {
    this.verifier = verifier;
    this.tssa = tssa;
    this.dominators = dominators;
  }

  void check() {
    switch (tssa.shape()) {
      case TRACE -> trace();
      case HANDLER -> handler();
      case LEAF -> leaf();
    }
  }

  private void trace() {
    noParameters(tssa.entry());
    forbid(NOT_IN_TRACE);
    if (tssa.blocks().size() > 2) {
      verifier.problem(tssa.blocks().get(2), "is one too many for a trace");
      return;
    }
    Block loop = tssa.loop();
    if (loop != null) {
      if (tssa.entry().end().op() != TssaOp.JUMP) {
        verifier.problem(tssa.entry(), tssa.entry().end(), "does not go to the loop");
      }
      if (loop.end().op() != TssaOp.JUMP) {
        verifier.problem(loop, loop.end(), "does not go back to the loop");
      }
      for (Insn param : loop.params()) {
        if (param.kind() == Kind.ADDR) {
          verifier.problem(loop, param, "carries an address around the loop");
        }
      }
    }
    for (Block block : tssa.blocks()) {
      for (Insn insn : block.insns()) {
        if (insn.op().has(TssaOp.Trait.EXIT) && insn.exit().snapshot() == null) {
          verifier.problem(block, insn, "has no snapshot");
        }
      }
    }
  }

  private void handler() {
    forbid(NOT_IN_HANDLER);
    boolean[] effectBefore = new boolean[tssa.blocks().size()];
    for (Block block : tssa.blocks()) {
      noParameters(block);
      if (dominators.predecessors(block).size() > 1) {
        verifier.problem(block, "is reached from two blocks of a tree");
      }
      for (Block target : block.end().targets()) {
        if (target.number() <= block.number()) {
          verifier.problem(block, block.end(), "goes to a block before it");
        }
      }
    }
    effects(tssa.entry(), effectBefore, 0);
  }

  /** Follows the tree down; its depth is bounded by the number of blocks even if it is none. */
  private void effects(Block block, boolean[] effectBefore, int depth) {
    if (depth > tssa.blocks().size()) {
      return;
    }
    boolean effect = effectBefore[block.number()];
    for (Insn insn : block.insns()) {
      boolean leaves = insn.op().has(TssaOp.Trait.EXIT);
      if (leaves && insn.exit().snapshot() != null) {
        verifier.problem(block, insn, "has a snapshot");
      }
      if (leaves && effect && !insn.op().endsBlock()) {
        verifier.problem(block, insn, "can leave after an effect");
      }
      effect |= insn.op().has(TssaOp.Trait.EFFECT);
    }
    for (Block target : block.end().targets()) {
      effectBefore[target.number()] = effect;
      effects(target, effectBefore, depth + 1);
    }
  }

  private void leaf() {
    forbid(NOT_IN_LEAF);
    for (Block block : tssa.blocks()) {
      for (Insn insn : block.insns()) {
        if (insn.op().has(TssaOp.Trait.EXIT)) {
          verifier.problem(block, insn, "leaves a leaf routine");
        }
      }
    }
  }

  private void noParameters(Block block) {
    if (!block.params().isEmpty()) {
      verifier.problem(block, "has parameters");
    }
  }

  private void forbid(Set<TssaOp> ops) {
    for (Block block : tssa.blocks()) {
      for (Insn insn : block.insns()) {
        if (ops.contains(insn.op())) {
          verifier.problem(block, insn, "does not belong in a " + tssa.shape());
        }
      }
    }
  }
}
