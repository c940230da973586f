package hotpath.guest;

/** Class loading by loaders of the program: the VM's question to {@code loadClass}, and the definition of a class it finds. */
final class ClassLoading {
  private ClassLoading() {}

  /**
   * Loads a class for the VM, which then restarts the instruction that wanted it.
   *
   * @param name with dots
   */
  static void load(ClassLoader loader, String name) throws Throwable {
    Class<?> found;
    try {
      found = loader.loadClass(name);
    } catch (ClassNotFoundException notFound) {
      Throwable error = new NoClassDefFoundError(name.replace('.', '/'));
      error.initCause(notFound);
      throw error;
    }
    if (found == null) {
      throw new NoClassDefFoundError(name.replace('.', '/'));
    }
    record(loader, name, found);
  }

  /** Notes {@code loader} as an initiating loader of the class, or throws: the name or a loader constraint is wrong. */
  private static native void record(ClassLoader loader, String name, Class<?> found);

  /** Replaces {@code ClassLoader.defineClass1}: first the super types, by whatever code the loader has. */
  static Class<?> define(
      ClassLoader loader,
      String name,
      byte[] bytes,
      int offset,
      int length,
      java.security.ProtectionDomain domain,
      String source)
      throws Throwable {
    int draft = draft(loader, name, bytes, offset, length);
    try {
      for (; ; ) {
        String missing = missingSuperType(draft);
        if (missing == null) {
          return define(draft, domain);
        }
        load(loader, missing);
      }
    } finally {
      forget(draft);
    }
  }

  /** Parses a class; the number names the result until {@link #forget}. */
  private static native int draft(ClassLoader loader, String name, byte[] bytes, int offset, int length);

  /** The name of a super type that the class's loader has not loaded yet, or null. */
  private static native @org.jspecify.annotations.Nullable String missingSuperType(int draft);

  private static native Class<?> define(int draft, java.security.ProtectionDomain domain);

  private static native void forget(int draft);
}
