package hotpath.backend.arm;

import static hotpath.backend.arm.Operand.imm;

/**
 * The frame on the host's stack that code of ours runs in: it keeps what a C function must leave as
 * it was, and links x29 like any other frame, so that the host can walk its stack.
 */
final class ArmFrame {
  /** x29 and x30, x19 to x28, d8 to d15. */
  private static final int BYTES = 8 * (2 + 10 + 8);

  private static final int GPRS = 16;
  private static final int FPRS = GPRS + 8 * 10;
  private static final int LAST_SAVED = 28;

  private ArmFrame() {}

  static void push(ArmAssembler assembler) {
    assembler.emit(ArmOp.SUB_I, Size.X, Gpr.SP, Gpr.SP, imm(BYTES));
    saved(assembler, ArmOp.STP_X, ArmOp.STP_D);
    assembler.emit(ArmOp.ADD_I, Size.X, Gpr.X29, Gpr.SP, imm(0));
  }

  static void popAndReturn(ArmAssembler assembler) {
    saved(assembler, ArmOp.LDP_X, ArmOp.LDP_D);
    assembler.emit(ArmOp.ADD_I, Size.X, Gpr.SP, Gpr.SP, imm(BYTES));
    assembler.emit(ArmOp.RET);
  }

  private static void saved(ArmAssembler assembler, ArmOp general, ArmOp floating) {
    assembler.emit(general, Gpr.X29, Gpr.X30, Mem.at(Gpr.SP, 0));
    for (int r = ArmRegisters.FIRST_SAVED; r <= LAST_SAVED; r += 2) {
      Mem place = Mem.at(Gpr.SP, GPRS + 8 * (r - ArmRegisters.FIRST_SAVED));
      assembler.emit(general, Gpr.of(r), Gpr.of(r + 1), place);
    }
    int first = ArmRegisters.FIRST_SAVED_FLOAT;
    for (int r = first; r <= ArmRegisters.LAST_SAVED_FLOAT; r += 2) {
      assembler.emit(floating, Fpr.of(r), Fpr.of(r + 1), Mem.at(Gpr.SP, FPRS + 8 * (r - first)));
    }
  }
}
