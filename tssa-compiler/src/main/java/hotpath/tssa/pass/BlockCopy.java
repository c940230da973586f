package hotpath.tssa.pass;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Tssa;
import java.util.BitSet;
import java.util.List;

/** Copies code block by block, for passes that change little of it. */
final class BlockCopy {
  private BlockCopy() {}

  /** The code without the instructions {@code removed}, whose values nothing uses. */
  static Tssa without(Tssa tssa, BitSet removed, String pass, String rule, PassContext context) {
    Tssa to = Tssa.like(tssa);
    FoldingBuilder builder = FoldingBuilder.plain(to, to.newBlock(), context.options);
    Reemitter reemitter = new Reemitter(tssa, builder, context, 0);
    List<Block> blocks = tssa.blocks();
    copyParams(blocks, to, reemitter);
    for (Block block : blocks) {
      builder.block(to.blocks().get(block.number()));
      for (Insn insn : block.insns()) {
        if (removed.get(insn.id())) {
          context.removed(insn, 0, pass, rule, null);
        } else {
          copy(insn, reemitter);
        }
      }
    }
    return to;
  }

  /** Makes the other blocks and their parameters. */
  static void copyParams(List<Block> blocks, Tssa to, Reemitter reemitter) {
    for (Block block : blocks) {
      Block into = block.number() == 0 ? to.entry() : to.newBlock();
      for (Insn param : block.params()) {
        reemitter.map(param, to.newParam(into, param.kind()));
      }
    }
  }

  /** Copies an instruction, with targets if it has some. */
  static void copy(Insn insn, Reemitter reemitter) {
    Insn copy = reemitter.emit(insn);
    List<Block> targets = insn.targets();
    if (copy != null && !targets.isEmpty()) {
      Block[] counterparts = new Block[targets.size()];
      for (int i = 0; i < counterparts.length; i++) {
        counterparts[i] = reemitter.out.tssa().blocks().get(targets.get(i).number());
      }
      copy.targets(counterparts);
    }
  }
}
