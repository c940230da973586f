// test: 8 6

/**
 * Heat in a square plate: each step takes a cell towards the mean of its four neighbours, from one
 * field of doubles into another. Five loads of three rows in an iteration, with indexes beside each
 * other: bounds checks that one guard before the loop can stand for, rows that do not change in it,
 * and a store that no load of the loop can meet only if the two fields are told apart. A corner is
 * kept hot.
 */
public final class Heat {
  public static void main(String[] args) {
    int n = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    int steps = args.length > 1 ? Integer.parseInt(args[1]) : 500;
    double[][] now = new double[n][n];
    double[][] next = new double[n][n];
    for (int step = 0; step < steps; step++) {
      now[1][1] = 100;
      flow(now, next, 0.2);
      double[][] swap = now;
      now = next;
      next = swap;
    }
    double sum = 0;
    int warm = 0;
    for (double[] row : now) {
      for (double cell : row) {
        sum += cell;
        warm += cell > 1 ? 1 : 0;
      }
    }
    System.out.print("warm cells ");
    System.out.println(warm);
    System.out.print("heat ");
    System.out.println(sum);
  }

  private static void flow(double[][] from, double[][] to, double share) {
    for (int i = 1; i < from.length - 1; i++) {
      double[] above = from[i - 1];
      double[] row = from[i];
      double[] below = from[i + 1];
      double[] result = to[i];
      for (int j = 1; j < row.length - 1; j++) {
        double around = above[j] + below[j] + row[j - 1] + row[j + 1];
        result[j] = row[j] + share * (around - 4 * row[j]);
      }
    }
  }
}
