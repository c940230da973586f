// test: 40

/**
 * Shifts, masks, narrowing and the bit tricks of Integer and Long. The class library writes those
 * in Java, where a real compiler has one instruction each; a tracing VM may know them as intrinsics
 * or see through the dozen operations. Shift counts beyond the width, unsigned shifts of negative
 * numbers and bytes, shorts and chars that wrap are where compilers of integer code go wrong.
 */
public final class Bits {
  private static final int[] COUNTS = {0, 1, 5, 31, 32, 33, 63, 64, -1, -32};

  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 400_000;
    shifts(0x80c0ffee, 0x8badf00dcafebabeL);
    narrowing();
    print("tricks", tricks(rounds));
    print("long tricks", longTricks(rounds));
    print("crc", crc(rounds) & 0xffffffffL);
    print("population", population(rounds));
  }

  private static void shifts(int a, long b) {
    for (int count : COUNTS) {
      StringBuilder line = new StringBuilder();
      line.append(count).append(": ").append(Integer.toHexString(a << count));
      line.append(' ').append(Integer.toHexString(a >> count));
      line.append(' ').append(Integer.toHexString(a >>> count));
      line.append(' ').append(Long.toHexString(b << count));
      line.append(' ').append(Long.toHexString(b >> count));
      line.append(' ').append(Long.toHexString(b >>> count));
      line.append(' ').append(Integer.toHexString(Integer.rotateLeft(a, count)));
      line.append(' ').append(Long.toHexString(Long.rotateRight(b, count)));
      System.out.println(line);
    }
  }

  private static void narrowing() {
    byte b = 100;
    short s = 32000;
    char c = 65500;
    byte[] bytes = new byte[1];
    short[] shorts = new short[1];
    char[] chars = new char[1];
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      b += 37;
      s += 9999;
      c += 77;
      bytes[0] += (byte) (i * 50);
      shorts[0] -= (short) (i * 12345);
      chars[0] -= (char) i;
      line.append(b).append(' ').append(s).append(' ').append((int) c).append(' ');
      line.append(bytes[0]).append(' ').append(shorts[0]).append(' ').append((int) chars[0]);
      line.append(i == 7 ? "" : "; ");
    }
    System.out.println(line);
  }

  private static long tricks(int rounds) {
    int x = 1;
    long sum = 0;
    for (int i = 0; i < rounds; i++) {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      sum += Integer.bitCount(x) + Integer.numberOfLeadingZeros(x >>> (i & 31));
      sum ^= Integer.reverse(x) ^ Integer.reverseBytes(i);
      sum += Integer.highestOneBit(i) - Integer.lowestOneBit(x);
      sum += (byte) x + (short) (x >> 8) + (char) (x >> 16);
    }
    return sum;
  }

  private static long longTricks(int rounds) {
    long x = 88172645463325252L;
    long sum = 0;
    for (int i = 0; i < rounds; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
      sum += Long.bitCount(x) * 3L + Long.numberOfTrailingZeros(x << (i & 63));
      sum ^= Long.reverseBytes(x) + Long.rotateLeft(x, i);
      sum += Long.signum(x) + Long.hashCode(x);
    }
    return sum;
  }

  /** The checksum of the bytes 0, 7, 14, ... by table. */
  private static int crc(int rounds) {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int entry = i;
      for (int bit = 0; bit < 8; bit++) {
        entry = (entry & 1) != 0 ? (entry >>> 1) ^ 0xedb88320 : entry >>> 1;
      }
      table[i] = entry;
    }
    int crc = -1;
    for (int i = 0; i < rounds; i++) {
      crc = (crc >>> 8) ^ table[(crc ^ (i * 7)) & 0xff];
    }
    return ~crc;
  }

  /** Counts the set bits below a limit one at a time, in a bit set of longs. */
  private static long population(int rounds) {
    int limit = 4096;
    long[] words = new long[limit >> 6];
    for (int i = 0; i < rounds; i++) {
      int bit = (i * i + 3 * i) & (limit - 1);
      words[bit >> 6] ^= 1L << bit;
    }
    long count = 0;
    for (int i = 0; i < limit; i++) {
      if ((words[i >> 6] & 1L << i) != 0) {
        count += i;
      }
    }
    return count;
  }

  private static void print(String what, long value) {
    System.out.print(what);
    System.out.print(' ');
    System.out.println(Long.toHexString(value));
  }
}
