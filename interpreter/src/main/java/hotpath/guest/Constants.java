package hotpath.guest;

import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Resolves constants that are made by code of the library: method types, method handles, and
 * dynamic constants with all that their bootstrap methods are given (JVMS 5.4.3.5, 5.4.3.6). The VM
 * knows them by number.
 */
final class Constants {
  private Constants() {}

  /** Resolves a constant for the VM, which then restarts the instruction that wanted it. */
  static void resolve(int constant) throws Throwable {
    value(constant);
  }

  /** The value of a constant, boxed if it is primitive. */
  static @Nullable Object value(int constant) throws Throwable {
    return switch (kind(constant)) {
      case 'I' -> Integer.valueOf(intValue(constant));
      case 'J' -> Long.valueOf(longValue(constant));
      case 'F' -> Float.valueOf(floatValue(constant));
      case 'D' -> Double.valueOf(doubleValue(constant));
      case 'S' -> text(constant);
      case 'C' -> type(constant);
      default -> made(constant);
    };
  }

  private static @Nullable Object made(int constant) throws Throwable {
    if (!isResolved(constant)) {
      Throwable failure = failure(constant);
      if (failure != null) {
        throw failure;
      }
      try {
        resolved(constant, make(constant));
      } catch (LinkageError error) {
        failed(constant, error);
        throw error;
      }
    }
    return result(constant);
  }

  private static @Nullable Object make(int constant) throws Throwable {
    return switch (kind(constant)) {
      case 'T' -> methodType(constant);
      case 'H' -> {
        Object type = isFieldHandle(constant) ? fieldType(constant) : methodType(constant);
        yield linkMethodHandle(
            holder(constant), handleKind(constant), type(constant), name(constant), type);
      }
      default ->
          linkDynamicConstant(
              holder(constant),
              value(bootstrapMethod(constant)),
              name(constant),
              fieldType(constant),
              bootstrapArguments(constant));
    };
  }

  /** The method type that a constant's descriptor says. */
  static MethodType methodType(int constant) throws Throwable {
    Class<?>[] types = descriptorTypes(constant);
    Class<?>[] parameters = new Class<?>[types.length - 1];
    System.arraycopy(types, 0, parameters, 0, parameters.length);
    return findMethodType(types[parameters.length], parameters);
  }

  private static Class<?> fieldType(int constant) {
    return descriptorTypes(constant)[0];
  }

  /** The static arguments of a bootstrap method as the linker wants them: one stands alone. */
  static @Nullable Object bootstrapArguments(int constant) throws Throwable {
    int count = argumentCount(constant);
    if (count == 0) {
      return null;
    }
    if (count == 1) {
      return value(argument(constant, 0));
    }
    @Nullable Object[] values = new @Nullable Object[count];
    for (int i = 0; i < count; i++) {
      values[i] = value(argument(constant, i));
    }
    return values;
  }

  /**
   * {@code I J F D}; {@code S}tring, {@code C}lass, method {@code T}ype, {@code H}andle; else
   * dynamic.
   */
  private static native char kind(int constant);

  private static native int intValue(int constant);

  private static native long longValue(int constant);

  private static native float floatValue(int constant);

  private static native double doubleValue(int constant);

  private static native String text(int constant);

  /** The class that a class constant, or the owner of a method handle constant, stands for. */
  private static native Class<?> type(int constant);

  /** The class whose constant it is. */
  static native Class<?> holder(int constant);

  static native String name(int constant);

  /**
   * What a constant's descriptor names: parameters, then the result; or the one type of a field.
   */
  private static native Class<?>[] descriptorTypes(int constant);

  private static native boolean isFieldHandle(int constant);

  /** Kind of a method handle, 1 to 9. */
  private static native int handleKind(int constant);

  /** The method handle constant of a dynamic constant or call site. */
  static native int bootstrapMethod(int constant);

  private static native int argumentCount(int constant);

  private static native int argument(int constant, int index);

  private static native boolean isResolved(int constant);

  private static native @Nullable Object result(int constant);

  private static native @Nullable Throwable failure(int constant);

  private static native void resolved(int constant, @Nullable Object value);

  /** From now on the constant fails in this way. */
  static native void failed(int constant, Throwable failure);

  /** {@code MethodHandleNatives.findMethodHandleType}. */
  private static native MethodType findMethodType(Class<?> result, Class<?>[] parameters);

  /** {@code MethodHandleNatives.linkMethodHandleConstant}. */
  private static native Object linkMethodHandle(
      Class<?> caller, int kind, Class<?> owner, String name, Object type);

  /** {@code MethodHandleNatives.linkDynamicConstant}. */
  private static native @Nullable Object linkDynamicConstant(
      Class<?> caller,
      @Nullable Object bootstrapMethod,
      String name,
      Class<?> type,
      @Nullable Object arguments);
}
