// test: 300

/**
 * The longest Collatz chain below a limit, in long arithmetic. Whether a number is even decides
 * each step, and nothing predicts it: half of the iterations leave the root trace through the same
 * guard. The loop becomes fast only when that exit grows a bridge that joins the loop again without
 * a detour through the interpreter.
 */
public final class Collatz {
  public static void main(String[] args) {
    int limit = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
    int longest = 0;
    int start = 1;
    long highest = 1;
    for (int i = 1; i < limit; i++) {
      int steps = 0;
      long n = i;
      while (n != 1) {
        if ((n & 1) == 0) {
          n >>= 1;
        } else {
          n = 3 * n + 1;
          if (n > highest) {
            highest = n;
          }
        }
        steps++;
      }
      if (steps > longest) {
        longest = steps;
        start = i;
      }
    }
    System.out.print("longest chain below ");
    System.out.print(limit);
    System.out.print(": ");
    System.out.print(longest);
    System.out.print(" steps from ");
    System.out.print(start);
    System.out.print("; highest number ");
    System.out.println(highest);
  }
}
