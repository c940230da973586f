/**
 * Runs a kernel again and again in one process and prints how long each iteration took:
 *
 * <pre>  Harness KERNEL warmUpMillis warmUpIterations iterations [arguments of the kernel]</pre>
 *
 * <p>Iterations are warm-up until both limits are reached. The lines "check DIGEST" and "iteration
 * NANOSECONDS" are what hotpath.benchmarks reads. Every iteration's digest is compared with the
 * first: fast code with a wrong result must not become a figure.
 */
public final class Harness {
  private Harness() {}

  public static void main(String[] args) {
    long warmUpMillis = Long.parseLong(args[1]);
    int warmUpIterations = Integer.parseInt(args[2]);
    long[] times = new long[Integer.parseInt(args[3])];
    String[] rest = new String[args.length - 4];
    System.arraycopy(args, 4, rest, 0, rest.length);
    Kernel kernel = Kernel.named(args[0], rest);

    timed(kernel);
    long check = kernel.check();
    long start = System.nanoTime();
    int warmUps = 1;
    while (warmUps < warmUpIterations || System.nanoTime() - start < warmUpMillis * 1_000_000) {
      timed(kernel);
      compare(kernel, check);
      warmUps++;
    }
    for (int i = 0; i < times.length; i++) {
      times[i] = timed(kernel);
      compare(kernel, check);
    }

    System.out.print("check ");
    System.out.println(Long.toHexString(check));
    System.out.print("warm-up ");
    System.out.println(warmUps);
    for (long time : times) {
      System.out.print("iteration ");
      System.out.println(time);
    }
  }

  private static long timed(Kernel kernel) {
    kernel.prepare();
    long start = System.nanoTime();
    kernel.run();
    return System.nanoTime() - start;
  }

  private static void compare(Kernel kernel, long check) {
    if (kernel.check() != check) {
      throw new IllegalStateException("an iteration had another result than the first");
    }
  }
}
