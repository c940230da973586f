// test: 24 50

/**
 * The Mandelbrot set. The inner loop is a dozen operations on doubles with two exits: a trace that
 * keeps everything in floating-point registers runs as fast as any compiler's code. How often it
 * iterates differs from point to point, from once to the limit, so entering and leaving the trace
 * has to be cheap as well.
 */
public final class Mandelbrot {
  private static final String SHADES = " .:-=+*%#@";

  public static void main(String[] args) {
    int size = args.length > 0 ? Integer.parseInt(args[0]) : 240;
    int limit = args.length > 1 ? Integer.parseInt(args[1]) : 1000;
    int[][] escape = new int[size][size];
    long total = 0;
    for (int y = 0; y < size; y++) {
      double ci = 2.5 * y / size - 1.25;
      for (int x = 0; x < size; x++) {
        double cr = 2.5 * x / size - 2.0;
        int n = iterations(cr, ci, limit);
        escape[y][x] = n;
        total += n;
      }
    }
    draw(escape, limit);
    System.out.print("iterations: ");
    System.out.println(total);
  }

  /** How many iterations it takes to see that the point is outside, at most {@code limit}. */
  private static int iterations(double cr, double ci, int limit) {
    double zr = 0;
    double zi = 0;
    double zr2 = 0;
    double zi2 = 0;
    int n = 0;
    while (n < limit && zr2 + zi2 <= 4.0) {
      zi = 2.0 * zr * zi + ci;
      zr = zr2 - zi2 + cr;
      zr2 = zr * zr;
      zi2 = zi * zi;
      n++;
    }
    return n;
  }

  /** The picture in 24 lines at most, whatever its size. */
  private static void draw(int[][] escape, int limit) {
    int size = escape.length;
    int lines = Math.min(size, 24);
    int columns = 2 * lines;
    for (int line = 0; line < lines; line++) {
      StringBuilder row = new StringBuilder(columns);
      for (int column = 0; column < columns; column++) {
        int n = escape[line * size / lines][column * size / columns];
        row.append(n == limit ? '@' : SHADES.charAt(Math.min(n, SHADES.length() - 1) - 1));
      }
      System.out.println(row);
    }
  }
}
