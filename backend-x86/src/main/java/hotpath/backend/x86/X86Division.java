package hotpath.backend.x86;

import hotpath.tssa.backend.Reciprocal;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.lir.LirBuilder;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.SharedOp;

/**
 * Selection of integer division. A constant divisor is turned into shifts or into a multiplication
 * by its reciprocal ({@link Reciprocal}); a variable one takes the divide instruction, with the
 * case of the least value and -1, where it traps, on the side.
 */
final class X86Division {
  private final LirBuilder builder;
  private final X86Operands operands;

  X86Division(LirBuilder builder, X86Operands operands) {
    this.builder = builder;
    this.operands = operands;
  }

  void select(Insn insn, Size size) {
    Insn divisor = insn.arg(1);
    if (divisor.isConst() && Reciprocal.isUsable(X86Operands.bits(divisor), size.bits())) {
      byConstant(insn, X86Operands.bits(divisor), size);
      return;
    }
    int rax = Gpr.RAX.number();
    int rdx = Gpr.RDX.number();
    int right = operands.reg(divisor);
    builder.add(new LirInsn(SharedOp.MOVE, rax, operands.any(insn.arg(0))));
    builder.add(new X86Insn(X86Lir.DIVIDE, X86Op.IDIV, size, rax, rdx, rax, right));
    int from = insn.op() == TssaOp.DIV ? rax : rdx;
    builder.add(new LirInsn(SharedOp.MOVE, builder.value(insn), from));
  }

  private void byConstant(Insn insn, long divisor, Size size) {
    Kind kind = insn.kind();
    boolean wantsQuotient = insn.op() == TssaOp.DIV;
    int dividend = operands.reg(insn.arg(0));
    int result = builder.value(insn);
    int quotient = wantsQuotient ? result : operands.temporary(kind);
    long magnitude = Math.abs(divisor);
    if (Long.bitCount(magnitude) == 1) {
      int shift = Long.numberOfTrailingZeros(magnitude);
      int biased = biased(dividend, shift, kind, size);
      if (!wantsQuotient) {
        // x - (biased & -2^shift); the sign of the divisor does not matter.
        int rounded = clearLow(biased, shift, kind, size);
        binary(X86Op.SUB, size, result, dividend, rounded);
        return;
      }
      int shifted = divisor < 0 ? operands.temporary(kind) : quotient;
      immediate(X86Op.SAR, size, shifted, biased, shift);
      if (divisor < 0) {
        builder.add(new X86Insn(X86Lir.ALU_R, X86Op.NEG, size, quotient, shifted));
      }
      return;
    }
    if (size == Size.D) {
      quotient32(quotient, dividend, (int) divisor);
    } else {
      quotient64(quotient, dividend, divisor);
    }
    if (!wantsQuotient) {
      int product = operands.temporary(kind);
      if (X86Operands.fits32(divisor)) {
        builder.add(
            new X86Insn(X86Lir.COPY_I, X86Op.IMUL, size, product, quotient).immediate(divisor));
      } else {
        binary(X86Op.IMUL, size, product, quotient, operands.constant(kind, divisor));
      }
      binary(X86Op.SUB, size, result, dividend, product);
    }
  }

  /** The dividend, plus 2^shift - 1 if it is negative, so that a shift rounds toward zero. */
  private int biased(int dividend, int shift, Kind kind, Size size) {
    int bits = size.bits();
    int sign = dividend;
    if (shift > 1) {
      sign = operands.temporary(kind);
      immediate(X86Op.SAR, size, sign, dividend, bits - 1);
    }
    int bias = operands.temporary(kind);
    immediate(X86Op.SHR, size, bias, sign, bits - shift);
    int biased = operands.temporary(kind);
    binary(X86Op.ADD, size, biased, bias, dividend);
    return biased;
  }

  private int clearLow(int value, int shift, Kind kind, Size size) {
    int cleared = operands.temporary(kind);
    if (shift < 32) {
      immediate(X86Op.AND, size, cleared, value, -1L << shift);
      return cleared;
    }
    int down = operands.temporary(kind);
    immediate(X86Op.SHR, size, down, value, shift);
    immediate(X86Op.SHL, size, cleared, down, shift);
    return cleared;
  }

  private void quotient32(int quotient, int dividend, int divisor) {
    Reciprocal reciprocal = Reciprocal.of(divisor, 32);
    long multiplier = (int) reciprocal.multiplier();
    int wide = operands.temporary(Kind.I64);
    builder.add(new X86Insn(X86Lir.COPY, X86Op.MOVSXD, Size.Q, wide, dividend));
    int product = operands.temporary(Kind.I64);
    builder.add(
        new X86Insn(X86Lir.COPY_I, X86Op.IMUL, Size.Q, product, wide).immediate(multiplier));
    int high = operands.temporary(Kind.I64);
    boolean corrects = divisor > 0 != multiplier > 0;
    int shift = 32 + (corrects ? 0 : reciprocal.shift());
    immediate(X86Op.SAR, Size.Q, high, product, shift);
    int estimate = high;
    if (corrects) {
      int corrected = operands.temporary(Kind.I32);
      binary(divisor > 0 ? X86Op.ADD : X86Op.SUB, Size.D, corrected, high, dividend);
      estimate = operands.temporary(Kind.I32);
      immediate(X86Op.SAR, Size.D, estimate, corrected, reciprocal.shift());
    }
    addSign(quotient, estimate, Kind.I32, Size.D);
  }

  private void quotient64(int quotient, int dividend, long divisor) {
    Reciprocal reciprocal = Reciprocal.of(divisor, 64);
    int rax = Gpr.RAX.number();
    int rdx = Gpr.RDX.number();
    int constant = code(Kind.I64, reciprocal.multiplier());
    builder.add(new LirInsn(SharedOp.MOVE, rax, constant));
    builder.add(new X86Insn(X86Lir.MULTIPLY_HIGH, X86Op.IMUL, Size.Q, rdx, rax, rax, dividend));
    int estimate = operands.temporary(Kind.I64);
    builder.add(new LirInsn(SharedOp.MOVE, estimate, rdx));
    if (divisor > 0 != reciprocal.multiplier() > 0) {
      int corrected = operands.temporary(Kind.I64);
      binary(divisor > 0 ? X86Op.ADD : X86Op.SUB, Size.Q, corrected, estimate, dividend);
      estimate = corrected;
    }
    if (reciprocal.shift() > 0) {
      int shifted = operands.temporary(Kind.I64);
      immediate(X86Op.SAR, Size.Q, shifted, estimate, reciprocal.shift());
      estimate = shifted;
    }
    addSign(quotient, estimate, Kind.I64, Size.Q);
  }

  private int code(Kind kind, long bits) {
    return builder.code().newConstant(kind, bits);
  }

  /** The estimate was rounded down: one more if it is negative. */
  private void addSign(int quotient, int estimate, Kind kind, Size size) {
    int sign = operands.temporary(kind);
    immediate(X86Op.SHR, size, sign, estimate, size.bits() - 1);
    binary(X86Op.ADD, size, quotient, sign, estimate);
  }

  private void immediate(X86Op op, Size size, int result, int source, long value) {
    if (value == 0) {
      builder.add(new LirInsn(SharedOp.MOVE, result, source));
      return;
    }
    builder.add(new X86Insn(X86Lir.ALU_RI, op, size, result, source).immediate(value));
  }

  private void binary(X86Op op, Size size, int result, int left, int right) {
    builder.add(new X86Insn(X86Lir.ALU_RR, op, size, result, left, right));
  }
}
