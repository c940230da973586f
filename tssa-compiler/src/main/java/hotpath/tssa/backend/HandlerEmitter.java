package hotpath.tssa.backend;

import hotpath.tssa.alloc.Allocation;
import hotpath.tssa.lir.LirBlock;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.RegisterFile;
import hotpath.tssa.lir.SharedOp;
import hotpath.tssa.lir.StateInsn;

/**
 * Emits one handler. Each of its ends has a dispatch of its own, so that the processor can tell
 * from where it jumps what comes next.
 */
final class HandlerEmitter extends BlockWalk {
  private final HandlerSet handlers;
  private final HandlerWriter machine;
  private final int[] state;

  HandlerEmitter(
      LirCode code,
      Allocation allocation,
      CodeLayout layout,
      HandlerSet handlers,
      HandlerWriter machine) {
    super(code, allocation, layout, machine.writer(code));
    this.handlers = handlers;
    this.machine = machine;
    RegisterFile file = code.registers();
    state =
        new int[] {
          file.codePointer(), file.stackPointer(), file.framePointer(), file.counter(),
        };
  }

  @Override
  Label exit(LirExit exit) {
    return handlers.leave(exit.exit().reason());
  }

  @Override
  boolean ends(LirInsn insn, LirBlock block) {
    if (block.successorCount() != 2 || !insn.equals(block.end())) {
      return false;
    }
    boolean holdsNext = block.successor(0) == block.number() + 1;
    writer.jumpIf(!holdsNext, insn, labels[block.successor(holdsNext ? 1 : 0)]);
    return true;
  }

  @Override
  void end(LirInsn insn, LirBlock block) {
    StateInsn next = (StateInsn) insn;
    boolean leaves = insn.op() == SharedOp.LEAVE;
    if (!leaves) {
      // The number is loaded before the pc is set, so that the addition is off the way.
      machine.loadNumber(next.addend(StateInsn.PC));
    }
    for (int part = 0; part < insn.operandCount(); part++) {
      writer.add(Location.reg(state[part]), next.addend(part));
    }
    if (leaves) {
      assembler.jump(exit(exitOf(insn)));
    } else {
      machine.dispatch();
    }
  }
}
