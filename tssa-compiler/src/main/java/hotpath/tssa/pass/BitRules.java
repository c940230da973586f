package hotpath.tssa.pass;

import static hotpath.tssa.pass.Fold.NO;

import hotpath.tssa.eval.Arithmetic;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.TssaOp;

/** Fold rules of bitwise operations and shifts; the table is {@link FoldRule}. */
final class BitRules {
  private BitRules() {}

  static int andZero(Fold f) {
    return f.b.isConst(0) ? f.value(0) : NO;
  }

  static int andOnes(Fold f) {
    return f.b.isConst(-1) ? f.value(f.a) : NO;
  }

  static int andSame(Fold f) {
    return f.a == f.b ? f.value(f.a) : NO;
  }

  static int andConstants(Fold f) {
    if (!f.b.isConst() || f.a.op() != f.op || !f.a.arg(1).isConst()) {
      return NO;
    }
    long c = f.a.arg(1).imm();
    long d = f.b.imm();
    long both =
        switch (f.op) {
          case AND -> c & d;
          case OR -> c | d;
          default -> c ^ d;
        };
    return f.become(f.op, f.a.arg(0), f.constant(both));
  }

  static int andCovered(Fold f) {
    return isCovered(f) ? f.value(f.a) : NO;
  }

  static int orCovered(Fold f) {
    return isCovered(f) ? f.value(f.b) : NO;
  }

  /** Whether the constant has every bit that the other operand can have. */
  private static boolean isCovered(Fold f) {
    long x = f.kind == Kind.I32 && f.b.isConst() ? f.range(f.a) : Range.FULL;
    if (Range.low(x) < 0) {
      return false;
    }
    int high = Range.high(x);
    long ones = high == 0 ? 0 : Integer.highestOneBit(high) * 2L - 1;
    return (f.b.imm() & ones) == ones;
  }

  /** The bits that a narrowing keeps, or 0. */
  private static long kept(TssaOp op) {
    return switch (op) {
      case I2B -> 0xFF;
      case I2S, I2C -> 0xFFFF;
      default -> 0;
    };
  }

  static int andNarrowed(Fold f) {
    long kept = kept(f.a.op());
    return kept != 0 && f.b.isConst() && (f.b.imm() & ~kept) == 0
        ? f.become(TssaOp.AND, f.a.arg(0), f.b)
        : NO;
  }

  static int andChar(Fold f) {
    return f.kind == Kind.I32 && f.b.isConst(0xFFFF) ? f.become(TssaOp.I2C, f.a) : NO;
  }

  static int orZero(Fold f) {
    return f.b.isConst(0) ? f.value(f.a) : NO;
  }

  static int orOnes(Fold f) {
    return f.b.isConst(-1) ? f.value(-1) : NO;
  }

  static int xorSame(Fold f) {
    return f.a == f.b ? f.value(0) : NO;
  }

  static int xorTwice(Fold f) {
    if (f.a.op() == TssaOp.XOR) {
      if (f.a.arg(1) == f.b) {
        return f.value(f.a.arg(0));
      }
      if (f.a.arg(0) == f.b) {
        return f.value(f.a.arg(1));
      }
    }
    return NO;
  }

  static int shiftZero(Fold f) {
    return f.b.isConst(0) || f.a.isConst(0) ? f.value(f.a) : NO;
  }

  static int shiftMasked(Fold f) {
    int mask = f.bits() - 1;
    if (f.b.isConst()) {
      long masked = f.b.imm() & mask;
      return masked == f.b.imm() ? NO : f.become(f.op, f.a, f.constant(Kind.I32, masked));
    }
    return f.b.op() == TssaOp.AND && f.b.arg(1).isConst() && (f.b.arg(1).imm() & mask) == mask
        ? f.become(f.op, f.a, f.b.arg(0))
        : NO;
  }

  static int shiftTwice(Fold f) {
    if (!f.b.isConst() || f.a.op() != f.op || !f.a.arg(1).isConst()) {
      return NO;
    }
    int mask = f.bits() - 1;
    long sum = (f.a.arg(1).imm() & mask) + (f.b.imm() & mask);
    if (sum <= mask) {
      return f.become(f.op, f.a.arg(0), f.constant(Kind.I32, sum));
    }
    return f.op == TssaOp.SHR ? f.become(f.op, f.a.arg(0), f.constant(Kind.I32, mask)) : f.value(0);
  }

  private static boolean isShiftedLeft(Fold f) {
    Insn x = f.a;
    return f.b.isConst() && x.op() == TssaOp.SHL && x.arg(1).isConst(f.b.imm());
  }

  static int shiftBack(Fold f) {
    if (f.kind != Kind.I32 || !isShiftedLeft(f)) {
      return NO;
    }
    if (f.b.isConst(24)) {
      return f.become(TssaOp.I2B, f.a.arg(0));
    }
    return f.b.isConst(16) ? f.become(TssaOp.I2S, f.a.arg(0)) : NO;
  }

  static int shiftClear(Fold f) {
    if (!isShiftedLeft(f)) {
      return NO;
    }
    int k = (int) f.b.imm() & (f.bits() - 1);
    long ones = f.kind == Kind.I32 ? -1 >>> k : -1L >>> k;
    return f.become(TssaOp.AND, f.a.arg(0), f.constant(Arithmetic.canonical(f.kind, ones)));
  }

  static int bswapBswap(Fold f) {
    return f.a.op() == TssaOp.BSWAP ? f.value(f.a.arg(0)) : NO;
  }
}
