package hotpath.backend.arm;

import hotpath.tssa.alloc.Allocation;
import hotpath.tssa.alloc.Moves;
import hotpath.tssa.alloc.ParallelMove;
import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.lir.LirBlock;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.SharedOp;
import java.util.List;
import java.util.Objects;

/**
 * Emits allocated LIR, what is the same in traces and handlers: the copies that the allocator wants
 * and the instructions. What the code is for decides where exits and the ends of blocks lead.
 */
abstract class ArmBlockEmitter {
  final LirCode code;
  final ArmAssembler assembler;
  final ArmPlaces places;
  final Label[] labels;
  final ArmSequences sequences;
  private final Moves moves;
  private final ParallelMove parallel = new ParallelMove();
  private final int scratchWord;
  private int nextMove;

  ArmBlockEmitter(LirCode code, Allocation allocation, CodeLayout layout, ArmAssembler assembler) {
    this.code = code;
    this.assembler = assembler;
    this.moves = allocation.moves();
    places = new ArmPlaces(code, assembler, layout);
    sequences = new ArmSequences(assembler, places);
    scratchWord = Location.spill(layout.scratchWord());
    labels = new Label[code.blocks().size()];
    for (int b = 0; b < labels.length; b++) {
      labels[b] = new Label();
    }
  }

  /** Where an exit leads. */
  abstract Label exit(LirExit exit);

  /** The exit of an instruction that has one. */
  static LirExit exitOf(LirInsn insn) {
    return Objects.requireNonNull(insn.exit());
  }

  /** The end of a block; its operands are in their places. */
  abstract void end(LirInsn insn, LirBlock block);

  /** Whether an instruction near the end of a block is emitted as its end, by this method. */
  abstract boolean ends(ArmInsn insn, LirBlock block);

  /** The next instruction stems from a TSSA instruction. */
  void note(int origin) {}

  final void emitBlocks() {
    List<LirBlock> blocks = code.blocks();
    for (int b = 0; b < blocks.size(); b++) {
      align(blocks.get(b));
      assembler.bind(labels[b]);
      emit(blocks.get(b));
    }
  }

  void align(LirBlock block) {}

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
        parallel.resolve(places, scratchWord);
        end(insn, block);
        continue;
      }
      parallel.resolve(places, scratchWord);
      if (i >= insns.size() - 2 && insn instanceof ArmInsn machine && ends(machine, block)) {
        return;
      }
      emit(insn);
      nextMove = parallel.addGroup(moves, nextMove, 2 * index + 1);
      parallel.resolve(places, scratchWord);
    }
  }

  private void emit(LirInsn insn) {
    if (insn instanceof ArmInsn machine) {
      LirExit exit = machine.exit();
      if (exit == null) {
        sequences.emit(machine);
      } else {
        sequences.jumpIf(false, machine, exit(exit));
      }
    } else if (insn.op() == SharedOp.MOVE) {
      int source = insn.location(1);
      int target = insn.location(0);
      if (source != target) {
        places.move(source, target, insn.operand(1));
      }
    }
  }

  /** Whether the allocator wants copies up to the end of a block. */
  final boolean copiesBefore(LirBlock block) {
    return nextMove < moves.count() && moves.group(nextMove) <= 2 * block.last();
  }
}
