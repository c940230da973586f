// test: 60 40

/**
 * A tape that is read forward, and read backward, where the reader now and then jumps back to read
 * some of it again, in the end beyond where the tape begins or ends. The loops count, so their
 * bounds checks are done before them; but only for a counter that goes on by ones. The jumps are
 * bridges that change the counter, write no memory, and so could go straight back to the loop: they
 * must not.
 */
public final class Rewind {
  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 4_000;
    int far = args.length > 1 ? Integer.parseInt(args[1]) : 3_950;
    int[] tape = new int[300];
    for (int i = 0; i < tape.length; i++) {
      tape[i] = i;
    }
    int[] jump = {2};
    long sum = 0;
    int lost = 0;
    for (int round = 0; round < rounds; round++) {
      int mark = 100 + round % 20;
      jump[0] = round < far ? 2 : tape.length;
      try {
        sum += round % 2 == 0 ? forward(tape, mark, jump) : backward(tape, mark, jump);
      } catch (ArrayIndexOutOfBoundsException e) {
        lost++;
        sum += e.getMessage().hashCode();
      }
    }
    System.out.print("sum ");
    System.out.println(sum);
    System.out.print("lost ");
    System.out.println(lost);
  }

  private static int forward(int[] tape, int mark, int[] jump) {
    int sum = 0;
    for (int i = 0; i < tape.length && sum < 60_000; i++) {
      sum += tape[i];
      if ((sum & 127) == mark) {
        i -= jump[0];
        sum++;
      }
    }
    return sum;
  }

  private static int backward(int[] tape, int mark, int[] jump) {
    int sum = 0;
    for (int i = tape.length - 1; i >= 0 && sum < 60_000; i--) {
      sum += tape[i];
      if ((sum & 127) == mark) {
        i += jump[0];
        sum++;
      }
    }
    return sum;
  }
}
