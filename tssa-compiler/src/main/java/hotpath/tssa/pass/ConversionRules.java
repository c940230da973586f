package hotpath.tssa.pass;

import static hotpath.tssa.pass.Fold.NO;

import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.TssaOp;

/** Fold rules of conversions; the table is {@link FoldRule}. */
final class ConversionRules {
  private ConversionRules() {}

  static int narrowCovered(Fold f) {
    long x = f.range(f.a);
    boolean covered =
        switch (f.op) {
          case I2B -> Range.within(x, Byte.MIN_VALUE, Byte.MAX_VALUE);
          case I2S -> Range.within(x, Short.MIN_VALUE, Short.MAX_VALUE);
          default -> Range.within(x, 0, 0xFFFF);
        };
    return covered ? f.value(f.a) : NO;
  }

  private static int keptBits(TssaOp op) {
    return op == TssaOp.I2B ? 8 : op == TssaOp.I2S || op == TssaOp.I2C ? 16 : 0;
  }

  /** What the inner one keeps decides nothing if the outer one keeps no more. */
  static int narrowTwice(Fold f) {
    int inner = keptBits(f.a.op());
    return inner != 0 && inner >= keptBits(f.op) ? f.become(f.op, f.a.arg(0)) : NO;
  }

  static int narrowMasked(Fold f) {
    long bits = (1L << keptBits(f.op)) - 1;
    return f.a.op() == TssaOp.AND && f.a.arg(1).isConst() && (f.a.arg(1).imm() & bits) == bits
        ? f.become(f.op, f.a.arg(0))
        : NO;
  }

  static int i2lPositive(Fold f) {
    return Range.low(f.range(f.a)) >= 0 ? f.become(TssaOp.U2L, f.a) : NO;
  }

  private static boolean isExtended(Insn x) {
    return x.op() == TssaOp.I2L || x.op() == TssaOp.U2L;
  }

  static int l2iExtended(Fold f) {
    return isExtended(f.a) ? f.value(f.a.arg(0)) : NO;
  }

  static int l2iLow(Fold f) {
    Insn x = f.a;
    switch (x.op()) {
      case ADD, SUB, MUL, AND, OR, XOR -> {
        boolean free = isFree(x.arg(0)) && isFree(x.arg(1));
        return free ? f.become(x.op(), low(f, x.arg(0)), low(f, x.arg(1))) : NO;
      }
      default -> {
        return NO;
      }
    }
  }

  private static boolean isFree(Insn x) {
    return x.isConst() || isExtended(x);
  }

  private static Insn low(Fold f, Insn x) {
    if (!x.isConst()) {
      return x.arg(0);
    }
    int bits = (int) x.imm();
    return f.constant(Kind.I32, bits);
  }

  static int d2fWidened(Fold f) {
    Insn x = f.a;
    if (x.op() == TssaOp.F2D) {
      return f.value(x.arg(0));
    }
    if (x.op() == TssaOp.I2D) {
      return f.become(TssaOp.I2F, x.arg(0));
    }
    // A root has at most half the digits that could make rounding twice differ from rounding once.
    return x.op() == TssaOp.SQRT && x.arg(0).op() == TssaOp.F2D
        ? f.become(TssaOp.SQRT, x.arg(0).arg(0))
        : NO;
  }

  static int d2iWidened(Fold f) {
    Insn x = f.a;
    boolean toInt = f.op == TssaOp.D2I;
    if (x.op() == TssaOp.I2D) {
      return toInt ? f.value(x.arg(0)) : f.become(TssaOp.I2L, x.arg(0));
    }
    return x.op() == TssaOp.F2D ? f.become(toInt ? TssaOp.F2I : TssaOp.F2L, x.arg(0)) : NO;
  }

  static int bitsBack(Fold f) {
    TssaOp inverse =
        switch (f.op) {
          case F2BITS -> TssaOp.BITS2F;
          case BITS2F -> TssaOp.F2BITS;
          case D2BITS -> TssaOp.BITS2D;
          case BITS2D -> TssaOp.D2BITS;
          case R2I -> TssaOp.I2R;
          default -> TssaOp.R2I;
        };
    return f.a.op() == inverse ? f.value(f.a.arg(0)) : NO;
  }

  static int lcmpSame(Fold f) {
    return f.a == f.b ? f.value(0) : NO;
  }
}
