// test: 20

/**
 * 64-bit arithmetic, first at the corners (each operation on each pair of values where something
 * may go wrong, printed in hexadecimal), then as loops: powers modulo a number, greatest common
 * divisors, primality by Miller and Rabin. Division is what a compiler has to get right twice: by
 * zero it throws, and the smallest number by minus one does not. Folding, the evaluator and the
 * machine code must all agree with the interpreter.
 */
public final class LongMath {
  private static final long[] CORNERS = {
    0,
    1,
    -1,
    2,
    7,
    -13,
    0x7fffffffL,
    0x80000000L,
    -0x80000000L,
    0xffffffffL,
    0x123456789abcdefL,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MIN_VALUE + 1
  };

  public static void main(String[] args) {
    int size = args.length > 0 ? Integer.parseInt(args[0]) : 160_000;
    corners(Math.min(size, CORNERS.length));
    modular(size);
  }

  private static void corners(int count) {
    for (int i = 0; i < count; i++) {
      StringBuilder line = new StringBuilder();
      for (int j = 0; j < count; j++) {
        line.append(Long.toHexString(mix(CORNERS[i], CORNERS[j]))).append(' ');
      }
      System.out.println(line);
    }
    long a = CORNERS[count - 1];
    for (int i = 0; i < count; i++) {
      operations(a, CORNERS[i]);
    }
  }

  /** All operations in one number, so that one wrong bit shows. */
  private static long mix(long a, long b) {
    long h = a + b;
    h = 31 * h + (a - b);
    h = 31 * h + a * b;
    h = 31 * h + quotient(a, b);
    h = 31 * h + remainder(a, b);
    h = 31 * h + (a & b);
    h = 31 * h + (a | ~b);
    h = 31 * h + (a ^ -b);
    h = 31 * h + (a << b);
    h = 31 * h + (a >> b);
    h = 31 * h + (a >>> b);
    h = 31 * h + (a < b ? 1 : a == b ? 2 : 3);
    h = 31 * h + Long.compareUnsigned(a, b);
    h = 31 * h + (int) a * (int) b;
    h = 31 * h + Math.multiplyHigh(a, b);
    return 31 * h + Math.abs(a) + Math.max(a, b) - Math.min(a, b);
  }

  private static void operations(long a, long b) {
    StringBuilder line = new StringBuilder();
    line.append(Long.toHexString(a)).append(' ').append(b).append(": ");
    line.append(a + b).append(' ').append(a - b).append(' ').append(a * b).append(' ');
    line.append(quotient(a, b)).append(' ').append(remainder(a, b)).append(' ');
    line.append(Long.toHexString(a << b)).append(' ').append(Long.toHexString(a >> b));
    line.append(' ').append(Long.toHexString(a >>> b)).append(' ').append((int) b);
    System.out.println(line);
  }

  private static long quotient(long a, long b) {
    try {
      return a / b;
    } catch (ArithmeticException e) {
      return -77;
    }
  }

  private static long remainder(long a, long b) {
    return b == 0 ? -78 : a % b;
  }

  private static void modular(int size) {
    long sum = 0;
    long divisors = 0;
    int primes = 0;
    for (int i = 1; i <= size; i++) {
      sum += power(i, 1_000_000_005L, 1_000_000_007L);
      divisors += gcd(i * 7919L * 40320L, 6469693230L);
      if (isPrime(2L * i + 1)) {
        primes++;
      }
    }
    System.out.println(sum);
    System.out.println(divisors);
    System.out.println(primes);
  }

  private static long power(long base, long exponent, long modulus) {
    long result = 1;
    long square = base % modulus;
    for (long e = exponent; e != 0; e >>= 1) {
      if ((e & 1) != 0) {
        result = result * square % modulus;
      }
      square = square * square % modulus;
    }
    return result;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** By Miller and Rabin; two bases are enough below 1,373,653. */
  private static boolean isPrime(long n) {
    return n == 3 || (isProbablePrime(n, 2) && isProbablePrime(n, 3));
  }

  private static boolean isProbablePrime(long n, long base) {
    int twos = Long.numberOfTrailingZeros(n - 1);
    long x = power(base, (n - 1) >> twos, n);
    if (x == 1 || x == n - 1) {
      return true;
    }
    for (int i = 1; i < twos; i++) {
      x = x * x % n;
      if (x == n - 1) {
        return true;
      }
    }
    return false;
  }
}
