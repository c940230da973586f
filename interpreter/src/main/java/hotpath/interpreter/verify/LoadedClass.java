package hotpath.interpreter.verify;

import org.jspecify.annotations.Nullable;

/**
 * What the verifier asks of a loaded class. Classes are equal if they are the same class of the
 * same loader.
 */
public interface LoadedClass {
  /** Internal name. */
  String name();

  boolean isInterface();

  /**
   * The super class, null for {@code java/lang/Object}; that of an interface is {@code
   * java/lang/Object}.
   */
  @Nullable LoadedClass superclass();

  /** Whether two classes have the same loader and package. */
  boolean isInSamePackage(LoadedClass other);

  /** Finds a field here, in super interfaces and super classes (JVMS 5.4.3.2), access aside. */
  @Nullable Member findField(String name, String descriptor);

  /** Finds a method here and in super classes, access aside. */
  @Nullable Member findMethod(String name, String descriptor);

  /** Whether one of the direct super interfaces is this name's class. */
  boolean hasDirectInterface(String name);

  /** Whether this class is another one or a subclass of it; interfaces do not count. */
  default boolean isSubclassOf(LoadedClass other) {
    for (LoadedClass at = this; at != null; at = at.superclass()) {
      if (at.equals(other)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A field or method found.
   *
   * @param holder the class that declares it
   */
  record Member(LoadedClass holder, int accessFlags) {}
}
