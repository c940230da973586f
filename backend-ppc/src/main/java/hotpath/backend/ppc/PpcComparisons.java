package hotpath.backend.ppc;

import hotpath.tssa.backend.Comparison;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.lir.LirBuilder;
import hotpath.tssa.lir.LirExit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Selection of comparisons, together with the guard, set or select that uses them. Whether integers
 * are compared as signed ones is a matter of the instruction, not of the condition.
 */
final class PpcComparisons {
  private final LirBuilder builder;
  private final PpcOperands operands;

  PpcComparisons(LirBuilder builder, PpcOperands operands) {
    this.builder = builder;
    this.operands = operands;
  }

  /** How two operands are compared: the instruction, its registers, its number. */
  private record Compared(PpcOp op, long number, int... values) {
    static Compared registers(PpcOp op, int left, int right) {
      return new Compared(op, 0, left, right);
    }
  }

  private Compared compared(Comparison c) {
    if (c.kind().isFloat()) {
      return Compared.registers(PpcOp.FCMPU, operands.reg(c.a()), operands.reg(c.b()));
    }
    boolean wide = c.kind().is64();
    if (c.isEquality() && c.b().isConst(0) && c.a().op() == TssaOp.AND && builder.isPart(c.a())) {
      Compared masked = ofBits(c.a(), wide);
      if (masked != null) {
        return masked;
      }
    }
    boolean unsigned = hotpath.backend.ppc.Cond.isUnsigned(c.cond());
    if (c.b().isConst()) {
      long bits = PpcOperands.bits(c.b());
      long positive = wide ? bits : bits & 0xFFFF_FFFFL;
      if (!unsigned && PpcOperands.isShort(bits)) {
        return new Compared(wide ? PpcOp.CMPDI : PpcOp.CMPWI, bits, operands.low(c.a()));
      }
      if ((unsigned || c.isEquality()) && positive >>> 16 == 0) {
        return new Compared(wide ? PpcOp.CMPLDI : PpcOp.CMPLWI, positive, operands.low(c.a()));
      }
    }
    PpcOp signed = wide ? PpcOp.CMPD : PpcOp.CMPW;
    PpcOp logical = wide ? PpcOp.CMPLD : PpcOp.CMPLW;
    return Compared.registers(
        unsigned ? logical : signed, operands.low(c.a()), operands.low(c.b()));
  }

  /** Bits that a constant masks and that are compared with 0; null if both are better apart. */
  private @Nullable Compared ofBits(Insn and, boolean wide) {
    Insn mask = and.arg(1);
    if (!mask.isConst()) {
      return null;
    }
    long bits = PpcOperands.bits(mask);
    long positive = wide ? bits : bits & 0xFFFF_FFFFL;
    if (positive >>> 16 == 0) {
      return new Compared(PpcOp.ANDI, positive, operands.low(and.arg(0)));
    }
    if (positive >>> 32 == 0 && (positive & 0xFFFF) == 0) {
      return new Compared(PpcOp.ANDIS, positive >>> 16, operands.low(and.arg(0)));
    }
    return Compared.registers(PpcOp.AND_TEST, operands.low(and.arg(0)), operands.reg(mask));
  }

  /** The shapes of one use of a comparison. */
  private enum Shapes {
    GUARD(PpcLir.GUARD_RR, PpcLir.GUARD_RI, PpcLir.GUARD_FF),
    SET(PpcLir.SET_RR, PpcLir.SET_RI, PpcLir.SET_FF),
    SELECT(PpcLir.SELECT_RR, PpcLir.SELECT_RI, PpcLir.SELECT_FF),
    SELECT_FLOAT(PpcLir.SELECT_F_RR, PpcLir.SELECT_F_RI, PpcLir.SELECT_F_FF);

    final PpcLir registers;
    final PpcLir number;
    final PpcLir floats;

    Shapes(PpcLir registers, PpcLir number, PpcLir floats) {
      this.registers = registers;
      this.number = number;
      this.floats = floats;
    }
  }

  /** Adds the instruction that compares; the shape's name says what it compares. */
  private void add(
      Shapes shapes, Compared compared, Comparison c, @Nullable LirExit exit, int... before) {
    boolean number = compared.values.length == 1;
    PpcLir shape = c.kind().isFloat() ? shapes.floats : number ? shapes.number : shapes.registers;
    int[] all = Arrays.copyOf(before, before.length + compared.values.length);
    System.arraycopy(compared.values, 0, all, before.length, compared.values.length);
    PpcInsn insn =
        new PpcInsn(shape, compared.op, exit, all)
            .test(hotpath.backend.ppc.Cond.test(c.cond(), c.kind()));
    builder.add(number ? insn.numbers(compared.number) : insn);
  }

  /** A guard, or the branch at the end of a block, which has no exit. */
  void guard(Insn guard) {
    Comparison c = Comparison.resolve(builder, guard);
    @Nullable LirExit exit = guard.op() == TssaOp.BRANCH ? null : builder.exit(guard);
    add(Shapes.GUARD, compared(c), c, exit);
  }

  void set(Insn set) {
    Comparison c = Comparison.resolve(builder, set);
    add(Shapes.SET, compared(c), c, null, operands.result(set));
  }

  /** LCMP, CMPL and CMPG: unordered operands are less in the second, greater in the third. */
  void compare(Insn insn) {
    int left = operands.reg(insn.arg(0));
    int right = operands.reg(insn.arg(1));
    boolean isFloat = insn.op() != TssaOp.LCMP;
    PpcLir shape = isFloat ? PpcLir.COMPARE_FF : PpcLir.COMPARE_RR;
    Cond asked = insn.op() == TssaOp.CMPG ? Cond.LT : Cond.GT;
    operands.add(
        insn,
        new PpcInsn(shape, isFloat ? PpcOp.FCMPU : PpcOp.CMPD, operands.result(insn), left, right)
            .test(hotpath.backend.ppc.Cond.test(asked, Kind.I64)));
  }

  void select(Insn select) {
    Insn flag = select.arg(0);
    Shapes shapes = select.kind().isFloat() ? Shapes.SELECT_FLOAT : Shapes.SELECT;
    int result = operands.result(select);
    int chosen = operands.like(select, select.arg(1));
    int otherwise = operands.like(select, select.arg(2));
    Comparison c =
        flag.op() == TssaOp.SET && builder.isPart(flag) ? Comparison.resolve(builder, flag) : null;
    if (c != null) {
      add(shapes, compared(c), c, null, result, chosen, otherwise);
      return;
    }
    builder.add(
        new PpcInsn(shapes.number, PpcOp.CMPWI, result, chosen, otherwise, operands.low(flag))
            .numbers(0)
            .test(hotpath.backend.ppc.Cond.test(Cond.NE, Kind.I32)));
  }
}
