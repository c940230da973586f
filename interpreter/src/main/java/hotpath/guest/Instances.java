package hotpath.guest;

import org.jspecify.annotations.Nullable;

/** Objects of any class, made without regard to access. */
final class Instances {
  private Instances() {}

  /** A new instance with zero fields; no constructor has run. */
  static native Object allocate(Class<?> type);

  /** Runs {@code <init>()} of the object's class on it. */
  static native void construct(Object instance);

  /** Runs {@code <init>(String)} of the object's class on it. */
  static native void constructThrowable(Throwable instance, @Nullable String message);
}
