package hotpath.interpreter.programs;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The order of class initialization, and what follows a failure. Classes note their initialization
 * in a list.
 */
@SuppressWarnings({"UnusedVariable", "IdentityBinaryExpression"}) // a guest program: on purpose
final class InitializationProgram {
  private static final List<String> LOG = new ArrayList<>();

  private InitializationProgram() {}

  public static void main(String[] args) {
    run(System.out);
  }

  private static int note(String name) {
    LOG.add(name);
    return LOG.size();
  }

  private interface Plain {
    int PLAIN = note("Plain");
  }

  private interface WithDefault {
    int WITH_DEFAULT = note("WithDefault");

    default int answer() {
      return 42;
    }
  }

  private interface Below extends WithDefault {
    int BELOW = note("Below");
  }

  private static class Base {
    static final int CONSTANT = 3;
    static int base = note("Base");
  }

  private static class Derived extends Base implements Plain, Below {
    static int derived = note("Derived");
  }

  private static class Left {
    static int left = Right.right + 1;
  }

  private static class Right {
    static int right = Left.left + 10;
  }

  private static class Failing {
    static int value = 1 / (LOG.size() - LOG.size());
  }

  private static class FailingWithError {
    static {
      note("FailingWithError");
      if (LOG.size() > 0) {
        throw new AssertionError("in <clinit>");
      }
    }

    static int value;
  }

  private static class Below2 extends Failing {
    static int below = note("never");
  }

  static void run(PrintStream out) {
    out.println(Base.CONSTANT + " " + LOG);
    Derived[] none = new Derived[1];
    out.println(none.length + " " + LOG);
    out.println(new Derived().answer() + " " + LOG);
    out.println(Plain.PLAIN + " " + LOG);
    out.println(Below.BELOW + " " + LOG);
    out.println(Derived.base + " " + Derived.derived);
    out.println(Left.left + " " + Right.right);
    for (int i = 0; i < 2; i++) {
      report(out, () -> out.println(Failing.value));
      report(out, () -> out.println(Below2.below));
      report(out, () -> out.println(FailingWithError.value));
    }
    out.println(LOG);
  }

  private static void report(PrintStream out, Runnable use) {
    try {
      use.run();
    } catch (LinkageError | AssertionError e) {
      out.println(e + " / " + e.getCause());
    }
  }
}
