package hotpath.tssa.pass;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.ArrayList;
import java.util.List;

/**
 * The pass `dce`: copies what {@link Liveness} says is needed, without the parameters that {@link
 * LoopParameters} names.
 */
final class DeadCode {
  private final Tssa from;
  private final PassContext context;
  private final Liveness liveness;
  private final Tssa to;
  private final FoldingBuilder builder;
  private final Reemitter reemitter;

  private DeadCode(Tssa from, PassContext context) {
    this.from = from;
    this.context = context;
    LoopParameters parameters = new LoopParameters(from);
    this.liveness = new Liveness(from, parameters, false);
    this.to = Tssa.like(from);
    for (int i = 0; i < from.blocks().size(); i++) {
      to.newBlock();
    }
    this.builder = FoldingBuilder.plain(to, to.entry(), context.options);
    this.reemitter =
        new Reemitter(from, builder, context, 0) {
          @Override
          public Insn apply(Insn old) {
            return super.apply(parameters.apply(old));
          }
        };
  }

  static Tssa run(Tssa tssa, PassContext context) {
    DeadCode pass = new DeadCode(tssa, context);
    pass.params();
    for (Block block : pass.order()) {
      pass.builder.block(pass.to.blocks().get(block.number()));
      pass.copy(block);
    }
    return pass.to;
  }

  private void params() {
    for (Block block : from.blocks()) {
      for (Insn param : block.params()) {
        if (liveness.isLive(param) || block.number() == 0) {
          reemitter.map(param, to.newParam(to.blocks().get(block.number()), param.kind()));
        } else {
          context.removed(param, 0, "dce", "parameter", null);
        }
      }
    }
  }

  /** The blocks, each after those that dominate it. Only a leaf routine's can stand otherwise. */
  private List<Block> order() {
    if (from.shape() != Tssa.Shape.LEAF) {
      return from.blocks();
    }
    List<Block> order = new ArrayList<>();
    visit(from.entry(), new boolean[from.blocks().size()], order);
    return order.reversed();
  }

  private static void visit(Block block, boolean[] seen, List<Block> order) {
    seen[block.number()] = true;
    for (Block target : block.end().targets()) {
      if (!seen[target.number()]) {
        visit(target, seen, order);
      }
    }
    order.add(block);
  }

  private void copy(Block block) {
    List<Insn> insns = block.insns();
    for (int i = 0; i < insns.size(); i++) {
      Insn insn = insns.get(i);
      if (insn.op().endsBlock()) {
        end(insn);
      } else if (liveness.isLive(insn)) {
        reemitter.emit(insn);
      } else if (!insn.isConst()) {
        context.removed(insn, 0, "dce", "unused", null);
      }
    }
  }

  private void end(Insn insn) {
    List<Block> targets = insn.targets();
    if (insn.op() != TssaOp.JUMP) {
      Insn end = reemitter.emit(insn);
      if (end != null && !targets.isEmpty()) {
        end.targets(counterpart(targets.get(0)), counterpart(targets.get(1)));
      }
      return;
    }
    Block target = targets.getFirst();
    List<Insn> args = new ArrayList<>(insn.argCount());
    for (int k = 0; k < insn.argCount(); k++) {
      if (liveness.isLive(target.params().get(k))) {
        args.add(reemitter.apply(insn.arg(k)));
      }
    }
    Insn jump = builder.emit(insn.with(args.toArray(new Insn[0]), null), insn.origin());
    if (jump != null) {
      jump.targets(counterpart(target));
    }
  }

  private Block counterpart(Block block) {
    return to.blocks().get(block.number());
  }
}
