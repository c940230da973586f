package hotpath.tssa.backend;

/**
 * What a division by a constant is replaced by (Hacker's Delight, 10-1): {@code x / d} is the upper
 * half of the product with {@code multiplier}, plus or minus x where the signs of divisor and
 * multiplier differ, shifted right by {@code shift}, and one more if that is negative.
 */
public record Reciprocal(long multiplier, int shift) {

  /**
   * The reciprocal of a divisor in registers of {@code bits}, 32 or 64, in unsigned arithmetic of
   * 64 bits (figure 10-1).
   */
  public static Reciprocal of(long d, int bits) {
    long two = 1L << (bits - 1);
    long mask = bits == 64 ? -1L : (1L << bits) - 1;
    long ad = Math.abs(d);
    long t = two + (d >>> 63);
    long anc = t - 1 - Long.remainderUnsigned(t, ad);
    int p = bits - 1;
    long q1 = Long.divideUnsigned(two, anc);
    long r1 = two - q1 * anc;
    long q2 = Long.divideUnsigned(two, ad);
    long r2 = two - q2 * ad;
    long delta;
    do {
      p++;
      q1 = 2 * q1 & mask;
      r1 = 2 * r1;
      if (Long.compareUnsigned(r1, anc) >= 0) {
        q1++;
        r1 -= anc;
      }
      q2 = 2 * q2 & mask;
      r2 = 2 * r2;
      if (Long.compareUnsigned(r2, ad) >= 0) {
        q2++;
        r2 -= ad;
      }
      delta = ad - r2;
    } while (Long.compareUnsigned(q1, delta) < 0 || (q1 == delta && r1 == 0));
    long unsigned = (q2 + 1) & mask;
    long multiplier = bits == 32 ? (int) unsigned : unsigned;
    return new Reciprocal(d < 0 ? -multiplier : multiplier, p - bits);
  }

  /**
   * Whether a constant divisor is done without a division: all but 0, 1, -1 and the least value.
   */
  public static boolean isUsable(long divisor, int bits) {
    long least = bits == 32 ? Integer.MIN_VALUE : Long.MIN_VALUE;
    return divisor > 1 || (divisor < -1 && divisor != least);
  }
}
