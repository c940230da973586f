package hotpath.guest;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/**
 * Makes field accessors: objects of the library's classes for accessors with method handles, but
 * without the handles.
 */
final class FieldAccess {
  private static final String PACKAGE = "jdk/internal/reflect/MethodHandle";

  private FieldAccess() {}

  /** Replaces {@code MethodHandleAccessorFactory.newFieldAccessor}. */
  static Object newAccessor(Field field, boolean readOnly) throws Throwable {
    ClassInitialization.initialize(field.getDeclaringClass());
    String name = PACKAGE.concat(kind(field.getType())).concat("FieldAccessorImpl");
    Class<?> type = Internals.libraryClass(name);
    ClassInitialization.initialize(type);
    Object accessor = Instances.allocate(type);
    construct(accessor, field, readOnly, Modifier.isStatic(field.getModifiers()));
    return accessor;
  }

  private static String kind(Class<?> type) {
    if (type == int.class) {
      return "Integer";
    } else if (type == long.class) {
      return "Long";
    } else if (type == boolean.class) {
      return "Boolean";
    } else if (type == double.class) {
      return "Double";
    } else if (type == byte.class) {
      return "Byte";
    } else if (type == char.class) {
      return "Character";
    } else if (type == short.class) {
      return "Short";
    } else if (type == float.class) {
      return "Float";
    }
    return "Object";
  }

  private static native void construct(
      Object accessor, Field field, boolean readOnly, boolean isStatic);
}
