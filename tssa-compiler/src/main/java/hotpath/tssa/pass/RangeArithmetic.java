package hotpath.tssa.pass;

import hotpath.tssa.ir.TssaOp;

/**
 * Operations on {@link Range}s: where the results lie if nothing wraps, everything if something
 * can.
 */
final class RangeArithmetic {
  private RangeArithmetic() {}

  static long binary(TssaOp op, long a, long b) {
    long aLow = Range.low(a);
    long aHigh = Range.high(a);
    long bLow = Range.low(b);
    long bHigh = Range.high(b);
    return switch (op) {
      case ADD -> Range.checked(aLow + bLow, aHigh + bHigh);
      case SUB -> Range.checked(aLow - bHigh, aHigh - bLow);
      case MUL -> {
        long p = aLow * bLow;
        long q = aLow * bHigh;
        long r = aHigh * bLow;
        long s = aHigh * bHigh;
        yield Range.checked(
            Math.min(Math.min(p, q), Math.min(r, s)), Math.max(Math.max(p, q), Math.max(r, s)));
      }
      case MIN -> Range.checked(Math.min(aLow, bLow), Math.min(aHigh, bHigh));
      case MAX -> Range.checked(Math.max(aLow, bLow), Math.max(aHigh, bHigh));
      case AND -> and(aLow, aHigh, bLow, bHigh);
      case OR, XOR -> aLow >= 0 && bLow >= 0 ? Range.checked(0, ones(aHigh | bHigh)) : Range.FULL;
      case SHR -> shift(a, b, false);
      case USHR -> shift(a, b, true);
      case REM -> remainder(aLow, aHigh, bLow, bHigh);
      case DIV -> aLow >= 0 && bLow > 0 ? Range.checked(aLow / bHigh, aHigh / bLow) : Range.FULL;
      default -> Range.FULL;
    };
  }

  private static long and(long aLow, long aHigh, long bLow, long bHigh) {
    if (aLow >= 0 && bLow >= 0) {
      return Range.checked(0, Math.min(aHigh, bHigh));
    }
    if (aLow >= 0) {
      return Range.checked(0, aHigh);
    }
    return bLow >= 0 ? Range.checked(0, bHigh) : Range.FULL;
  }

  /** The least number of the form 2^k - 1 that is not below {@code x}. */
  private static long ones(long x) {
    return x == 0 ? 0 : Long.highestOneBit(x) * 2 - 1;
  }

  private static long shift(long a, long b, boolean logical) {
    if (!Range.isConstant(b)) {
      return Range.low(a) >= 0 ? Range.of(0, Range.high(a)) : Range.FULL;
    }
    int distance = Range.low(b) & 31;
    if (logical && Range.low(a) < 0) {
      return distance == 0 ? a : Range.of(0, -1 >>> distance);
    }
    return Range.of(Range.low(a) >> distance, Range.high(a) >> distance);
  }

  /**
   * The remainder is nearer to 0 than the divisor, no further than the dividend, and has its sign.
   */
  private static long remainder(long aLow, long aHigh, long bLow, long bHigh) {
    long most = Math.max(Math.abs(bLow), Math.abs(bHigh)) - 1;
    long low = aLow >= 0 ? 0 : Math.max(aLow, -most);
    long high = aHigh <= 0 ? 0 : Math.min(aHigh, most);
    return most < 0 ? Range.FULL : Range.checked(low, high);
  }
}
