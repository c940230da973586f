package hotpath.backend.arm;

import hotpath.backend.arm.Operand.Shift;
import hotpath.tssa.backend.Reciprocal;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.lir.LirBuilder;

/**
 * Selection of integer division. A constant divisor is turned into shifts or into a multiplication
 * by its reciprocal ({@link Reciprocal}); a variable one takes the divide instruction, which wraps
 * where Java does.
 */
final class ArmDivision {
  private final LirBuilder builder;
  private final ArmOperands operands;

  ArmDivision(LirBuilder builder, ArmOperands operands) {
    this.builder = builder;
    this.operands = operands;
  }

  void select(Insn insn, Size size) {
    Insn divisor = insn.arg(1);
    if (divisor.isConst() && Reciprocal.isUsable(ArmOperands.bits(divisor), size.bits())) {
      byConstant(insn, ArmOperands.bits(divisor), size);
      return;
    }
    int left = operands.reg(insn.arg(0));
    int right = operands.reg(divisor);
    ArmLir shape = insn.op() == TssaOp.DIV ? ArmLir.RRR : ArmLir.REMAINDER;
    builder.add(new ArmInsn(shape, ArmOp.SDIV, size, builder.value(insn), left, right));
  }

  private void byConstant(Insn insn, long divisor, Size size) {
    Kind kind = insn.kind();
    int dividend = operands.reg(insn.arg(0));
    int result = builder.value(insn);
    boolean wantsQuotient = insn.op() == TssaOp.DIV;
    long magnitude = Math.abs(divisor);
    if (Long.bitCount(magnitude) == 1) {
      byPower(insn, dividend, divisor, size);
      return;
    }
    int quotient = wantsQuotient ? result : operands.temporary(kind);
    if (size == Size.W) {
      quotient32(quotient, dividend, (int) divisor);
    } else {
      quotient64(quotient, dividend, divisor);
    }
    if (!wantsQuotient) {
      int factor = operands.constant(kind, divisor);
      builder.add(new ArmInsn(ArmLir.RRRR, ArmOp.MSUB, size, result, quotient, factor, dividend));
    }
  }

  private void byPower(Insn insn, int dividend, long divisor, Size size) {
    int shift = Long.numberOfTrailingZeros(Math.abs(divisor));
    int bits = size.bits();
    // 2^shift - 1 is added to a negative dividend, so that the shift rounds toward zero.
    int sign = dividend;
    if (shift > 1) {
      sign = operands.temporary(insn.kind());
      immediate(ArmOp.ASR_I, size, sign, dividend, bits - 1);
    }
    int biased = operands.temporary(insn.kind());
    binary(ArmOp.ADD, size, biased, dividend, sign, Operand.lsr(bits - shift));
    int result = builder.value(insn);
    if (insn.op() == TssaOp.REM) {
      // x - (biased & -2^shift); the sign of the divisor does not matter.
      int rounded = operands.temporary(insn.kind());
      immediate(ArmOp.AND_I, size, rounded, biased, -1L << shift);
      binary(ArmOp.SUB, size, result, dividend, rounded, Shift.NONE);
    } else if (divisor < 0) {
      builder.add(
          new ArmInsn(ArmLir.RR, ArmOp.NEG, size, result, biased).shift(Operand.asr(shift)));
    } else {
      immediate(ArmOp.ASR_I, size, result, biased, shift);
    }
  }

  private void quotient32(int quotient, int dividend, int divisor) {
    Reciprocal reciprocal = Reciprocal.of(divisor, 32);
    int multiplier = (int) reciprocal.multiplier();
    int product = operands.temporary(Kind.I64);
    int constant = operands.constant(Kind.I32, multiplier);
    builder.add(new ArmInsn(ArmLir.RRR, ArmOp.SMULL, null, product, dividend, constant));
    if (divisor > 0 == multiplier > 0) {
      int shifted = operands.temporary(Kind.I64);
      immediate(ArmOp.ASR_I, Size.X, shifted, product, 32 + reciprocal.shift());
      addSign(quotient, shifted, Size.W);
      return;
    }
    int high = operands.temporary(Kind.I64);
    immediate(ArmOp.LSR_I, Size.X, high, product, 32);
    corrected(quotient, high, dividend, divisor > 0, reciprocal.shift(), Size.W);
  }

  private void quotient64(int quotient, int dividend, long divisor) {
    Reciprocal reciprocal = Reciprocal.of(divisor, 64);
    int constant = operands.constant(Kind.I64, reciprocal.multiplier());
    int high = operands.temporary(Kind.I64);
    builder.add(new ArmInsn(ArmLir.RRR, ArmOp.SMULH, null, high, dividend, constant));
    if (divisor > 0 != reciprocal.multiplier() > 0) {
      corrected(quotient, high, dividend, divisor > 0, reciprocal.shift(), Size.X);
    } else {
      shiftedSign(quotient, high, reciprocal.shift(), Size.X);
    }
  }

  /** The multiplier has the wrong sign, being too large for its register by 2^bits. */
  private void corrected(
      int quotient, int high, int dividend, boolean positive, int shift, Size size) {
    int sum = operands.temporary(size == Size.W ? Kind.I32 : Kind.I64);
    binary(positive ? ArmOp.ADD : ArmOp.SUB, size, sum, high, dividend, Shift.NONE);
    shiftedSign(quotient, sum, shift, size);
  }

  private void shiftedSign(int quotient, int value, int shift, Size size) {
    int shifted = value;
    if (shift > 0) {
      shifted = operands.temporary(size == Size.W ? Kind.I32 : Kind.I64);
      immediate(ArmOp.ASR_I, size, shifted, value, shift);
    }
    addSign(quotient, shifted, size);
  }

  /** The estimate was rounded down: one more if it is negative. */
  private void addSign(int quotient, int estimate, Size size) {
    binary(ArmOp.ADD, size, quotient, estimate, estimate, Operand.lsr(size.bits() - 1));
  }

  private void immediate(ArmOp op, Size size, int result, int source, long value) {
    builder.add(new ArmInsn(ArmLir.RRI, op, size, result, source).immediate(value));
  }

  private void binary(ArmOp op, Size size, int result, int left, int right, Shift shift) {
    builder.add(new ArmInsn(ArmLir.RRR, op, size, result, left, right).shift(shift));
  }
}
