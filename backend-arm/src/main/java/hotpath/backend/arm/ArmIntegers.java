package hotpath.backend.arm;

import hotpath.backend.arm.ArmOperands.Shifted;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.lir.LirBuilder;
import org.jspecify.annotations.Nullable;

/** Selection of integer arithmetic and of addresses. */
final class ArmIntegers {
  private final LirBuilder builder;
  private final ArmOperands operands;
  private final ArmDivision division;

  ArmIntegers(LirBuilder builder, ArmOperands operands) {
    this.builder = builder;
    this.operands = operands;
    this.division = new ArmDivision(builder, operands);
  }

  void select(Insn insn) {
    Size size = ArmOperands.size(insn.kind());
    switch (insn.op()) {
      case ADD -> add(insn, size);
      case SUB -> subtract(insn, size);
      case MUL -> multiply(insn, size);
      case DIV, REM -> division.select(insn, size);
      case AND -> logical(insn, ArmOp.AND, ArmOp.AND_I, size);
      case OR -> logical(insn, ArmOp.ORR, ArmOp.ORR_I, size);
      case XOR -> {
        if (insn.arg(1).isConst() && ArmOperands.bits(insn.arg(1)) == -1) {
          invert(insn, size);
        } else {
          logical(insn, ArmOp.EOR, ArmOp.EOR_I, size);
        }
      }
      case SHL -> shift(insn, ArmOp.LSL, ArmOp.LSL_I, size);
      case SHR -> shift(insn, ArmOp.ASR, ArmOp.ASR_I, size);
      case USHR -> shift(insn, ArmOp.LSR, ArmOp.LSR_I, size);
      case NEG -> negate(insn, insn.arg(0), size);
      case BSWAP -> {
        ArmOp op = size == Size.X ? ArmOp.REV_X : ArmOp.REV_W;
        unary(insn, ArmLir.RR, op, null, operands.low(insn.arg(0)));
      }
      case ABS -> unary(insn, ArmLir.ABS, ArmOp.CNEG, size, insn.arg(0));
      case MIN -> minmax(insn, Cond.LT, size);
      case MAX -> minmax(insn, Cond.GT, size);
      case MULHI -> binary(insn, ArmOp.SMULH, null);
      case UMULHI -> binary(insn, ArmOp.UMULH, null);
      case BITCOUNT -> ofOperand(insn, ArmLir.COUNT_BITS, ArmOp.CNT);
      case CLZ -> ofOperand(insn, ArmLir.RR, ArmOp.CLZ);
      case CTZ -> ofOperand(insn, ArmLir.TRAILING_ZEROS, ArmOp.RBIT);
      default -> throw new IllegalArgumentException("no selection for " + insn);
    }
  }

  private void unary(Insn insn, ArmLir shape, ArmOp op, @Nullable Size size, Insn operand) {
    int source = operands.reg(operand);
    builder.add(new ArmInsn(shape, op, size, builder.value(insn), source));
  }

  /** An operation whose size is that of the operand, not of the result. */
  private void ofOperand(Insn insn, ArmLir shape, ArmOp op) {
    unary(insn, shape, op, ArmOperands.size(insn.arg(0).kind()), insn.arg(0));
  }

  private void binary(Insn insn, ArmOp op, @Nullable Size size) {
    int left = operands.reg(insn.arg(0));
    int right = operands.reg(insn.arg(1));
    builder.add(new ArmInsn(ArmLir.RRR, op, size, builder.value(insn), left, right));
  }

  private void invert(Insn insn, Size size) {
    Shifted source = operands.shifted(insn.arg(0));
    builder.add(
        new ArmInsn(ArmLir.RR, ArmOp.MVN, size, builder.value(insn), source.value())
            .shift(source.shift()));
  }

  private void negate(Insn insn, Insn operand, Size size) {
    Shifted source = operands.shifted(operand);
    builder.add(
        new ArmInsn(ArmLir.RR, ArmOp.NEG, size, builder.value(insn), source.value())
            .shift(source.shift()));
  }

  private void add(Insn insn, Size size) {
    Insn a = insn.arg(0);
    Insn b = insn.arg(1);
    if (a.isConst() || (!b.isConst() && !operands.isShifted(b) && prefersRight(a))) {
      a = insn.arg(1);
      b = insn.arg(0);
    }
    if (addsImmediate(insn, a, b, false, size)) {
      return;
    }
    if (isProduct(b)) {
      multiplyAdd(insn, ArmOp.MADD, a, b, size);
    } else {
      withShift(insn, ArmOp.ADD, a, b, size);
    }
  }

  /** Whether the left operand is better off on the right, where it can be part of the addition. */
  private boolean prefersRight(Insn a) {
    return operands.isShifted(a) || isProduct(a);
  }

  private boolean isProduct(Insn insn) {
    return insn.op() == TssaOp.MUL
        && !insn.kind().isFloat()
        && !insn.arg(0).isConst()
        && !insn.arg(1).isConst()
        && builder.isPart(insn);
  }

  private void subtract(Insn insn, Size size) {
    Insn a = insn.arg(0);
    Insn b = insn.arg(1);
    if (a.isConst() && ArmOperands.bits(a) == 0) {
      negate(insn, b, size);
    } else if (!addsImmediate(insn, a, b, true, size)) {
      if (isProduct(b)) {
        multiplyAdd(insn, ArmOp.MSUB, a, b, size);
      } else {
        withShift(insn, ArmOp.SUB, a, b, size);
      }
    }
  }

