package hotpath.backend.ppc;

/**
 * The frame on the host's stack that code of ours runs in (ELF V2 ABI, 2.2.2): it keeps what a C
 * function must leave as it was, and has the header that functions which we call write to, so that
 * the host can walk its stack. The table of contents is kept too: who is called may change it, and
 * our code does not need it.
 */
final class PpcFrame {
  /** Of a frame's header: where the caller's frame keeps the return address, and r2. */
  private static final int RETURN_ADDRESS = 16;

  private static final int CONTENTS = 24;

  /** Header, and the words that a callee may use for its arguments. */
  private static final int SAVED = 32 + 8 * PpcRegisters.ARGUMENTS;

  private static final int KINDS = 2;
  private static final int COUNT = 32 - PpcRegisters.FIRST_SAVED;
  private static final int BYTES = SAVED + 8 * KINDS * COUNT;

  private PpcFrame() {}

  static void push(PpcAssembler assembler) {
    assembler.emit(PpcOp.MFLR, Gpr.R0);
    assembler.emit(PpcOp.STD, Gpr.R0, Mem.at(Gpr.R1, RETURN_ADDRESS));
    assembler.emit(PpcOp.STDU, Gpr.R1, Mem.at(Gpr.R1, -BYTES));
    assembler.emit(PpcOp.STD, Gpr.R2, Mem.at(Gpr.R1, CONTENTS));
    saved(assembler, PpcOp.STD, PpcOp.STFD);
  }

  static void popAndReturn(PpcAssembler assembler) {
    saved(assembler, PpcOp.LD, PpcOp.LFD);
    assembler.emit(PpcOp.LD, Gpr.R2, Mem.at(Gpr.R1, CONTENTS));
    assembler.emit(PpcOp.ADDI, Gpr.R1, Gpr.R1, Operand.imm(BYTES));
    assembler.emit(PpcOp.LD, Gpr.R0, Mem.at(Gpr.R1, RETURN_ADDRESS));
    assembler.emit(PpcOp.MTLR, Gpr.R0);
    assembler.emit(PpcOp.BLR);
  }

  private static void saved(PpcAssembler assembler, PpcOp general, PpcOp floating) {
    for (int i = 0; i < COUNT; i++) {
      int r = PpcRegisters.FIRST_SAVED + i;
      assembler.emit(general, Gpr.of(r), Mem.at(Gpr.R1, SAVED + 8 * i));
      assembler.emit(floating, Fpr.of(r), Mem.at(Gpr.R1, SAVED + 8 * (COUNT + i)));
    }
  }
}
