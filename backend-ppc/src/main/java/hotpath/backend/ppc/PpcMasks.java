package hotpath.backend.ppc;

import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.lir.LirBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Selection of shifts by a constant, of masks, and of both as one: rotate and mask (Power ISA, book
 * I, 3.3.14). A mask is a run of ones; in a doubleword one end of it is that of the register.
 */
final class PpcMasks {
  private final LirBuilder builder;
  private final PpcOperands operands;

  PpcMasks(LirBuilder builder, PpcOperands operands) {
    this.builder = builder;
    this.operands = operands;
  }

  /** Whether a word's ones are a run, without one that goes around its ends. */
  private static boolean isRun(int mask) {
    int filled = mask >>> Integer.numberOfTrailingZeros(mask);
    return mask != 0 && (filled & (filled + 1)) == 0;
  }

  /** A shift by a constant. */
  void shift(Insn insn, int by) {
    boolean wide = insn.kind().is64();
    PpcOp op =
        switch (insn.op()) {
          case SHL -> wide ? PpcOp.SLDI : PpcOp.SLWI;
          case SHR -> wide ? PpcOp.SRADI : PpcOp.SRAWI;
          default -> wide ? PpcOp.SRDI : PpcOp.SRWI;
        };
    if (by == 0) {
      operands.add(
          insn, new PpcInsn(PpcLir.RR, PpcOp.MR, operands.result(insn), operands.low(insn.arg(0))));
      return;
    }
    int source = operands.low(insn.arg(0));
    PpcInsn shift = new PpcInsn(PpcLir.RR, op, operands.result(insn), source).numbers(by);
    if (op == PpcOp.SRAWI) {
      operands.add(insn, shift);
    } else {
      builder.add(shift);
    }
  }

  /** A constant shift that is part of a mask; null if the value is none. */
  private @Nullable Insn shifted(Insn value) {
    boolean shifts =
        switch (value.op()) {
          case SHL, SHR, USHR -> true;
          default -> false;
        };
    return shifts && value.arg(1).isConst() && builder.isPart(value) ? value : null;
  }

  /** The conjunction with a constant that is one instruction; false if it is not. */
  boolean and(Insn insn, Insn value, long bits) {
    return insn.kind().is64() ? andWide(insn, value, bits) : andWord(insn, value, (int) bits);
  }

  private boolean andWord(Insn insn, Insn value, int bits) {
    Insn shift = shifted(value);
    int result = operands.result(insn);
    if (shift != null) {
      int by = (int) shift.arg(1).imm() & 31;
      boolean left = shift.op() == TssaOp.SHL;
      int kept = left ? bits & -1 << by : bits & -1 >>> by;
      // A shift that copies the sign does so in bits that are masked off.
      if (isRun(kept) && (shift.op() != TssaOp.SHR || kept == bits)) {
        rotate(result, operands.low(shift.arg(0)), left ? by : 32 - by & 31, kept);
        return true;
      }
    }
    if (isRun(bits)) {
      rotate(result, operands.low(value), 0, bits);
      return true;
    }
    return immediate(insn, value, bits & 0xFFFF_FFFFL, PpcOp.ANDI, PpcOp.ANDIS);
  }

  private void rotate(int result, int source, int by, int mask) {
    int first = Integer.numberOfLeadingZeros(mask);
    int last = 31 - Integer.numberOfTrailingZeros(mask);
    builder.add(new PpcInsn(PpcLir.RR, PpcOp.RLWINM, result, source).numbers(by, first, last));
  }

  private boolean andWide(Insn insn, Insn value, long bits) {
    int result = operands.result(insn);
    int leading = Long.numberOfLeadingZeros(bits);
    if (bits != 0 && (bits & (bits + 1)) == 0) {
      Insn shift = shifted(value);
      boolean right = shift != null && shift.op() != TssaOp.SHL;
      int by = right ? (int) value.arg(1).imm() & 63 : 0;
      boolean one = right && leading >= by;
      int source = operands.reg(one ? value.arg(0) : value);
      builder.add(
          new PpcInsn(PpcLir.RR, PpcOp.RLDICL, result, source)
              .numbers(one ? 64 - by & 63 : 0, leading));
      return true;
    }
    if (bits != 0 && (~bits & (~bits + 1)) == 0) {
      int last = 63 - Long.numberOfTrailingZeros(bits);
      builder.add(
          new PpcInsn(PpcLir.RR, PpcOp.RLDICR, result, operands.reg(value)).numbers(0, last));
      return true;
    }
    return immediate(insn, value, bits, PpcOp.ANDI, PpcOp.ANDIS);
  }

  /** An operation with a constant in one half of the low word; false if the bits are in others. */
  boolean immediate(Insn insn, Insn value, long bits, PpcOp low, PpcOp high) {
    boolean isLow = bits >>> 16 == 0;
    if (!isLow && bits >>> 32 == 0 && (bits & 0xFFFF) == 0) {
      builder.add(immediate(insn, high, value, bits >>> 16));
      return true;
    }
    if (isLow) {
      builder.add(immediate(insn, low, value, bits));
    }
    return isLow;
  }

  private PpcInsn immediate(Insn insn, PpcOp op, Insn value, long half) {
    boolean masks = op == PpcOp.ANDI || op == PpcOp.ANDIS;
    int source = masks ? operands.low(value) : operands.like(insn, value);
    return new PpcInsn(PpcLir.RR, op, operands.result(insn), source).numbers(half);
  }
}