  /**
   * Selects the sum or difference with a constant that an instruction holds; false if it is none.
   */
  private boolean addsImmediate(Insn insn, Insn a, Insn b, boolean negated, Size size) {
    if (!b.isConst()) {
      return false;
    }
    long bits = negated ? -ArmOperands.bits(b) : ArmOperands.bits(b);
    ArmOp op = Immediates.isArithmetic(bits) ? ArmOp.ADD_I : ArmOp.SUB_I;
    long immediate = op == ArmOp.ADD_I ? bits : -bits;
    if (!Immediates.isArithmetic(immediate)) {
      return false;
    }
    immediate(insn, op, a, immediate, size);
    return true;
  }

  private void immediate(Insn insn, ArmOp op, Insn a, long immediate, Size size) {
    int source = operands.reg(operands.low(a));
    builder.add(
        new ArmInsn(ArmLir.RRI, op, size, builder.value(insn), source).immediate(immediate));
  }

  private void withShift(Insn insn, ArmOp op, Insn a, Insn b, Size size) {
    int left = operands.reg(operands.low(a));
    Shifted right = operands.shifted(b);
    builder.add(
        new ArmInsn(ArmLir.RRR, op, size, builder.value(insn), left, right.value())
            .shift(right.shift()));
  }

  private void multiplyAdd(Insn insn, ArmOp op, Insn addend, Insn product, Size size) {
    int left = operands.reg(operands.low(product.arg(0)));
    int right = operands.reg(operands.low(product.arg(1)));
    int third = operands.reg(operands.low(addend));
    builder.add(new ArmInsn(ArmLir.RRRR, op, size, builder.value(insn), left, right, third));
  }

  private void multiply(Insn insn, Size size) {
    Insn a = insn.arg(0).isConst() ? insn.arg(1) : insn.arg(0);
    Insn b = insn.arg(0).isConst() ? insn.arg(0) : insn.arg(1);
    long factor = b.isConst() ? ArmOperands.bits(b) : 0;
    if (factor > 1 && Long.bitCount(factor) == 1) {
      immediate(insn, ArmOp.LSL_I, a, Long.numberOfTrailingZeros(factor), size);
    } else if (factor > 2 && Long.bitCount(factor - 1) == 1) {
      int source = operands.reg(operands.low(a));
      builder.add(
          new ArmInsn(ArmLir.RRR, ArmOp.ADD, size, builder.value(insn), source, source)
              .shift(Operand.lsl(Long.numberOfTrailingZeros(factor - 1))));
    } else {
      int left = operands.reg(operands.low(a));
      int right = operands.reg(operands.low(b));
      builder.add(new ArmInsn(ArmLir.RRR, ArmOp.MUL, size, builder.value(insn), left, right));
    }
  }

  private void logical(Insn insn, ArmOp op, ArmOp withImmediate, Size size) {
    Insn a = insn.arg(0);
    Insn b = insn.arg(1);
    if (a.isConst() || (!b.isConst() && !operands.isShifted(b) && operands.isShifted(a))) {
      a = insn.arg(1);
      b = insn.arg(0);
    }
    boolean mask =
        b.isConst() && Immediates.encodeMask(ArmOperands.bits(b), size.bits()) != Immediates.NONE;
    if (mask) {
      immediate(insn, withImmediate, a, ArmOperands.bits(b), size);
    } else {
      withShift(insn, op, a, b, size);
    }
  }

  private void shift(Insn insn, ArmOp op, ArmOp withImmediate, Size size) {
    Insn distance = insn.arg(1);
    // A right shift needs all bits of what it shifts.
    Insn shifted = op == ArmOp.LSL ? operands.low(insn.arg(0)) : insn.arg(0);
    int source = operands.reg(shifted);
    int result = builder.value(insn);
    if (!distance.isConst()) {
      int by = operands.reg(operands.low(distance));
      builder.add(new ArmInsn(ArmLir.RRR, op, size, result, source, by));
      return;
    }
    long by = distance.imm() & (size.bits() - 1);
    if (by == 0) {
      ArmOp move = ArmOp.MOV; // of 32 bits: it may have been 64 of which the low half counts
      builder.add(new ArmInsn(ArmLir.RR, move, size, result, source));
    } else {
      builder.add(new ArmInsn(ArmLir.RRI, withImmediate, size, result, source).immediate(by));
    }
  }

  private void minmax(Insn insn, Cond cond, Size size) {
    int left = operands.reg(insn.arg(0));
    int right = operands.reg(insn.arg(1));
    builder.add(
        new ArmInsn(ArmLir.MINMAX, ArmOp.CSEL, size, builder.value(insn), left, right).cond(cond));
  }

  /** ADDRESS, REGION and PLUS. */
  void address(Insn insn) {
    int result = builder.value(insn);
    int region = ArmRegisters.BASE.number();
    if (insn.op() == TssaOp.PLUS) {
      if (insn.arg(1).isConst()) {
        operands.add(result, operands.reg(insn.arg(0)), insn.arg(1).imm());
      } else {
        withShift(insn, ArmOp.ADD, insn.arg(0), insn.arg(1), Size.X);
      }
      return;
    }
    long constant = LirBuilder.constantOffset(insn.arg(0), 0);
    if (constant >= 0) {
      operands.add(result, region, constant);
    } else {
      int offset = operands.reg(insn.arg(0));
      builder.add(new ArmInsn(ArmLir.RRR, ArmOp.ADD, Size.X, result, region, offset));
    }
  }

  /** OFFSET: the difference is a number of 32 bits. */
  void offset(Insn insn) {
    int source = operands.reg(insn.arg(0));
    int region = ArmRegisters.BASE.number();
    builder.add(new ArmInsn(ArmLir.RRR, ArmOp.SUB, Size.W, builder.value(insn), source, region));
  }

  /** A copy of the low half, with zeros above. */
  void truncate(int result, int source) {
    builder.add(new ArmInsn(ArmLir.RR, ArmOp.MOV, Size.W, result, source));
  }
}
