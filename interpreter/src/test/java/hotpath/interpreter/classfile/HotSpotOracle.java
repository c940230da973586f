package hotpath.interpreter.classfile;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Asks the JVM that runs the tests what it thinks of a class file, by defining it in a loader that
 * is thrown away.
 */
public final class HotSpotOracle {
  private HotSpotOracle() {}

  private static final class ThrowAwayLoader extends ClassLoader {
    ThrowAwayLoader() {
      super(HotSpotOracle.class.getClassLoader());
    }

    Class<?> define(@Nullable String name, byte[] bytes) {
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  /** The error with which a class is refused when it is defined and linked; null if it is not. */
  public static @Nullable Throwable refusal(byte[] bytes) {
    return refusal(null, bytes);
  }

  /** As {@link #refusal(byte[])}, for a class that is asked for by its (internal) name. */
  public static @Nullable Throwable refusal(@Nullable String name, byte[] bytes) {
    try {
      link(new ThrowAwayLoader().define(name == null ? null : name.replace('/', '.'), bytes));
      return null;
    } catch (LinkageError | SecurityException e) {
      return e;
    }
  }

  /**
   * Links a class without initializing it: reflection does, before it looks for members. (Then the
   * type of a field may turn out to be missing, so a NoClassDefFoundError says nothing about the
   * class.)
   */
  private static void link(Class<?> type) {
    Field[] fields = type.getDeclaredFields();
    if (fields.length > 0xFFFF) {
      throw new AssertionError("more fields than a class file can have");
    }
  }
}
