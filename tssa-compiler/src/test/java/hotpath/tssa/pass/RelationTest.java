package hotpath.tssa.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.tssa.eval.Arithmetic;
import hotpath.tssa.eval.Corners;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.TssaOp;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The sets of {@link Relation} against evaluated comparisons. */
class RelationTest {
  private static final Kind[] KINDS = {Kind.I32, Kind.I64, Kind.REF, Kind.F32, Kind.F64};

  /** The one way in which two numbers compare. */
  private static int way(Kind kind, long a, long b) {
    int way = Relation.any(kind);
    for (Cond cond : Cond.values()) {
      boolean asked = kind == Kind.REF ? cond.fits(Kind.I32) : cond.fits(kind);
      if (asked) {
        int holds = Relation.of(cond, kind);
        way &= Arithmetic.holds(cond, kind, a, b) ? holds : ~holds;
      }
    }
    return way;
  }

  @Test
  void numbersCompareInOneWay() {
    for (Kind kind : KINDS) {
      for (long a : Corners.of(kind)) {
        for (long b : Corners.of(kind)) {
          assertEquals(1, Integer.bitCount(way(kind, a, b)), kind + " " + a + " " + b);
          assertEquals(way(kind, b, a), Relation.swapped(way(kind, a, b), kind));
        }
      }
    }
  }

  @Test
  void conditionsComeBack() {
    for (Kind kind : KINDS) {
      for (Cond cond : Cond.values()) {
        if (kind != Kind.REF && cond.fits(kind)) {
          Cond back = Relation.cond(Relation.of(cond, kind), kind);
          assertEquals(cond, back, kind.toString());
          int inverse = Relation.of(cond.inverse(kind), kind);
          assertEquals(Relation.any(kind) & ~Relation.of(cond, kind), inverse);
        }
      }
    }
  }

  /**
   * Every pair of numbers in two ranges compares in a way that the ranges allow, and every allowed
   * way occurs.
   */
  @Test
  void rangesAllowWhatOccurs() {
    int[] ends = {
      Integer.MIN_VALUE,
      Integer.MIN_VALUE + 1,
      -2,
      -1,
      0,
      1,
      2,
      Integer.MAX_VALUE - 1,
      Integer.MAX_VALUE
    };
    for (int aLow : ends) {
      for (int aHigh : ends) {
        for (int bLow : ends) {
          for (int bHigh : ends) {
            if (aLow <= aHigh && bLow <= bHigh) {
              ranges(aLow, aHigh, bLow, bHigh, ends);
            }
          }
        }
      }
    }
  }

  private static void ranges(int aLow, int aHigh, int bLow, int bHigh, int[] samples) {
    int occurs = 0;
    for (int a : samples) {
      for (int b : samples) {
        if (a >= aLow && a <= aHigh && b >= bLow && b <= bHigh) {
          occurs |= way(Kind.I32, a, b);
        }
      }
    }
    int allowed = Relation.ofRanges(Range.of(aLow, aHigh), Range.of(bLow, bHigh));
    String what = aLow + ".." + aHigh + " " + bLow + ".." + bHigh;
    assertEquals(0, occurs & ~allowed, what);
    assertTrue(Integer.bitCount(allowed & ~occurs) <= 2, what);
  }

  /** The range of a result holds every result of numbers in the operands' ranges. */
  @Test
  void rangesOfResultsHoldTheResults() {
    TssaOp[] ops = {
      TssaOp.ADD, TssaOp.SUB, TssaOp.MUL,
      TssaOp.DIV, TssaOp.REM, TssaOp.AND,
      TssaOp.OR, TssaOp.XOR, TssaOp.SHR,
      TssaOp.USHR, TssaOp.MIN, TssaOp.MAX
    };
    long[] values = Corners.of(Kind.I32);
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      long a = range(values, random);
      long b = range(values, random);
      for (TssaOp op : ops) {
        long result = RangeArithmetic.binary(op, a, b);
        for (long x : values) {
          for (long y : values) {
            boolean zero = y == 0 && (op == TssaOp.DIV || op == TssaOp.REM);
            if (Range.within(Range.of((int) x, (int) x), Range.low(a), Range.high(a))
                && Range.within(Range.of((int) y, (int) y), Range.low(b), Range.high(b))
                && !zero) {
              long z = Arithmetic.binary(op, Kind.I32, x, y);
              assertTrue(z >= Range.low(result) && z <= Range.high(result), op + " " + x + " " + y);
            }
          }
        }
      }
    }
  }

  private static long range(long[] values, Random random) {
    int x = (int) values[random.nextInt(values.length)];
    int y = (int) values[random.nextInt(values.length)];
    return Range.of(Math.min(x, y), Math.max(x, y));
  }
}
