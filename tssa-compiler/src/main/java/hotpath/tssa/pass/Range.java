package hotpath.tssa.pass;

/**
 * An interval of 32-bit numbers, both ends included, packed into a long: no objects, since ranges
 * are asked for at every instruction. An empty interval does not occur; what would yield one is
 * code that cannot be reached.
 */
final class Range {
  static final long FULL = of(Integer.MIN_VALUE, Integer.MAX_VALUE);
  static final long NOT_NEGATIVE = of(0, Integer.MAX_VALUE);
  static final long BOOLEAN = of(0, 1);

  private Range() {}

  static long of(int low, int high) {
    return (long) low << 32 | (high & 0xFFFFFFFFL);
  }

  static int low(long range) {
    return (int) (range >> 32);
  }

  static int high(long range) {
    return (int) range;
  }

  static boolean isConstant(long range) {
    return low(range) == high(range);
  }

  static boolean within(long inner, int low, int high) {
    return low(inner) >= low && high(inner) <= high;
  }

  /** The numbers in both; {@code a} where there are none. */
  static long intersect(long a, long b) {
    int low = Math.max(low(a), low(b));
    int high = Math.min(high(a), high(b));
    return low <= high ? of(low, high) : a;
  }

  static long union(long a, long b) {
    return of(Math.min(low(a), low(b)), Math.max(high(a), high(b)));
  }

  /**
   * The interval from {@code low} to {@code high} if no number in it overflows, else everything.
   */
  static long checked(long low, long high) {
    return low == (int) low && high == (int) high ? of((int) low, (int) high) : FULL;
  }
}
