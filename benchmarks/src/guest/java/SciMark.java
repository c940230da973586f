import jnt.scimark2.FFT;
import jnt.scimark2.LU;
import jnt.scimark2.MonteCarlo;
import jnt.scimark2.Random;
import jnt.scimark2.SOR;
import jnt.scimark2.SparseCompRow;

/**
 * The five kernels of SciMark 2.0 with its small sizes and its data, but a fixed number of cycles:
 * SciMark itself repeats a kernel until two seconds are over, which gives a rate and no comparable
 * amount of work.
 */
public final class SciMark {
  private static final int SEED = 101010;

  private SciMark() {}

  /** Null if there is no kernel of that name. */
  static Kernel kernel(String name) {
    return switch (name) {
      case "FFT" -> new Fft();
      case "SOR" -> new Sor();
      case "MonteCarlo" -> new Pi();
      case "SparseMatmult" -> new Sparse();
      case "LU" -> new Lu();
      default -> null;
    };
  }

  /** Fast Fourier transform of 1,024 complex numbers, there and back. */
  private static final class Fft extends Kernel {
    private static final int CYCLES = 300;
    private double[] x;

    @Override
    void prepare() {
      x = vector(2 * 1024, new Random(SEED));
    }

    @Override
    void run() {
      for (int i = 0; i < CYCLES; i++) {
        FFT.transform(x);
        FFT.inverse(x);
      }
    }

    @Override
    long check() {
      return digest(x);
    }
  }

  /** Jacobi successive over-relaxation on a grid of 100 by 100. */
  private static final class Sor extends Kernel {
    private static final int CYCLES = 600;
    private double[][] grid;

    @Override
    void prepare() {
      grid = matrix(100, new Random(SEED));
    }

    @Override
    void run() {
      SOR.execute(1.25, grid, CYCLES);
    }

    @Override
    long check() {
      return digest(grid);
    }
  }

  /** Pi by throwing darts; the time is in a synchronized random number generator. */
  private static final class Pi extends Kernel {
    private static final int SAMPLES = 3_000_000;
    private double pi;

    @Override
    void run() {
      pi = MonteCarlo.integrate(SAMPLES);
    }

    @Override
    long check() {
      return Double.doubleToRawLongBits(pi);
    }
  }

  /** A sparse matrix of 1,000 rows in compressed form with 5,000 elements, times a vector. */
  private static final class Sparse extends Kernel {
    private static final int CYCLES = 2_000;
    private static final int N = 1_000;
    private static final int PER_ROW = 5;
    private double[] x;
    private double[] y;
    private double[] values;
    private int[] columns;
    private int[] rows;

    @Override
    void prepare() {
      Random random = new Random(SEED);
      x = vector(N, random);
      y = new double[N];
      values = vector(PER_ROW * N, random);
      columns = new int[PER_ROW * N];
      rows = new int[N + 1];
      for (int r = 0; r < N; r++) {
        rows[r + 1] = rows[r] + PER_ROW;
        int step = Math.max(1, r / PER_ROW);
        for (int i = 0; i < PER_ROW; i++) {
          columns[rows[r] + i] = i * step;
        }
      }
    }

    @Override
    void run() {
      SparseCompRow.matmult(y, values, rows, columns, x, CYCLES);
    }

    @Override
    long check() {
      return digest(y);
    }
  }

  /** LU factorization of a matrix of 100 by 100 with partial pivoting. */
  private static final class Lu extends Kernel {
    private static final int CYCLES = 60;
    private static final int N = 100;
    private final double[][] factors = new double[N][N];
    private final int[] pivot = new int[N];
    private double[][] a;

    @Override
    void prepare() {
      a = matrix(N, new Random(SEED));
    }

    @Override
    void run() {
      for (int i = 0; i < CYCLES; i++) {
        for (int row = 0; row < N; row++) {
          System.arraycopy(a[row], 0, factors[row], 0, N);
        }
        LU.factor(factors, pivot);
      }
    }

    @Override
    long check() {
      return digest(factors);
    }
  }

  private static double[] vector(int n, Random random) {
    double[] vector = new double[n];
    random.nextDoubles(vector);
    return vector;
  }

  private static double[][] matrix(int n, Random random) {
    double[][] matrix = new double[n][];
    for (int i = 0; i < n; i++) {
      matrix[i] = vector(n, random);
    }
    return matrix;
  }

  private static long digest(double[][] matrix) {
    long hash = 0;
    for (double[] row : matrix) {
      hash = 31 * hash + digest(row);
    }
    return hash;
  }

  private static long digest(double[] vector) {
    long hash = 0;
    for (double element : vector) {
      hash = 31 * hash + Double.doubleToRawLongBits(element);
    }
    return hash;
  }
}
