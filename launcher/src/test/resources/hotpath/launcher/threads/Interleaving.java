/**
 * Six threads that write to one text without any lock: what they print is the order in which they
 * had their turns. With {@code java} it differs from run to run.
 */
public final class Interleaving {
  private static final StringBuilder LOG = new StringBuilder();
  private static int shared;

  public static void main(String[] args) throws InterruptedException {
    int rounds = 300;
    Thread[] threads = new Thread[5];
    for (int k = 0; k < 4; k++) {
      char letter = (char) ('a' + k);
      threads[k] = new Thread(() -> work(letter, rounds));
    }
    threads[4] = new Thread(Interleaving::recurse);
    for (Thread thread : threads) {
      thread.start();
    }
    work('m', rounds);
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println(LOG);
    System.out.println(shared);
  }

  private static void work(char letter, int rounds) {
    for (int i = 0; i < rounds; i++) {
      LOG.append(letter);
      shared = mix(shared, 20 + i % 13);
      int[] garbage = new int[i % 7];
      shared += garbage.length;
      if (i % 11 == 0) {
        try {
          fail();
        } catch (IllegalStateException e) {
          shared++;
        }
      }
      switch (i % 5) {
        case 0 -> shared += 3;
        case 3 -> shared ^= 5;
        default -> shared--;
      }
    }
  }

  /** A branch that goes backward out of the path now and then. */
  private static int mix(int seed, int rounds) {
    int x = seed;
    for (int i = 0; i < rounds; i++) {
      x = x * 31 + i;
      if ((x & 7) == 3) {
        continue;
      }
      x ^= rounds;
    }
    return x;
  }

  private static void fail() {
    throw new IllegalStateException();
  }

  private static void recurse() {
    for (int i = 0; i < 9; i++) {
      LOG.append('R');
      shared += fibonacci(i + 4);
    }
  }

  private static int fibonacci(int n) {
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
  }
}
