package hotpath.tssa.pass;

import static hotpath.tssa.pass.Fold.AGAIN;
import static hotpath.tssa.pass.Fold.NO;

import hotpath.tssa.eval.Arithmetic;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.TssaOp;

/** Fold rules of sums, products and quotients; the table is {@link FoldRule}. */
final class ArithmeticRules {
  private ArithmeticRules() {}

  static int constantRight(Fold f) {
    if (!f.a.isConst() || f.b.isConst()) {
      return NO;
    }
    Insn a = f.a;
    f.a = f.b;
    f.b = a;
    return AGAIN;
  }

  private static long wrap(Fold f, long bits) {
    return Arithmetic.canonical(f.kind, bits);
  }

  static int addZero(Fold f) {
    return f.isInt() && f.b.isConst(0) ? f.value(f.a) : NO;
  }

  static int addConstants(Fold f) {
    if (f.isInt() && f.b.isConst() && isSumWithConstant(f.a)) {
      return f.become(TssaOp.ADD, f.a.arg(0), f.constant(wrap(f, f.a.arg(1).imm() + f.b.imm())));
    }
    return NO;
  }

  private static boolean isSumWithConstant(Insn x) {
    return x.op() == TssaOp.ADD && x.arg(1).isConst();
  }

  static int addToRest(Fold f) {
    if (f.isInt() && f.b.isConst() && f.a.op() == TssaOp.SUB && f.a.arg(0).isConst()) {
      return f.become(TssaOp.SUB, f.constant(wrap(f, f.a.arg(0).imm() + f.b.imm())), f.a.arg(1));
    }
    return NO;
  }

  static int addNegated(Fold f) {
    if (!f.isInt()) {
      return NO;
    }
    if (f.b.op() == TssaOp.NEG) {
      return f.become(TssaOp.SUB, f.a, f.b.arg(0));
    }
    return f.a.op() == TssaOp.NEG ? f.become(TssaOp.SUB, f.b, f.a.arg(0)) : NO;
  }

  static int addSubtracted(Fold f) {
    if (!f.isInt()) {
      return NO;
    }
    if (f.a.op() == TssaOp.SUB && f.a.arg(1) == f.b) {
      return f.value(f.a.arg(0));
    }
    return f.b.op() == TssaOp.SUB && f.b.arg(1) == f.a ? f.value(f.b.arg(0)) : NO;
  }

  static int subConstant(Fold f) {
    return f.isInt() && f.b.isConst()
        ? f.become(TssaOp.ADD, f.a, f.constant(wrap(f, -f.b.imm())))
        : NO;
  }

  static int subSame(Fold f) {
    return f.isInt() && f.a == f.b ? f.value(0) : NO;
  }

  static int subFromZero(Fold f) {
    return f.isInt() && f.a.isConst(0) ? f.become(TssaOp.NEG, f.b) : NO;
  }

  static int subNegated(Fold f) {
    return f.isInt() && f.b.op() == TssaOp.NEG ? f.become(TssaOp.ADD, f.a, f.b.arg(0)) : NO;
  }

  static int subAdded(Fold f) {
    if (f.isInt() && f.a.op() == TssaOp.ADD) {
      if (f.a.arg(0) == f.b) {
        return f.value(f.a.arg(1));
      }
      if (f.a.arg(1) == f.b) {
        return f.value(f.a.arg(0));
      }
    }
    return NO;
  }

  static int subOffsets(Fold f) {
    if (!f.isInt() || !isSumWithConstant(f.b)) {
      return NO;
    }
    long right = f.b.arg(1).imm();
    if (f.b.arg(0) == f.a) {
      return f.value(wrap(f, -right));
    }
    return isSumWithConstant(f.a) && f.a.arg(0) == f.b.arg(0)
        ? f.value(wrap(f, f.a.arg(1).imm() - right))
        : NO;
  }

  static int negNeg(Fold f) {
    return f.a.op() == TssaOp.NEG ? f.value(f.a.arg(0)) : NO;
  }

  static int negSub(Fold f) {
    return f.isInt() && f.a.op() == TssaOp.SUB ? f.become(TssaOp.SUB, f.a.arg(1), f.a.arg(0)) : NO;
  }

  static int mulZero(Fold f) {
    return f.isInt() && f.b.isConst(0) ? f.value(0) : NO;
  }

  static int mulOne(Fold f) {
    return f.isInt() && f.b.isConst(1) ? f.value(f.a) : NO;
  }

  static int mulMinusOne(Fold f) {
    return f.isInt() && f.b.isConst(-1) ? f.become(TssaOp.NEG, f.a) : NO;
  }

  static int mulConstants(Fold f) {
    if (!f.isInt() || !f.b.isConst() || f.a.argCount() != 2 || !f.a.arg(1).isConst()) {
      return NO;
    }
    long inner = f.a.arg(1).imm();
    if (f.a.op() == TssaOp.MUL) {
      return f.become(TssaOp.MUL, f.a.arg(0), f.constant(wrap(f, inner * f.b.imm())));
    }
    if (f.a.op() == TssaOp.SHL) {
      long factor = f.b.imm() << (inner & (f.bits() - 1));
      return f.become(TssaOp.MUL, f.a.arg(0), f.constant(wrap(f, factor)));
    }
    return NO;
  }

