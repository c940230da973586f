package hotpath.tssa.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.verify.Signature;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/**
 * {@link Arithmetic} against what Java's own operators and methods give, over all pairs of corner
 * values.
 */
class ArithmeticTest {

  private interface IntOp {
    long apply(int a, int b);
  }

  private interface LongOp {
    long apply(long a, long b);
  }

  private interface FloatOp {
    float apply(float a, float b);
  }

  private interface DoubleOp {
    double apply(double a, double b);
  }

  @Test
  void intArithmetic() {
    ints(TssaOp.ADD, (a, b) -> a + b);
    ints(TssaOp.SUB, (a, b) -> a - b);
    ints(TssaOp.MUL, (a, b) -> (int) ((long) a * b));
    ints(TssaOp.DIV, (a, b) -> b == -1 ? -a : a / b);
    ints(TssaOp.REM, (a, b) -> b == -1 ? 0 : a % b);
    ints(TssaOp.AND, (a, b) -> a & b);
    ints(TssaOp.OR, (a, b) -> a | b);
    ints(TssaOp.XOR, (a, b) -> a ^ b);
    ints(TssaOp.SHL, (a, b) -> a << (b & 31));
    ints(TssaOp.SHR, (a, b) -> a >> (b & 31));
    ints(TssaOp.USHR, (a, b) -> a >>> (b & 31));
    ints(TssaOp.MIN, (a, b) -> a < b ? a : b);
    ints(TssaOp.MAX, (a, b) -> a < b ? b : a);
    unary(TssaOp.NEG, Kind.I32, a -> (int) (0 - a));
    unary(TssaOp.ABS, Kind.I32, a -> (int) (a < 0 ? -a : a));
    unary(TssaOp.BITCOUNT, Kind.I32, a -> BigInteger.valueOf(a & 0xFFFFFFFFL).bitCount());
    unary(TssaOp.CLZ, Kind.I32, a -> 32 - BigInteger.valueOf(a & 0xFFFFFFFFL).bitLength());
    unary(TssaOp.CTZ, Kind.I32, a -> a == 0 ? 32 : BigInteger.valueOf(a).getLowestSetBit());
    unary(TssaOp.BSWAP, Kind.I32, a -> Integer.reverseBytes((int) a));
    unary(TssaOp.I2L, Kind.I32, a -> a);
    unary(TssaOp.U2L, Kind.I32, a -> a & 0xFFFFFFFFL);
    unary(TssaOp.I2B, Kind.I32, a -> (byte) a);
    unary(TssaOp.I2C, Kind.I32, a -> (char) a);
    unary(TssaOp.I2S, Kind.I32, a -> (short) a);
    unary(TssaOp.I2F, Kind.I32, a -> Float.floatToIntBits((int) a));
    unary(TssaOp.I2D, Kind.I32, a -> Double.doubleToLongBits((int) a));
    unary(TssaOp.BITS2F, Kind.I32, a -> a);
    unary(TssaOp.I2R, Kind.I32, a -> a);
    unary(TssaOp.R2I, Kind.REF, a -> a);
  }

