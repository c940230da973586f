package hotpath.interpreter.programs;

/** Ends by an uncaught exception, or by exit with a hook. */
final class EndsProgram {
  private EndsProgram() {}

  public static void main(String[] args) {
    System.out.println("before");
    if (args.length > 0) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread() {
                @Override
                public void run() {
                  System.out.println("hook");
                }
              });
      System.exit(7);
    }
    fail(args.length);
  }

  private static void fail(int zero) {
    try {
      System.out.println(1 / zero);
    } catch (ArithmeticException e) {
      throw new IllegalStateException("the end", e);
    }
  }
}
