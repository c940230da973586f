import java.util.concurrent.locks.LockSupport;

/** Programs without an end, of each kind that a VM may have trouble to stop. */
class Endless {
  private static int sum;

  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 1) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(arguments[1])));
    }
    System.out.println("begins");
    switch (arguments[0]) {
      case "loop" -> loop();
      case "work" -> work("");
      case "threads" -> threads();
      case "recursion" -> recursion();
      case "sleep" -> Thread.sleep(Long.MAX_VALUE);
      case "park" -> LockSupport.parkNanos(Long.MAX_VALUE);
      case "read" -> System.out.println(System.in.read());
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void end(String how) {
    System.out.println("hook");
    switch (how) {
      case "hook" -> {}
      case "halt" -> Runtime.getRuntime().halt(7);
      default -> loop();
    }
  }

  /** But for once, when it is compiled, neither a call nor an allocation. */
  private static void loop() {
    int i = 0;
    while (true) {
      i++;
      sum ^= i;
      if (i == 3_000_000) {
        System.out.println("looping");
      }
    }
  }

  /** Loops in loops, calls, objects, and a line now and then. */
  private static void work(String who) {
    for (int round = 0; ; round++) {
      long total = 0;
      for (int i = 0; i < 40; i++) {
        for (int j = 0; j < i; j++) {
          total += (j & 3) == 0 ? square(j) : j;
        }
        total += new int[] {i, j(i)}.length;
      }
      System.out.println(who + round + " " + total);
    }
  }

  private static int square(int n) {
    return n * n;
  }

  private static int j(int n) {
    return n < 2 ? n : j(n - 1) + 1;
  }

  private static void threads() {
    for (int i = 0; i < 3; i++) {
      String name = "thread " + i + ": ";
      new Thread(() -> work(name)).start();
    }
    work("main: ");
  }

  private static void recursion() {
    try {
      recursion();
    } finally {
      recursion();
    }
  }
}
