package hotpath.backend.x86;

import static hotpath.backend.x86.Operand.imm;

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
final class X86HandlerEmitter extends X86BlockEmitter {
  private static final Gpr[] STATE = {
    X86Registers.CODE, X86Registers.STACK, X86Registers.FRAME, X86Registers.COUNT
  };

  private final X86Handlers handlers;

  X86HandlerEmitter(LirCode code, Allocation allocation, X86Handlers handlers) {
    super(code, allocation, handlers.layout(), handlers.assembler());
    this.handlers = handlers;
  }

  @Override
  Label exit(LirExit exit) {
    return handlers.leave(exit.exit().reason());
  }

  @Override
  boolean ends(X86Insn insn, LirBlock block) {
    if (block.successorCount() != 2 || insn != block.end()) {
      return false;
    }
    compare(insn);
    int next = block.number() + 1;
    boolean holdsNext = block.successor(0) == next;
    FlagTest test = holdsNext ? insn.test() : insn.test().negated();
    // Without the test the other side is reached, which is not the next block.
    unless(test, labels[block.successor(holdsNext ? 1 : 0)]);
    return true;
  }

  @Override
  void end(LirInsn insn, LirBlock block) {
    StateInsn state = (StateInsn) insn;
    if (insn.op() == SharedOp.LEAVE) {
      for (int part = 0; part < insn.operandCount(); part++) {
        add(state, part);
      }
      assembler.jump(exit(exitOf(insn)));
      return;
    }
    // The number is loaded before the pc is set, so that the addition is off the way.
    int step = state.addend(StateInsn.PC);
    assembler.emit(X86Op.MOVZX_W, Size.D, Gpr.RAX, Mem.at(X86Registers.CODE, step));
    for (int part = 0; part < StateInsn.PARTS; part++) {
      add(state, part);
    }
    handlers.dispatch();
  }

  private void add(StateInsn state, int part) {
    if (state.addend(part) != 0) {
      assembler.emit(X86Op.ADD, Size.Q, STATE[part], imm(state.addend(part)));
    }
  }
}
