// test: 12

/**
 * Matrix multiplication as it is written first: three loops over arrays of arrays. The innermost
 * loop loads {@code a[i]} anew although it never changes there, and takes a row of {@code b} in
 * each iteration: what peeling the first iteration hoists (the row of {@code a}, its null and
 * length checks) and what it cannot hoist (those of {@code b}) decides the speed. Each level is a
 * trace of its own, nested in the next.
 */
public final class MatrixMultiply {
  public static void main(String[] args) {
    int n = args.length > 0 ? Integer.parseInt(args[0]) : 240;
    double[][] a = filled(n, 1);
    double[][] b = filled(n, 2);
    double[][] c = multiply(a, b);
    double trace = 0;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      trace += c[i][i];
      for (double element : c[i]) {
        sum += element;
      }
    }
    System.out.print("trace ");
    System.out.println(trace);
    System.out.print("sum ");
    System.out.println(sum);
  }

  private static double[][] multiply(double[][] a, double[][] b) {
    int n = a.length;
    double[][] c = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum += a[i][k] * b[k][j];
        }
        c[i][j] = sum;
      }
    }
    return c;
  }

  /** Fractions between -0.5 and 0.5, always the same for a seed. */
  private static double[][] filled(int n, int seed) {
    double[][] matrix = new double[n][n];
    int state = seed;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        state = state * 1664525 + 1013904223;
        matrix[i][j] = (state >> 8) / (double) (1 << 24);
      }
    }
    return matrix;
  }
}
