package awfy;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;

/**
 * Runs a benchmark of the Are-We-Fast-Yet suite again and again in one process, and prints how long
 * each iteration took:
 *
 * <pre>  awfy.Repeat BENCHMARK innerIterations warmUpMillis warmUpIterations iterations</pre>
 *
 * <p>The lines are those of the harness of the other workloads. Each iteration verifies itself. The
 * suite's classes are in no package, and so can be named by reflection only.
 */
public final class Repeat {
  private Repeat() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    int inner = Integer.parseInt(args[1]);
    long warmUpMillis = Long.parseLong(args[2]);
    int warmUpIterations = Integer.parseInt(args[3]);
    long[] times = new long[Integer.parseInt(args[4])];
    Constructor<?> constructor = Class.forName(args[0]).getDeclaredConstructor();
    constructor.setAccessible(true);
    Object benchmark = constructor.newInstance();
    Method loop = Class.forName("Benchmark").getMethod("innerBenchmarkLoop", int.class);

    long start = System.nanoTime();
    int warmUps = 0;
    while (warmUps < warmUpIterations || System.nanoTime() - start < warmUpMillis * 1_000_000) {
      timed(loop, benchmark, inner);
      warmUps++;
    }
    for (int i = 0; i < times.length; i++) {
      times[i] = timed(loop, benchmark, inner);
    }

    System.out.println("check verified");
    System.out.print("warm-up ");
    System.out.println(warmUps);
    for (long time : times) {
      System.out.print("iteration ");
      System.out.println(time);
    }
  }

  private static long timed(Method loop, Object benchmark, int inner)
      throws ReflectiveOperationException {
    long start = System.nanoTime();
    if (!(Boolean) loop.invoke(benchmark, inner)) {
      throw new IllegalStateException("a wrong result");
    }
    return System.nanoTime() - start;
  }
}
