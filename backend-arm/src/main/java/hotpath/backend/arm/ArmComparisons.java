package hotpath.backend.arm;

import hotpath.backend.arm.ArmOperands.Shifted;
import hotpath.tssa.backend.Comparison;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.lir.LirBuilder;
import hotpath.tssa.lir.LirExit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Selection of comparisons, together with the guard, set or select that uses them. */
final class ArmComparisons {
  private final LirBuilder builder;
  private final ArmOperands operands;

  ArmComparisons(LirBuilder builder, ArmOperands operands) {
    this.builder = builder;
    this.operands = operands;
  }

  private static hotpath.backend.arm.Cond condition(Comparison c) {
    return hotpath.backend.arm.Cond.of(c.cond(), c.kind());
  }

  /** How two operands are compared: the instruction, its registers, its immediate. */
  private record Compared(ArmOp op, Size size, int[] values, Operand.Shift shift, long immediate) {
    Compared(ArmOp op, Size size, long immediate, int... values) {
      this(op, size, values, Operand.Shift.NONE, immediate);
    }
  }

  private Compared compared(Comparison c) {
    Size size = ArmOperands.size(c.kind());
    if (c.kind().isFloat()) {
      return c.b().isConst() && c.b().imm() == 0
          ? new Compared(ArmOp.FCMP_ZERO, size, 0, operands.reg(c.a()))
          : new Compared(ArmOp.FCMP, size, 0, operands.reg(c.a()), operands.reg(c.b()));
    }
    if (c.isEquality() && c.b().isConst(0) && c.a().op() == TssaOp.AND && builder.isPart(c.a())) {
      return ofBits(c.a(), size);
    }
    if (c.b().isConst()) {
      long bits = ArmOperands.bits(c.b());
      if (Immediates.isArithmetic(bits)) {
        return new Compared(ArmOp.CMP_I, size, bits, operands.reg(operands.low(c.a())));
      }
      if (Immediates.isArithmetic(-bits)) {
        return new Compared(ArmOp.CMN_I, size, -bits, operands.reg(operands.low(c.a())));
      }
    }
    int left = operands.reg(operands.low(c.a()));
    Shifted right = operands.shifted(c.b());
    return new Compared(ArmOp.CMP, size, new int[] {left, right.value()}, right.shift(), 0);
  }

  /** Bits that are masked and compared with 0. */
  private Compared ofBits(Insn and, Size size) {
    int left = operands.reg(operands.low(and.arg(0)));
    Insn mask = and.arg(1);
    if (mask.isConst()) {
      long bits = ArmOperands.bits(mask);
      if (Immediates.encodeMask(bits, size.bits()) != Immediates.NONE) {
        return new Compared(ArmOp.TST_I, size, bits, left);
      }
    }
    Shifted right = operands.shifted(mask);
    return new Compared(ArmOp.TST, size, new int[] {left, right.value()}, right.shift(), 0);
  }

  /** Adds the instruction that compares; the shape's name says what it compares. */
  private void add(
      Shapes shapes, Compared compared, Comparison c, @Nullable LirExit exit, int... before) {
    boolean isFloat = compared.op == ArmOp.FCMP || compared.op == ArmOp.FCMP_ZERO;
    boolean two = compared.values.length == 2;
    ArmLir shape =
        isFloat
            ? two ? shapes.floats : shapes.floatZero
            : two ? shapes.registers : shapes.immediate;
    int[] all = Arrays.copyOf(before, before.length + compared.values.length);
    System.arraycopy(compared.values, 0, all, before.length, compared.values.length);
    builder.add(
        new ArmInsn(shape, compared.op, compared.size, exit, all)
            .immediate(compared.immediate)
            .shift(compared.shift)
            .cond(condition(c)));
  }

  /** The shapes of one use of a comparison. */
  private enum Shapes {
    GUARD(ArmLir.GUARD_RR, ArmLir.GUARD_RI, ArmLir.GUARD_FF, ArmLir.GUARD_F),
    SET(ArmLir.SET_RR, ArmLir.SET_RI, ArmLir.SET_FF, ArmLir.SET_F),
    SELECT(ArmLir.SELECT_RR, ArmLir.SELECT_RI, ArmLir.SELECT_FF, ArmLir.SELECT_F),
    SELECT_FLOAT(ArmLir.SELECT_F_RR, ArmLir.SELECT_F_RI, ArmLir.SELECT_F_FF, ArmLir.SELECT_F_F);

    final ArmLir registers;
    final ArmLir immediate;
    final ArmLir floats;
    final ArmLir floatZero;

