package hotpath.interpreter.verify;

import org.jspecify.annotations.Nullable;

/** Asks the JVM that runs the tests what it thinks of a class file, by defining it in a loader that is thrown away. */
final class HotSpotOracle {
  private HotSpotOracle() {}

  private static final class ThrowAwayLoader extends ClassLoader {
    ThrowAwayLoader() {
      super(HotSpotOracle.class.getClassLoader());
    }

    Class<?> define(byte[] bytes) {
      return defineClass(null, bytes, 0, bytes.length);
    }
  }

  /** The error with which a class is refused when it is defined and linked; null if it is not. */
  static @Nullable Throwable refusal(byte[] bytes) {
    try {
      link(new ThrowAwayLoader().define(bytes));
      return null;
    } catch (LinkageError | SecurityException e) {
      return e;
    }
  }

  /**
   * Links a class without initializing it: reflection does, before it looks for members. (Then the type of a field may
   * turn out to be missing, so a NoClassDefFoundError says nothing about the class.)
   */
  private static void link(Class<?> type) {
    type.getDeclaredFields();
  }
}
