// test: 5

/**
 * Pancake flips over all permutations of n numbers. Int arrays, indexes that come out of other
 * arrays (so no bounds check can be proved away), and an inner loop that reverses one to n/2 pairs:
 * many short visits to a loop whose length is never known when it is entered.
 */
public final class Fannkuch {
  public static void main(String[] args) {
    int n = args.length > 0 ? Integer.parseInt(args[0]) : 9;
    int[] permutation = new int[n];
    int[] flipped = new int[n];
    int[] count = new int[n];
    for (int i = 0; i < n; i++) {
      permutation[i] = i;
    }
    int checksum = 0;
    int maximum = 0;
    int r = n;
    boolean even = true;
    while (true) {
      for (; r != 1; r--) {
        count[r - 1] = r;
      }
      if (permutation[0] != 0) {
        System.arraycopy(permutation, 0, flipped, 0, n);
        int flips = flips(flipped);
        maximum = Math.max(maximum, flips);
        checksum += even ? flips : -flips;
      }
      do {
        if (r == n) {
          System.out.println(checksum);
          System.out.print("Pfannkuchen(");
          System.out.print(n);
          System.out.print(") = ");
          System.out.println(maximum);
          return;
        }
        rotate(permutation, r);
        count[r]--;
      } while (count[r++] == 0);
      r--;
      even = !even;
    }
  }

  /** Moves the first of r + 1 elements behind the others. */
  private static void rotate(int[] permutation, int r) {
    int first = permutation[0];
    for (int i = 0; i < r; i++) {
      permutation[i] = permutation[i + 1];
    }
    permutation[r] = first;
  }

  private static int flips(int[] pancakes) {
    int flips = 0;
    int top = pancakes[0];
    while (top != 0) {
      for (int low = 0, high = top; low < high; low++, high--) {
        int pancake = pancakes[low];
        pancakes[low] = pancakes[high];
        pancakes[high] = pancake;
      }
      flips++;
      top = pancakes[0];
    }
    return flips;
  }
}
