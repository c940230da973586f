package hotpath.tssa.eval;

import hotpath.tssa.ir.Kind;
import java.util.stream.LongStream;

/** Values at which arithmetic goes wrong, in canonical bits. */
public final class Corners {
  private static final int[] INTS = {
    0,
    1,
    -1,
    2,
    -2,
    3,
    7,
    8,
    31,
    32,
    33,
    63,
    64,
    127,
    128,
    -128,
    -129,
    255,
    256,
    32767,
    32768,
    -32768,
    65535,
    65536,
    0x12345678,
    0x80000001,
    Integer.MAX_VALUE,
    Integer.MAX_VALUE - 1,
    Integer.MIN_VALUE
  };
  private static final long[] LONGS = {
    1L << 32,
    (1L << 32) - 1,
    -(1L << 32),
    1L << 31,
    -(1L << 31) - 1,
    0x123456789ABCDEFL,
    1L << 53,
    (1L << 53) + 1,
    Long.MAX_VALUE,
    Long.MAX_VALUE - 1,
    Long.MIN_VALUE,
    Long.MIN_VALUE + 1
  };
  private static final float[] FLOATS = {
    0f,
    -0f,
    1f,
    -1f,
    0.5f,
    1.5f,
    2.5f,
    -2.5f,
    1e10f,
    -1e10f,
    0x1p31f,
    9.2233720e18f,
    -9.3e18f,
    Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    0x1p24f,
    3.1415927f
  };
  private static final double[] DOUBLES = {
    1e300,
    -1e300,
    4503599627370495.5,
    0.49999999999999994,
    2147483647.5,
    -2147483648.5,
    Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    1e-40,
    Math.PI,
    0x1p53
  };

  private Corners() {}

  public static long[] of(Kind kind) {
    return switch (kind) {
      case I32, REF -> ints().toArray();
      case I64 -> LongStream.concat(ints(), LongStream.of(LONGS)).toArray();
      case F32 -> floats().map(i -> Arithmetic.ofFloat(FLOATS[(int) i])).toArray();
      case F64 ->
          LongStream.concat(
                  floats().map(i -> Arithmetic.ofDouble(FLOATS[(int) i])),
                  LongStream.range(0, DOUBLES.length)
                      .map(i -> Arithmetic.ofDouble(DOUBLES[(int) i])))
              .toArray();
      case ADDR, VOID -> throw new IllegalArgumentException(kind.toString());
    };
  }

  private static LongStream ints() {
    return LongStream.range(0, INTS.length).map(i -> INTS[(int) i]);
  }

  private static LongStream floats() {
    return LongStream.range(0, FLOATS.length);
  }
}
