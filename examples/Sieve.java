// test: 2000 2

/**
 * The sieve of Eratosthenes. Its inner loop is the first thing a tracing VM should get right: one
 * path, one store, one bounds check. It runs with every stride from two to the square root of the
 * limit, long at first and then ever shorter, so the outer loop's trace has to call the inner
 * loop's tree instead of unrolling it, and to survive that the inner loop leaves after a few
 * iterations. The test for a composite number is taken both ways in no fixed order: a guard that
 * must grow a bridge.
 */
public final class Sieve {
  public static void main(String[] args) {
    int limit = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
    int count = 0;
    boolean[] composite = new boolean[limit + 1];
    for (int i = 0; i < rounds; i++) {
      count = sieve(composite, limit);
    }
    int largest = limit;
    while (largest > 1 && composite[largest]) {
      largest--;
    }
    System.out.print(count);
    System.out.print(" primes up to ");
    System.out.print(limit);
    System.out.print(", the largest is ");
    System.out.println(largest);
  }

  private static int sieve(boolean[] composite, int limit) {
    for (int i = 0; i <= limit; i++) {
      composite[i] = false;
    }
    int count = 0;
    for (int i = 2; i <= limit; i++) {
      if (!composite[i]) {
        count++;
        for (long k = (long) i * i; k <= limit; k += i) {
          composite[(int) k] = true;
        }
      }
    }
    return count;
  }
}