  @Test
  void longArithmetic() {
    longs(TssaOp.ADD, (a, b) -> a + b);
    longs(TssaOp.SUB, (a, b) -> a - b);
    longs(TssaOp.MUL, (a, b) -> a * b);
    longs(TssaOp.DIV, (a, b) -> b == -1 ? -a : a / b);
    longs(TssaOp.REM, (a, b) -> b == -1 ? 0 : a % b);
    longs(TssaOp.AND, (a, b) -> a & b);
    longs(TssaOp.OR, (a, b) -> a | b);
    longs(TssaOp.XOR, (a, b) -> a ^ b);
    longs(TssaOp.MIN, (a, b) -> a < b ? a : b);
    longs(TssaOp.MAX, (a, b) -> a < b ? b : a);
    longs(
        TssaOp.MULHI,
        (a, b) -> BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).shiftRight(64).longValue());
    longs(TssaOp.UMULHI, (a, b) -> unsigned(a).multiply(unsigned(b)).shiftRight(64).longValue());
    longs(TssaOp.LCMP, (a, b) -> a < b ? -1 : a == b ? 0 : 1);
    for (long a : Corners.of(Kind.I64)) {
      for (long n : Corners.of(Kind.I32)) {
        assertEquals(a << (n & 63), Arithmetic.binary(TssaOp.SHL, Kind.I64, a, n));
        assertEquals(a >> (n & 63), Arithmetic.binary(TssaOp.SHR, Kind.I64, a, n));
        assertEquals(a >>> (n & 63), Arithmetic.binary(TssaOp.USHR, Kind.I64, a, n));
      }
    }
    unary(TssaOp.NEG, Kind.I64, a -> 0 - a);
    unary(TssaOp.ABS, Kind.I64, a -> a < 0 ? -a : a);
    unary(TssaOp.BITCOUNT, Kind.I64, a -> unsigned(a).bitCount());
    unary(TssaOp.CLZ, Kind.I64, a -> 64 - unsigned(a).bitLength());
    unary(TssaOp.CTZ, Kind.I64, a -> a == 0 ? 64 : unsigned(a).getLowestSetBit());
    unary(TssaOp.BSWAP, Kind.I64, Long::reverseBytes);
    unary(TssaOp.L2I, Kind.I64, a -> (int) a);
    unary(TssaOp.L2F, Kind.I64, a -> Float.floatToIntBits((float) a));
    unary(TssaOp.L2D, Kind.I64, a -> Double.doubleToLongBits((double) a));
    unary(TssaOp.BITS2D, Kind.I64, a -> a);
  }

  private static BigInteger unsigned(long a) {
    return new BigInteger(Long.toUnsignedString(a));
  }

  @Test
  void floatArithmetic() {
    floats(TssaOp.ADD, (a, b) -> a + b);
    floats(TssaOp.SUB, (a, b) -> a - b);
    floats(TssaOp.MUL, (a, b) -> a * b);
    floats(TssaOp.DIV, (a, b) -> a / b);
    floats(TssaOp.REM, (a, b) -> a % b);
    floats(TssaOp.MIN, StrictMath::min);
    floats(TssaOp.MAX, StrictMath::max);
    unary(TssaOp.NEG, Kind.F32, a -> Float.floatToIntBits(-f(a)));
    unary(TssaOp.ABS, Kind.F32, a -> Float.floatToIntBits(StrictMath.abs(f(a))));
    unary(TssaOp.SQRT, Kind.F32, a -> Float.floatToIntBits((float) StrictMath.sqrt(f(a))));
    unary(TssaOp.F2I, Kind.F32, a -> (int) f(a));
    unary(TssaOp.F2L, Kind.F32, a -> (long) f(a));
    unary(TssaOp.F2D, Kind.F32, a -> Double.doubleToLongBits(f(a)));
    unary(TssaOp.F2BITS, Kind.F32, a -> a);
  }

  @Test
  void doubleArithmetic() {
    doubles(TssaOp.ADD, (a, b) -> a + b);
    doubles(TssaOp.SUB, (a, b) -> a - b);
    doubles(TssaOp.MUL, (a, b) -> a * b);
    doubles(TssaOp.DIV, (a, b) -> a / b);
    doubles(TssaOp.REM, (a, b) -> a % b);
    doubles(TssaOp.MIN, StrictMath::min);
    doubles(TssaOp.MAX, StrictMath::max);
    unary(TssaOp.NEG, Kind.F64, a -> Double.doubleToLongBits(-d(a)));
    unary(TssaOp.ABS, Kind.F64, a -> Double.doubleToLongBits(StrictMath.abs(d(a))));
    unary(TssaOp.SQRT, Kind.F64, a -> Double.doubleToLongBits(StrictMath.sqrt(d(a))));
    unary(TssaOp.FLOOR, Kind.F64, a -> Double.doubleToLongBits(StrictMath.floor(d(a))));
    unary(TssaOp.CEIL, Kind.F64, a -> Double.doubleToLongBits(StrictMath.ceil(d(a))));
    unary(TssaOp.RINT, Kind.F64, a -> Double.doubleToLongBits(StrictMath.rint(d(a))));
    unary(TssaOp.D2I, Kind.F64, a -> (int) d(a));
    unary(TssaOp.D2L, Kind.F64, a -> (long) d(a));
    unary(TssaOp.D2F, Kind.F64, a -> Float.floatToIntBits((float) d(a)));
    unary(TssaOp.D2BITS, Kind.F64, a -> a);
  }

  @Test
  void threeWayComparisonsDifferForNaNOnly() {
    for (long a : Corners.of(Kind.F64)) {
      for (long b : Corners.of(Kind.F64)) {
        boolean nan = Double.isNaN(d(a)) || Double.isNaN(d(b));
        long order = nan ? 1 : d(a) < d(b) ? -1 : d(a) == d(b) ? 0 : 1;
        assertEquals(order, Arithmetic.binary(TssaOp.CMPG, Kind.F64, a, b));
        assertEquals(nan ? -1 : order, Arithmetic.binary(TssaOp.CMPL, Kind.F64, a, b));
      }
    }
  }

  @Test
  void integerDivisionByZeroIsAnError() {
    assertThrows(ArithmeticException.class, () -> Arithmetic.binary(TssaOp.DIV, Kind.I32, 1, 0));
    assertThrows(ArithmeticException.class, () -> Arithmetic.binary(TssaOp.REM, Kind.I64, 1, 0));
  }

  /** Every operation that claims to be computed is, for each kind that its signature admits. */
  @Test
  void everyPureScalarOperationIsComputed() {
    for (TssaOp op : TssaOp.values()) {
      if (Arithmetic.computes(op)) {
        boolean computed = false;
        for (Kind kind : new Kind[] {Kind.I32, Kind.I64, Kind.F32, Kind.F64, Kind.REF}) {
          computed |= computes(op, kind);
        }
        assertTrue(computed, op.toString());
      }
    }
    assertEquals("has 0 operands", Signature.of(TssaOp.ADD).mismatch(noOperands()));
  }

  private static hotpath.tssa.ir.Insn noOperands() {
    var tssa = new hotpath.tssa.ir.Tssa("t", hotpath.tssa.ir.Tssa.Shape.LEAF);
    return tssa.create(
        new hotpath.tssa.ir.Insn.Template(
            TssaOp.ADD, Kind.I32, new hotpath.tssa.ir.Insn[0], 0, null, null, null),
        0);
  }

  private static boolean computes(TssaOp op, Kind kind) {
    try {
      if (op.signature().indexOf(':') == 1) {
        Arithmetic.unary(op, kind, 1);
      } else {
        Arithmetic.binary(op, kind, 1, 1);
      }
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static float f(long bits) {
    return Float.intBitsToFloat((int) bits);
  }

  private static double d(long bits) {
    return Double.longBitsToDouble(bits);
  }

  private static void ints(TssaOp op, IntOp expected) {
    for (long a : Corners.of(Kind.I32)) {
      for (long b : Corners.of(Kind.I32)) {
        if (b != 0 || (op != TssaOp.DIV && op != TssaOp.REM)) {
          assertEquals(
              (long) (int) expected.apply((int) a, (int) b),
              Arithmetic.binary(op, Kind.I32, a, b),
              () -> op + " " + a + " " + b);
        }
      }
    }
  }

  private static void longs(TssaOp op, LongOp expected) {
    for (long a : Corners.of(Kind.I64)) {
      for (long b : Corners.of(Kind.I64)) {
        if (b != 0 || (op != TssaOp.DIV && op != TssaOp.REM)) {
          assertEquals(
              expected.apply(a, b),
              Arithmetic.binary(op, Kind.I64, a, b),
              () -> op + " " + a + " " + b);
        }
      }
    }
  }

  private static void floats(TssaOp op, FloatOp expected) {
    for (long a : Corners.of(Kind.F32)) {
      for (long b : Corners.of(Kind.F32)) {
        assertEquals(
            Float.floatToIntBits(expected.apply(f(a), f(b))),
            Arithmetic.binary(op, Kind.F32, a, b),
            () -> op + " " + f(a) + " " + f(b));
      }
    }
  }

  private static void doubles(TssaOp op, DoubleOp expected) {
    for (long a : Corners.of(Kind.F64)) {
      for (long b : Corners.of(Kind.F64)) {
        assertEquals(
            Double.doubleToLongBits(expected.apply(d(a), d(b))),
            Arithmetic.binary(op, Kind.F64, a, b),
            () -> op + " " + d(a) + " " + d(b));
      }
    }
  }

  private static void unary(TssaOp op, Kind kind, java.util.function.LongUnaryOperator expected) {
    for (long a : Corners.of(kind)) {
      assertEquals(
          expected.applyAsLong(a), Arithmetic.unary(op, kind, a), () -> op + " " + kind + " " + a);
    }
  }
}
