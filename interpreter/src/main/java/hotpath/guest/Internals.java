package hotpath.guest;

import org.jspecify.annotations.Nullable;

/** Calls of library methods that Java code has no access to. */
final class Internals {
  private Internals() {}

  /**
   * Calls a method that returns nothing.
   *
   * @param className internal name of a class that is initialized
   * @param signature descriptor with 0 to 3 arguments that are references; the receiver comes first
   */
  static native void call(
      String className,
      String name,
      String signature,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third);

  /** A class of the library by its internal name. */
  static native Class<?> libraryClass(String name);
}
