package hotpath.tssa.backend;

import hotpath.tssa.alloc.Allocation;
import hotpath.tssa.alloc.Moves;
import hotpath.tssa.alloc.ParallelMove;
import hotpath.tssa.lir.LirBlock;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.SharedOp;
import java.util.List;
import java.util.Objects;

/**
 * Walks allocated LIR, block by block, and has it written: the copies that the allocator wants,
 * each group at its place, and the instructions between them. What the code is for, a trace or a
 * handler, decides where exits and the ends of blocks lead; what an instruction looks like is the
 * backend's.
 */
abstract class BlockWalk {
  final LirCode code;
  final InstructionWriter writer;
  final Assembler assembler;
  final Label[] labels;
  private final Moves moves;
  private final ParallelMove parallel = new ParallelMove();
  private final int scratchWord;
  private int nextMove;

  BlockWalk(LirCode code, Allocation allocation, CodeLayout layout, InstructionWriter writer) {
    this.code = code;
    this.writer = writer;
    this.assembler = writer.assembler();
    this.moves = allocation.moves();
    scratchWord = Location.spill(layout.scratchWord());
    labels = new Label[code.blocks().size()];
    for (int b = 0; b < labels.length; b++) {
      labels[b] = new Label();
    }
  }

  /** Before the first instruction of a block. */
  void begin(LirBlock block) {}

  /** The next instruction stems from a TSSA instruction. */
  void note(int origin) {}

  /** Where an exit leads. */
  abstract Label exit(LirExit exit);

  /** Whether an instruction near the end of a block is emitted as its end, by this method. */
  abstract boolean ends(LirInsn insn, LirBlock block);

  /** The end of a block; its operands are in their places. */
  abstract void end(LirInsn insn, LirBlock block);

  /** The exit of an instruction that has one. */
  static LirExit exitOf(LirInsn insn) {
    return Objects.requireNonNull(insn.exit());
  }

  final void emitBlocks() {
    List<LirBlock> blocks = code.blocks();
    for (int b = 0; b < blocks.size(); b++) {
      begin(blocks.get(b));
      assembler.bind(labels[b]);
      emit(blocks.get(b));
    }
  }

  private void emit(LirBlock block) {
    List<LirInsn> insns = block.insns();
    for (int i = 0; i < insns.size(); i++) {
      LirInsn insn = insns.get(i);
      int index = block.first() + i;
      note(insn.origin());
      nextMove = parallel.addGroup(moves, nextMove, 2 * index);
      if (insn.isTransfer()) {
        for (int o = 0; o < insn.operandCount(); o++) {
          parallel.add(insn.location(o), insn.target(o), insn.operand(o));
        }
        parallel.resolve(writer, scratchWord);
        end(insn, block);
        continue;
      }
      parallel.resolve(writer, scratchWord);
      if (i >= insns.size() - 2 && !(insn.op() instanceof SharedOp) && ends(insn, block)) {
        return;
      }
      emit(insn);
      nextMove = parallel.addGroup(moves, nextMove, 2 * index + 1);
      parallel.resolve(writer, scratchWord);
    }
  }

  private void emit(LirInsn insn) {
    LirExit exit = insn.exit();
    if (exit != null) {
      writer.jumpIf(false, insn, exit(exit));
    } else if (!(insn.op() instanceof SharedOp)) {
      writer.write(insn);
    } else if (insn.op() == SharedOp.MOVE && insn.location(0) != insn.location(1)) {
      // A machine register has no kind of its own: the other operand says what it holds.
      int value = code.isMachine(insn.operand(1)) ? insn.operand(0) : insn.operand(1);
      writer.move(insn.location(1), insn.location(0), value);
    }
  }

  /**
   * Whether a guard stands right before a jump back that copies nothing: then the guard itself can
   * jump back, and leave by falling through.
   */
  final boolean isBackEdge(LirInsn guard, LirBlock block) {
    LirInsn end = block.end();
    if (guard.exit() == null || end.op() != SharedOp.JUMP || block.successor(0) > block.number()) {
      return false;
    }
    boolean copies = nextMove < moves.count() && moves.group(nextMove) <= 2 * block.last();
    for (int i = 0; i < end.operandCount(); i++) {
      copies |= end.location(i) != end.target(i);
    }
    return !copies;
  }
}