  static int mulPower(Fold f) {
    int k = f.isInt() && f.b.isConst() ? powerOfTwo(f.b.imm(), f.bits()) : -1;
    return k > 0 ? f.become(TssaOp.SHL, f.a, f.constant(Kind.I32, k)) : NO;
  }

  /** The k with 2^k = {@code x} as a number of {@code bits} bits, or -1. */
  static int powerOfTwo(long x, int bits) {
    long unsigned = bits == 32 ? x & 0xFFFFFFFFL : x;
    return Long.bitCount(unsigned) == 1 ? Long.numberOfTrailingZeros(unsigned) : -1;
  }

  static int divOne(Fold f) {
    if (f.isInt() && f.b.isConst(1)) {
      return f.value(f.a);
    }
    return f.isInt() && f.b.isConst(-1) ? f.become(TssaOp.NEG, f.a) : NO;
  }

  static int divPower(Fold f) {
    if (!f.isInt() || !f.b.isConst() || f.b.imm() < 2) {
      return NO;
    }
    int k = powerOfTwo(f.b.imm(), f.bits());
    if (k < 0) {
      return NO;
    }
    Insn distance = f.constant(Kind.I32, k);
    return f.become(TssaOp.SHR, isPositive(f) ? f.a : biased(f, k), distance);
  }

  /** Whether the first operand is known not to be negative. */
  private static boolean isPositive(Fold f) {
    return f.kind == Kind.I32
        ? Range.low(f.range(f.a)) >= 0
        : f.a.op() == TssaOp.U2L || (f.a.op() == TssaOp.I2L && Range.low(f.range(f.a.arg(0))) >= 0);
  }

  /** {@code a + (2^k - 1)} if a is negative, else a: so that the shift rounds toward zero. */
  private static Insn biased(Fold f, int k) {
    int bits = f.bits();
    Insn sign = f.emit(TssaOp.SHR, f.kind, f.a, f.constant(Kind.I32, bits - 1));
    Insn bias = f.emit(TssaOp.USHR, f.kind, sign, f.constant(Kind.I32, bits - k));
    return f.emit(TssaOp.ADD, f.kind, f.a, bias);
  }

  /**
   * Exact because multiplication by a power of two rounds at the same place as division by its
   * inverse.
   */
  static int divReciprocal(Fold f) {
    if (!f.b.isConst() || f.isInt()) {
      return NO;
    }
    double divisor =
        f.kind == Kind.F32 ? Arithmetic.toFloat(f.b.imm()) : Arithmetic.toDouble(f.b.imm());
    int exponent = Math.getExponent(divisor);
    int limit = f.kind == Kind.F32 ? Float.MAX_EXPONENT : Double.MAX_EXPONENT;
    if (Math.abs(exponent) >= limit || Math.abs(divisor) != Math.scalb(1.0, exponent)) {
      return NO;
    }
    double inverse = 1 / divisor;
    long bits =
        f.kind == Kind.F32 ? Arithmetic.ofFloat((float) inverse) : Arithmetic.ofDouble(inverse);
    return f.become(TssaOp.MUL, f.a, f.constant(bits));
  }

  static int remOne(Fold f) {
    return f.isInt() && (f.b.isConst(1) || f.b.isConst(-1)) ? f.value(0) : NO;
  }

  static int remSmall(Fold f) {
    if (f.kind != Kind.I32) {
      return NO;
    }
    long x = f.range(f.a);
    return Range.low(x) >= 0 && Range.high(x) < Range.low(f.range(f.b)) ? f.value(f.a) : NO;
  }

  static int remPower(Fold f) {
    if (!f.isInt() || !f.b.isConst()) {
      return NO;
    }
    // The remainder does not depend on the divisor's sign; the least number has no positive
    // counterpart.
    long divisor = Math.abs(f.b.imm());
    int k = divisor < 2 || divisor > (-1L >>> (65 - f.bits())) ? -1 : powerOfTwo(divisor, 64);
    if (k < 0) {
      return NO;
    }
    if (isPositive(f)) {
      return f.become(TssaOp.AND, f.a, f.constant(divisor - 1));
    }
    Insn multiple = f.emit(TssaOp.AND, f.kind, biased(f, k), f.constant(-divisor));
    return f.become(TssaOp.SUB, f.a, multiple);
  }

  static int minMaxSame(Fold f) {
    return f.a == f.b ? f.value(f.a) : NO;
  }

  static int minMaxRange(Fold f) {
    if (f.kind != Kind.I32) {
      return NO;
    }
    long a = f.range(f.a);
    long b = f.range(f.b);
    boolean min = f.op == TssaOp.MIN;
    if (Range.high(a) <= Range.low(b)) {
      return f.value(min ? f.a : f.b);
    }
    return Range.high(b) <= Range.low(a) ? f.value(min ? f.b : f.a) : NO;
  }

  static int absSign(Fold f) {
    if (f.a.op() == TssaOp.ABS) {
      return f.value(f.a);
    }
    return f.a.op() == TssaOp.NEG ? f.become(TssaOp.ABS, f.a.arg(0)) : NO;
  }

  static int absPositive(Fold f) {
    return f.kind == Kind.I32 && Range.low(f.range(f.a)) >= 0 ? f.value(f.a) : NO;
  }
}
