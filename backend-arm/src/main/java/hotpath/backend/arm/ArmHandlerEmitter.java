package hotpath.backend.arm;

import hotpath.tssa.alloc.Allocation;
import hotpath.tssa.lir.LirBlock;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.SharedOp;
import hotpath.tssa.lir.StateInsn;

/**
 * Emits one handler. Each of its ends has a dispatch of its own, so that the processor can tell
 * from where it jumps what comes next.
 */
final class ArmHandlerEmitter extends ArmBlockEmitter {
  private static final Gpr[] STATE = {
    ArmRegisters.CODE, ArmRegisters.STACK, ArmRegisters.FRAME, ArmRegisters.COUNT
  };

  private final ArmHandlers handlers;

  ArmHandlerEmitter(LirCode code, Allocation allocation, ArmHandlers handlers) {
    super(code, allocation, handlers.layout(), handlers.assembler());
    this.handlers = handlers;
  }

  @Override
  Label exit(LirExit exit) {
    return handlers.leave(exit.exit().reason());
  }

  @Override
  boolean ends(ArmInsn insn, LirBlock block) {
    if (block.successorCount() != 2 || insn != block.end()) {
      return false;
    }
    boolean holdsNext = block.successor(0) == block.number() + 1;
    sequences.jumpIf(!holdsNext, insn, labels[block.successor(holdsNext ? 1 : 0)]);
    return true;
  }

  @Override
  void end(LirInsn insn, LirBlock block) {
    StateInsn state = (StateInsn) insn;
    if (insn.op() == SharedOp.LEAVE) {
      for (int part = 0; part < insn.operandCount(); part++) {
        places.add(STATE[part], state.addend(part));
      }
      assembler.jump(exit(exitOf(insn)));
      return;
    }
    // The number is loaded before the pc is set, so that the addition is off the way.
    int step = state.addend(StateInsn.PC);
    assembler.emit(ArmOp.LDRH, ArmRegisters.SCRATCH, Mem.at(ArmRegisters.CODE, step));
    for (int part = 0; part < StateInsn.PARTS; part++) {
      places.add(STATE[part], state.addend(part));
    }
    handlers.dispatch();
  }
}
