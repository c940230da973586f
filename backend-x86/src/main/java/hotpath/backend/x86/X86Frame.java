package hotpath.backend.x86;

import static hotpath.backend.x86.Operand.imm;

/**
 * The frame on the host's stack that code of ours runs in: it keeps what a C function must leave as
 * it was, and aligns the stack for calls. Handlers and traces have the same one, so that they can
 * go to each other.
 */
final class X86Frame {
  /** After the return address and six registers the stack is 8 bytes off. */
  private static final int PADDING = 8;

  private X86Frame() {}

  static void push(X86Assembler assembler) {
    for (Gpr saved : X86Registers.CALLEE_SAVED) {
      assembler.emit(X86Op.PUSH, saved);
    }
    assembler.emit(X86Op.SUB, Size.Q, Gpr.RSP, imm(PADDING));
  }

  static void popAndReturn(X86Assembler assembler) {
    assembler.emit(X86Op.ADD, Size.Q, Gpr.RSP, imm(PADDING));
    for (int i = X86Registers.CALLEE_SAVED.length - 1; i >= 0; i--) {
      assembler.emit(X86Op.POP, X86Registers.CALLEE_SAVED[i]);
    }
    assembler.emit(X86Op.RET);
  }
}