    Shapes(ArmLir registers, ArmLir immediate, ArmLir floats, ArmLir floatZero) {
      this.registers = registers;
      this.immediate = immediate;
      this.floats = floats;
      this.floatZero = floatZero;
    }
  }

  /** A guard, or the branch at the end of a block, which has no exit. */
  void guard(Insn guard) {
    Comparison c = Comparison.resolve(builder, guard);
    @Nullable LirExit exit = guard.op() == TssaOp.BRANCH ? null : builder.exit(guard);
    if (!guardZero(c, exit) && !guardBit(c, exit)) {
      add(Shapes.GUARD, compared(c), c, exit);
    }
  }

  /** Equality with 0, and the sign. */
  private boolean guardZero(Comparison c, @Nullable LirExit exit) {
    boolean sign = c.cond() == Cond.LT || c.cond() == Cond.GE;
    boolean masked = c.a().op() == TssaOp.AND && builder.isPart(c.a());
    if (c.kind().isFloat() || !c.b().isConst(0) || !(sign || (c.isEquality() && !masked))) {
      return false;
    }
    Size size = ArmOperands.size(c.kind());
    int a = operands.reg(operands.low(c.a()));
    ArmInsn guard =
        sign
            ? new ArmInsn(ArmLir.GUARD_BIT, ArmOp.TBZ, size, exit, a).immediate(size.bits() - 1)
            : new ArmInsn(ArmLir.GUARD_ZERO, ArmOp.CBZ, size, exit, a);
    boolean zero = c.cond() == Cond.GE || c.cond() == Cond.EQ;
    builder.add(guard.cond(zero ? hotpath.backend.arm.Cond.EQ : hotpath.backend.arm.Cond.NE));
    return true;
  }

  /** A single bit that is masked and compared with 0. */
  private boolean guardBit(Comparison c, @Nullable LirExit exit) {
    Insn and = c.a();
    if (!c.isEquality() || !c.b().isConst(0) || and.op() != TssaOp.AND || !builder.isPart(and)) {
      return false;
    }
    Size size = ArmOperands.size(c.kind());
    Insn mask = and.arg(1);
    long bits = mask.isConst() ? ArmOperands.bits(mask) : 0;
    bits = size == Size.W ? bits & 0xFFFF_FFFFL : bits;
    if (Long.bitCount(bits) != 1) {
      return false;
    }
    int a = operands.reg(operands.low(and.arg(0)));
    builder.add(
        new ArmInsn(ArmLir.GUARD_BIT, ArmOp.TBZ, size, exit, a)
            .immediate(Long.numberOfTrailingZeros(bits))
            .cond(condition(c)));
    return true;
  }

  void set(Insn set) {
    Comparison c = Comparison.resolve(builder, set);
    add(Shapes.SET, compared(c), c, null, builder.value(set));
  }

  /** LCMP, CMPL and CMPG: the condition says when the result is -1. */
  void compare(Insn insn) {
    Insn a = insn.arg(0);
    int result = builder.value(insn);
    int left = operands.reg(a);
    int right = operands.reg(insn.arg(1));
    if (insn.op() == TssaOp.LCMP) {
      builder.add(
          new ArmInsn(ArmLir.COMPARE_RR, ArmOp.CMP, Size.X, result, left, right)
              .cond(hotpath.backend.arm.Cond.LT));
      return;
    }
    boolean less = insn.op() == TssaOp.CMPL;
    builder.add(
        new ArmInsn(ArmLir.COMPARE_FF, ArmOp.FCMP, ArmOperands.size(a.kind()), result, left, right)
            .cond(less ? hotpath.backend.arm.Cond.LT : hotpath.backend.arm.Cond.MI));
  }

  void select(Insn select) {
    Insn flag = select.arg(0);
    boolean isFloat = select.kind().isFloat();
    Shapes shapes = isFloat ? Shapes.SELECT_FLOAT : Shapes.SELECT;
    int result = builder.value(select);
    int chosen = operands.reg(select.arg(1));
    int otherwise = operands.reg(select.arg(2));
    if (flag.op() == TssaOp.SET && builder.isPart(flag)) {
      Comparison c = Comparison.resolve(builder, flag);
      add(shapes, compared(c), c, null, result, chosen, otherwise);
      return;
    }
    int a = operands.reg(operands.low(flag));
    builder.add(
        new ArmInsn(shapes.immediate, ArmOp.CMP_I, Size.W, result, chosen, otherwise, a)
            .cond(hotpath.backend.arm.Cond.NE));
  }
}
