package hotpath.interpreter.boot;

import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Method;
import org.jspecify.annotations.Nullable;

/**
 * The method that a program starts with (JLS 12.1.4): {@code main(String[])}, else {@code main()},
 * static or not, not private, of the class or inherited.
 */
public record MainMethod(Method method, Kind kind) {
  /** Forms of a main method; {@code hotpath.guest.Launch} has the same numbers. */
  public enum Kind {
    STATIC_WITH_ARGUMENTS(1),
    STATIC(2),
    INSTANCE_WITH_ARGUMENTS(3),
    INSTANCE(4);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }
  }

  /** The main method of a class that has been checked by {@link #problem}. */
  public static MainMethod find(InstanceKlass klass) {
    MainMethod found = findOrNull(klass);
    if (found == null) {
      throw new IllegalStateException(klass + " has no main method");
    }
    return found;
  }

  private static @Nullable MainMethod findOrNull(InstanceKlass klass) {
    Method method = declared(klass, "([Ljava/lang/String;)V");
    if (method != null) {
      Kind kind = method.isStatic() ? Kind.STATIC_WITH_ARGUMENTS : Kind.INSTANCE_WITH_ARGUMENTS;
      return new MainMethod(method, kind);
    }
    method = declared(klass, "()V");
    return method == null
        ? null
        : new MainMethod(method, method.isStatic() ? Kind.STATIC : Kind.INSTANCE);
  }

  private static @Nullable Method declared(InstanceKlass klass, String signature) {
    for (InstanceKlass k = klass; k != null; k = k.superKlass()) {
      Method method = k.declaredMethod("main", signature);
      if (method != null && !method.isPrivate() && !method.isAbstract()) {
        return method;
      }
    }
    return null;
  }

  /** Why the class cannot be started, in the words of {@code java}; null if it can. */
  public static @Nullable String problem(InstanceKlass klass) {
    MainMethod found = findOrNull(klass);
    if (found == null) {
      return "Error: Main method not found in class "
          + klass.externalName()
          + ", please define the main method as:\n"
          + "   public static void main(String[] args)\n"
          + "or a JavaFX application class must extend javafx.application.Application";
    }
    boolean instance =
        found.kind() == Kind.INSTANCE || found.kind() == Kind.INSTANCE_WITH_ARGUMENTS;
    if (instance && (klass.isAbstract() || constructor(klass) == null)) {
      return "Error: no non-private zero argument constructor found in class "
          + klass.externalName()
          + "\nremove private from existing constructor or define as:\n"
          + "   public "
          + klass.externalName().substring(klass.externalName().lastIndexOf('.') + 1)
          + "()";
    }
    return null;
  }

  private static @Nullable Method constructor(InstanceKlass klass) {
    Method method = klass.declaredMethod("<init>", "()V");
    return method == null || method.isPrivate() ? null : method;
  }
}
