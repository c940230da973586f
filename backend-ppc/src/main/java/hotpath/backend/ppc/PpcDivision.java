package hotpath.backend.ppc;

import hotpath.tssa.backend.Reciprocal;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.lir.LirBuilder;

/**
 * Selection of integer division. A constant divisor is turned into shifts or into a multiplication
 * by its reciprocal ({@link Reciprocal}); a variable one takes the divide instruction, and the
 * remainder what that leaves: there is none for it before POWER9.
 */
final class PpcDivision {
  private final LirBuilder builder;
  private final PpcOperands operands;

  PpcDivision(LirBuilder builder, PpcOperands operands) {
    this.builder = builder;
    this.operands = operands;
  }

  void select(Insn insn) {
    boolean wide = insn.kind().is64();
    boolean quotient = insn.op() == TssaOp.DIV;
    Insn divisor = insn.arg(1);
    if (divisor.isConst() && Reciprocal.isUsable(PpcOperands.bits(divisor), wide ? 64 : 32)) {
      byConstant(insn, PpcOperands.bits(divisor), quotient, wide);
      return;
    }
    int left = operands.low(insn.arg(0));
    int right = operands.low(divisor);
    PpcLir shape = quotient ? PpcLir.DIVIDE : PpcLir.REMAINDER;
    PpcOp op = wide ? PpcOp.DIVD : PpcOp.DIVW;
    operands.add(insn, new PpcInsn(shape, op, operands.result(insn), left, right));
  }

  private void byConstant(Insn insn, long divisor, boolean wantsQuotient, boolean wide) {
    int dividend = operands.low(insn.arg(0));
    int result = operands.result(insn);
    if (Long.bitCount(Math.abs(divisor)) == 1) {
      byPower(insn, dividend, divisor, wantsQuotient, wide);
      return;
    }
    if (wantsQuotient) {
      operands.add(insn, quotient(result, dividend, divisor, wide));
      return;
    }
    int quotient = operands.temporary(insn.kind());
    builder.add(quotient(quotient, dividend, divisor, wide));
    int product = operands.temporary(insn.kind());
    if (PpcOperands.isShort(divisor)) {
      builder.add(new PpcInsn(PpcLir.RR, PpcOp.MULLI, product, quotient).numbers(divisor));
    } else {
      int factor = operands.constant(insn.kind(), divisor);
      builder.add(binary(wide ? PpcOp.MULLD : PpcOp.MULLW, product, quotient, factor));
    }
    operands.add(insn, binary(PpcOp.SUBF, result, product, dividend));
  }

  private void byPower(Insn insn, int dividend, long divisor, boolean wantsQuotient, boolean wide) {
    int shift = Long.numberOfTrailingZeros(Math.abs(divisor));
    PpcOp op = wide ? PpcOp.SRADI : PpcOp.SRAWI;
    int result = operands.result(insn);
    // The sign of the divisor does not matter for a remainder.
    PpcLir shape = wantsQuotient ? PpcLir.DIVIDE_BY_POWER : PpcLir.REMAINDER_BY_POWER;
    boolean negate = wantsQuotient && divisor < 0;
    int quotient = negate ? operands.temporary(insn.kind()) : result;
    PpcInsn divide = new PpcInsn(shape, op, quotient, dividend).numbers(shift);
    if (negate) {
      builder.add(divide);
      operands.add(insn, new PpcInsn(PpcLir.RR, PpcOp.NEG, result, quotient));
    } else {
      operands.add(insn, divide);
    }
  }

  /** Adds all but the last instruction of a quotient. */
  private PpcInsn quotient(int quotient, int dividend, long divisor, boolean wide) {
    Reciprocal reciprocal = Reciprocal.of(divisor, wide ? 64 : 32);
    Kind kind = wide ? Kind.I64 : Kind.I32;
    int multiplier = operands.constant(kind, reciprocal.multiplier());
    int estimate = operands.temporary(kind);
    builder.add(binary(wide ? PpcOp.MULHD : PpcOp.MULHW, estimate, dividend, multiplier));
    if (divisor > 0 != reciprocal.multiplier() > 0) {
      // The multiplier has the wrong sign, being too large for its register by 2^bits.
      int sum = operands.temporary(kind);
      builder.add(
          divisor > 0
              ? binary(PpcOp.ADD, sum, estimate, dividend)
              : binary(PpcOp.SUBF, sum, dividend, estimate));
      estimate = sum;
    }
    if (reciprocal.shift() > 0) {
      int shifted = operands.temporary(kind);
      PpcOp shift = wide ? PpcOp.SRADI : PpcOp.SRAWI;
      builder.add(new PpcInsn(PpcLir.RR, shift, shifted, estimate).numbers(reciprocal.shift()));
      estimate = shifted;
    }
    // The estimate was rounded down: one more if it is negative.
    int sign = operands.temporary(kind);
    PpcOp toSign = wide ? PpcOp.SRDI : PpcOp.SRWI;
    builder.add(new PpcInsn(PpcLir.RR, toSign, sign, estimate).numbers(wide ? 63 : 31));
    return binary(PpcOp.ADD, quotient, estimate, sign);
  }

  private static PpcInsn binary(PpcOp op, int result, int left, int right) {
    return new PpcInsn(PpcLir.RRR, op, result, left, right);
  }
}
