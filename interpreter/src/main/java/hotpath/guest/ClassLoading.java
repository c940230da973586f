package hotpath.guest;

import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Class loading where guest code takes part: loaders of the program, the application loader's
 * object, {@code Class.forName}.
 *
 * <p>The VM serves the bootstrap and the application loader itself. The application loader is the
 * library's, but made when somebody asks for it: most programs never do.
 */
final class ClassLoading {
  // Flags of defineClass0.
  private static final int NEST_MATE = 1;
  private static final int HIDDEN = 2;

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

  /**
   * Notes {@code loader} as an initiating loader of the class, or throws: the class has another
   * name.
   */
  private static native void record(ClassLoader loader, String name, Class<?> found);

  // ---- Definition ----

  /**
   * Replaces {@code ClassLoader.defineClass1}: first the super types, by whatever code the loader
   * has.
   */
  static Class<?> define(
      ClassLoader loader,
      @Nullable String name,
      byte[] bytes,
      int offset,
      int length,
      @Nullable ProtectionDomain domain,
      @Nullable String source)
      throws Throwable {
    int draft = draft(loader, name, bytes, offset, length);
    try {
      loadSuperTypes(loader, draft);
      return define(draft, domain);
    } finally {
      forget(draft);
    }
  }

  private static void loadSuperTypes(ClassLoader loader, int draft) throws Throwable {
    for (; ; ) {
      String missing = missingSuperType(draft);
      if (missing == null) {
        return;
      }
      load(loader, missing);
    }
  }

  /** Replaces {@code ClassLoader.defineClass2}. */
  static Class<?> defineFromBuffer(
      ClassLoader loader,
      @Nullable String name,
      java.nio.ByteBuffer buffer,
      int offset,
      int length,
      @Nullable ProtectionDomain domain,
      @Nullable String source)
      throws Throwable {
    byte[] bytes = new byte[length];
    buffer.duplicate().position(offset).get(bytes);
    return define(loader, name, bytes, 0, length, domain, source);
  }

  /** Replaces {@code ClassLoader.defineClass0}: what {@code Lookup} defines. */
  static Class<?> defineByLookup(
      ClassLoader loader,
      Class<?> lookup,
      @Nullable String name,
      byte[] bytes,
      int offset,
      int length,
      @Nullable ProtectionDomain domain,
      boolean initialize,
      int flags,
      @Nullable Object data)
      throws Throwable {
    Class<?> made;
    if ((flags & HIDDEN) == 0) {
      made = define(loader, name, bytes, offset, length, domain, null);
    } else {
      int draft = draft(loader, name, bytes, offset, length);
      try {
        loadSuperTypes(loader, draft);
        made = defineHidden(draft, domain, (flags & NEST_MATE) == 0 ? null : lookup, data);
      } finally {
        forget(draft);
      }
    }
    if (initialize) {
      ClassInitialization.initialize(made);
    }
    return made;
  }

  /** Parses a class; the number names the result until {@link #forget}. */
  private static native int draft(
      ClassLoader loader, @Nullable String name, byte[] bytes, int offset, int length);

  /** The name of a super type that the class's loader has not loaded yet, or null. */
  private static native @Nullable String missingSuperType(int draft);

  private static native Class<?> define(int draft, @Nullable ProtectionDomain domain);

  /**
   * Makes a class that no name leads to.
   *
   * @param host the class whose nest it joins, null for none
   */
  private static native Class<?> defineHidden(
      int draft, @Nullable ProtectionDomain domain, @Nullable Class<?> host, @Nullable Object data);

  private static native void forget(int draft);

  // ---- Class.forName ----

  /** Replaces {@code Class.forName0}. */
  static Class<?> forName(
      String name, boolean initialize, @Nullable ClassLoader loader, @Nullable Class<?> caller)
      throws Throwable {
    Class<?> found = findForLoader(name, loader);
    String element = elementName(name);
    if (found == null && loader != null && element != null && name.indexOf('/') < 0) {
      Class<?> loaded = loader.loadClass(element);
      if (loaded != null) {
        record(loader, element, loaded);
      }
      found = findForLoader(name, loader);
    }
    if (found == null) {
      throw new ClassNotFoundException((element == null ? name : element).replace('.', '/'));
    }
    if (initialize) {
      ClassInitialization.initialize(found);
    }
    return found;
  }

  /**
   * The class's name in that of an array class, the name itself for a class, null for an array of
   * primitives.
   */
  private static @Nullable String elementName(String name) {
    if (!name.startsWith("[")) {
      return name;
    }
    int start = name.lastIndexOf('[') + 1;
    boolean object = name.startsWith("L", start) && name.endsWith(";");
    return object ? name.substring(start + 1, name.length() - 1) : null;
  }

  /** The class, if it can be had without guest code of a loader. */
  private static native @Nullable Class<?> findForLoader(String name, @Nullable ClassLoader loader);

  // ---- The application loader ----

  /** Replaces {@code ClassLoader.getSystemClassLoader}. */
  static ClassLoader applicationLoader() throws Throwable {
    ClassLoader loader = applicationLoaderIfMade();
    if (loader == null) {
      ClassInitialization.initialize(Internals.libraryClass("jdk/internal/loader/ClassLoaders"));
      loader = makeApplicationLoader();
      adoptApplicationLoader(loader);
    }
    return loader;
  }

  /** Replaces {@code Class.getClassLoader} and {@code getClassLoader0}. */
  static @Nullable ClassLoader loaderOf(Class<?> type) throws Throwable {
    return isOfProgram(type) ? applicationLoader() : loaderField(type);
  }

  /** Replaces {@code VM.latestUserDefinedLoader0}: the loader of the topmost class that has one. */
  static @Nullable ClassLoader latestUserDefinedLoader() throws Throwable {
    Class<?> type = latestUserClass();
    return type == null ? null : loaderOf(type);
  }

  /** The class of the topmost frame that is none of the library's, or null. */
  private static native @Nullable Class<?> latestUserClass();

  /** Replaces {@code Thread.getContextClassLoader}. */
  static @Nullable ClassLoader contextLoader(Thread thread) throws Throwable {
    ClassLoader loader = contextLoaderField(thread);
    return loader == null && applicationLoaderIfMade() == null ? applicationLoader() : loader;
  }

  /** Replaces {@code BuiltinClassLoader.loadClassOrNull}: the VM finds what these loaders find. */
  static @Nullable Class<?> loadBuiltIn(ClassLoader loader, String name, boolean resolve) {
    return findForLoader(name, loader);
  }

  private static native @Nullable ClassLoader applicationLoaderIfMade();

  private static native ClassLoader makeApplicationLoader();

  /**
   * Gives the loader to the classes of the program, to the main thread, and to {@code ClassLoader}.
   */
  private static native void adoptApplicationLoader(ClassLoader loader);

  /** Whether the application loader is the class's. */
  private static native boolean isOfProgram(Class<?> type);

  private static native @Nullable ClassLoader loaderField(Class<?> type);

  private static native @Nullable ClassLoader contextLoaderField(Thread thread);
}
