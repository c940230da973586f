// test: 300

/**
 * Conditions that come out either way, around little work: maxima, absolute values, counting,
 * conditional expressions of every type, nested ones, with NaN and with null. A branch that a
 * tracing VM guesses wrong half of the time is better computed both ways; then the count of
 * instructions differs from round to round, and must still be exact.
 */
public final class Conditions {
  private int seed = 42;

  private int random() {
    seed = seed * 1103515245 + 12345;
    return seed >>> 8;
  }

  private long ints(int rounds) {
    int largest = Integer.MIN_VALUE;
    int odd = 0;
    int even = 0;
    int balance = 0;
    long sum = 0;
    for (int i = 0; i < rounds; i++) {
      int n = random() - (1 << 23);
      if (n > largest) {
        largest = n;
      }
      if ((n & 1) != 0) {
        odd++;
      } else {
        even += 2;
      }
      int distance = n < 0 ? -n : n;
      balance += n < 0 ? -1 : n == 0 ? 0 : 1;
      if (balance < 0) {
        balance += 3;
      }
      sum += distance;
    }
    return sum * 31 + largest + 7L * odd + 11L * even + balance;
  }

  private long longs(int rounds) {
    long low = Long.MAX_VALUE;
    long turns = 0;
    for (int i = 0; i < rounds; i++) {
      long n = (long) random() << 20 | random();
      low = n < low ? n : low;
      turns = (n & 4) == 0 ? turns ^ n : turns + 1;
      int shift = turns > 0 ? 3 : 5;
      turns <<= shift;
    }
    return low ^ turns;
  }

  private double doubles(int rounds) {
    double most = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int inside = 0;
    for (int i = 0; i < rounds; i++) {
      double x = random() / (double) (1 << 24);
      double y = i % 7 == 0 ? Double.NaN : random() / (double) (1 << 24);
      if (x * x + y * y <= 1.0) {
        inside++;
      }
      if (!(y < x)) {
        sum += x;
      }
      most = y > most ? y : most;
      float half = x > 0.5 ? (float) x : -0.0f;
      sum -= half;
    }
    return sum + most + inside;
  }

  private int references(int rounds) {
    String[] words = {"one", null, "three", "four"};
    String last = null;
    int nulls = 0;
    int length = 0;
    for (int i = 0; i < rounds; i++) {
      String word = words[random() & 3];
      if (word == null) {
        nulls++;
      }
      String shown = word == null ? "none" : word;
      length += shown.length();
      last = shown == last ? null : shown;
      if (last == null) {
        nulls += 100;
      }
    }
    return nulls * 31 + length;
  }

  /** Conditions that only now and then differ, so that exits and both ways mix. */
  private int rare(int rounds) {
    int[] buffer = new int[17];
    int i = 16;
    int j = 4;
    int check = 0;
    for (int n = 0; n < rounds; n++) {
      int k = buffer[i] - buffer[j] + n;
      if (k < 0) {
        k += Integer.MAX_VALUE;
      }
      buffer[j] = k;
      i = i == 0 ? 16 : i - 1;
      j = j == 0 ? 16 : j - 1;
      check = check * 3 + k;
    }
    return check;
  }

  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    Conditions conditions = new Conditions();
    System.out.println(conditions.ints(rounds));
    System.out.println(conditions.longs(rounds));
    System.out.println(conditions.doubles(rounds));
    System.out.println(conditions.references(rounds));
    System.out.println(conditions.rare(rounds));
  }
}
