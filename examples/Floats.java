// test: 20

/**
 * float and double at the corners: signed zeros, infinities, numbers that are none, the smallest
 * and the largest, and the conversions between all kinds. Comparisons come in two bytecodes that
 * differ only in what they say of NaN, and a guard on one must not be turned around as if they were
 * integers; conversions to int and long saturate; a remainder is no division. The rest is loops: a
 * sum that loses bits in one order only, roots by Newton, a polynomial.
 */
public final class Floats {
  private static final double[] CORNERS = {
    0.0,
    -0.0,
    1.0,
    -1.5,
    0.1,
    1e-310,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    -1e19,
    4294967296.5,
    2147483647.5,
    -2147483648.9,
    1e40,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  public static void main(String[] args) {
    int size = args.length > 0 ? Integer.parseInt(args[0]) : 1_500_000;
    int count = Math.min(size, CORNERS.length);
    for (int i = 0; i < count; i++) {
      conversions(CORNERS[i]);
    }
    for (int i = 0; i < count; i++) {
      StringBuilder line = new StringBuilder();
      for (int j = 0; j < count; j++) {
        line.append(Long.toHexString(mix(CORNERS[i], CORNERS[j]))).append(' ');
      }
      System.out.println(line);
    }
    loops(size);
  }

  private static void conversions(double d) {
    float f = (float) d;
    StringBuilder line = new StringBuilder();
    line.append(d).append(' ').append(f).append(' ').append((int) d).append(' ').append((long) d);
    line.append(' ').append((int) f).append(' ').append((long) f).append(' ').append((byte) d);
    line.append(' ').append((int) (char) d).append(' ').append(Long.toHexString(bits(d)));
    line.append(' ').append(Integer.toHexString(bits(f))).append(' ').append(-d);
    line.append(' ').append(Math.abs(d)).append(' ').append(Math.round(d)).append(' ');
    line.append(Math.floor(d)).append(' ').append(Math.ceil(d)).append(' ').append(Math.rint(d));
    line.append(' ').append(Math.sqrt(d)).append(' ').append(Math.signum(d));
    System.out.println(line);
  }

  /** The bits; one pattern for all NaN, since which of them an operation makes is not defined. */
  private static long bits(double d) {
    return d != d ? 0x7ff8000000000000L : Double.doubleToRawLongBits(d);
  }

  private static int bits(float f) {
    return f != f ? 0x7fc00000 : Float.floatToRawIntBits(f);
  }

  /** All operations in one number, so that one wrong bit shows. */
  private static long mix(double a, double b) {
    long h = bits(a + b);
    h = 31 * h + bits(a - b);
    h = 31 * h + bits(a * b);
    h = 31 * h + bits(a / b);
    h = 31 * h + bits(a % b);
    h = 31 * h + bits(Math.min(a, b)) + 7 * bits(Math.max(a, b));
    h = 31 * h + order(a < b, a <= b, a == b, a != b, a >= b, a > b);
    float f = (float) a;
    float g = (float) b;
    h = 31 * h + bits(f + g) + bits(f - g) * 3L + bits(f * g) * 5L;
    h = 31 * h + bits(f / g) + bits(f % g) * 3L;
    h = 31 * h + order(f < g, f <= g, f == g, f != g, f >= g, f > g);
    h = 31 * h + order(!(a < b), !(a <= b), !(f > g), !(f >= g), a < g, f == b);
    return 31 * h + Double.compare(a, b) + 3L * Float.compare(f, g);
  }

  private static int order(boolean a, boolean b, boolean c, boolean d, boolean e, boolean f) {
    return (a ? 1 : 0) + (b ? 2 : 0) + (c ? 4 : 0) + (d ? 8 : 0) + (e ? 16 : 0) + (f ? 32 : 0);
  }

  private static void loops(int size) {
    double up = 0;
    float upSingle = 0;
    for (int i = 1; i <= size; i++) {
      up += 1.0 / ((double) i * i);
      upSingle += 1.0f / ((float) i * i);
    }
    double down = 0;
    for (int i = size; i >= 1; i--) {
      down += 1.0 / ((double) i * i);
    }
    print("up", up);
    print("up, float", upSingle);
    print("down", down);
    double roots = 0;
    for (int i = 1; i <= size / 16; i++) {
      roots += root(i);
    }
    print("roots", roots);
    double sine = 0;
    for (int i = 0; i < size; i++) {
      sine += sine((i & 1023) / 512.0);
    }
    print("sines", sine);
    long saturated = 0;
    for (int i = 0; i < size; i++) {
      double d = (i - size / 2) * 1e15;
      saturated += (int) d + (long) (d * 1e4) + (short) d + (int) (float) (d % 1e9);
    }
    System.out.print("saturated ");
    System.out.println(saturated);
  }

  /** By Newton's method, until nothing changes any more. */
  private static double root(double x) {
    double guess = x;
    double last = 0;
    while (guess != last) {
      double next = (guess + x / guess) / 2;
      last = next >= guess ? guess : last;
      guess = Math.min(next, guess);
    }
    return guess;
  }

  private static double sine(double x) {
    double x2 = x * x;
    return x * (1 - x2 / 6 * (1 - x2 / 20 * (1 - x2 / 42 * (1 - x2 / 72))));
  }

  private static void print(String what, double value) {
    System.out.print(what);
    System.out.print(' ');
    System.out.print(value);
    System.out.print(' ');
    System.out.println(Long.toHexString(bits(value)));
  }
}
