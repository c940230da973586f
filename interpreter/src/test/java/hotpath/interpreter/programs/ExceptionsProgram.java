package hotpath.interpreter.programs;

import java.io.PrintStream;

/** Exceptions with their messages, traces, causes; errors of the VM. */
@SuppressWarnings({
  "InfiniteRecursion",
  "Finally",
  "ReturnValueIgnored"
}) // a guest program: on purpose
final class ExceptionsProgram {
  private static int depth;

  private ExceptionsProgram() {}

  public static void main(String[] args) {
    run(System.out);
  }

  private interface Action {
    void run() throws Exception;
  }

  private static final class Closing implements AutoCloseable {
    @Override
    public void close() {
      throw new IllegalStateException("close");
    }
  }

  private static void dive() {
    depth++;
    dive();
  }

  private static void nested(int levels) {
    if (levels == 0) {
      throw new UnsupportedOperationException("deep");
    }
    nested(levels - 1);
  }

  private static void attempt(PrintStream out, String name, Action action) {
    try {
      action.run();
      out.println(name + ": nothing");
    } catch (Exception | LinkageError | VirtualMachineError e) {
      out.println(name + ": " + e);
    }
  }

  static void run(PrintStream out) {
    traces(out);
    Object text = "text";
    int[] array = new int[2];
    int zero = array[0];
    attempt(out, "cast", () -> out.println((Integer) text));
    attempt(out, "index", () -> array[2] = 1);
    attempt(out, "negative index", () -> array[-1] = 1);
    attempt(out, "divide", () -> out.println(1 / zero));
    attempt(out, "remainder", () -> out.println(1L % zero));
    attempt(out, "negative size", () -> out.println(new int[zero - 1].length));
    attempt(out, "store", () -> ((Object[]) new String[1])[0] = 1);
    attempt(out, "copy", () -> System.arraycopy(array, 0, new int[1], 0, 2));
    attempt(out, "copy kinds", () -> System.arraycopy(array, 0, new long[2], 0, 2));
    attempt(out, "copy elements", ExceptionsProgram::copyWrongElements);
    attempt(out, "monitor", () -> new Object().notify());
    attempt(out, "number", () -> Integer.parseInt("x1"));
    attempt(out, "class", () -> Class.forName("none.Such"));
    attempt(out, "enum", () -> Thread.State.valueOf("NONE"));
    attempt(out, "long array", () -> out.println(new byte[Integer.MAX_VALUE].length));
    attempt(out, "clone", () -> new Uncloneable().copy());
    attempt(out, "overflow", ExceptionsProgram::dive);
    out.println(depth > 500);
    depth = 0;
    attempt(out, "overflow again", ExceptionsProgram::dive);
    out.println(depth > 500);
  }

  private static void copyWrongElements() {
    Object[] from = {"a", 1};
    String[] to = new String[2];
    try {
      System.arraycopy(from, 0, to, 0, 2);
    } finally {
      if (!"a".equals(to[0])) {
        throw new AssertionError("the first element was copied");
      }
    }
  }

  private static final class Uncloneable {
    void copy() throws CloneNotSupportedException {
      super.clone();
    }
  }

  private static void traces(PrintStream out) {
    try {
      nested(3);
    } catch (UnsupportedOperationException e) {
      StackTraceElement[] trace = e.getStackTrace();
      for (int i = 0; i < 6; i++) {
        out.println(trace[i]);
      }
    }
    try (Closing closing = new Closing()) {
      out.println(closing != null);
      throw new IllegalArgumentException("body", new RuntimeException("cause"));
    } catch (IllegalArgumentException e) {
      out.println(e + " " + e.getCause() + " " + e.getSuppressed()[0]);
    }
    try {
      try {
        nested(0);
      } finally {
        out.println("finally");
      }
    } catch (RuntimeException e) {
      out.println(e.getStackTrace()[0].getMethodName());
    }
  }
}
