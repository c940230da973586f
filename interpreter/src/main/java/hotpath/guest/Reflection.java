package hotpath.guest;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Reflective calls: {@code Method.invoke} and {@code Constructor.newInstance} end here. The VM
 * checks and unboxes the arguments and calls; boxing of the result and wrapping of what the callee
 * throws are Java.
 */
final class Reflection {
  private Reflection() {}

  /** Replaces {@code DirectMethodHandleAccessor.NativeAccessor.invoke0}. */
  static @Nullable Object invoke(
      Method method, @Nullable Object receiver, Object @Nullable [] arguments) throws Throwable {
    char kind = prepare(method, receiver, arguments);
    try {
      return switch (kind) {
        case 'Z' -> Boolean.valueOf(callInt(method, receiver, arguments) != 0);
        case 'B' -> Byte.valueOf((byte) callInt(method, receiver, arguments));
        case 'C' -> Character.valueOf((char) callInt(method, receiver, arguments));
        case 'S' -> Short.valueOf((short) callInt(method, receiver, arguments));
        case 'I' -> Integer.valueOf(callInt(method, receiver, arguments));
        case 'J' -> Long.valueOf(callLong(method, receiver, arguments));
        case 'F' -> Float.valueOf(callFloat(method, receiver, arguments));
        case 'D' -> Double.valueOf(callDouble(method, receiver, arguments));
        case 'V' -> {
          callVoid(method, receiver, arguments);
          yield null;
        }
        default -> callReference(method, receiver, arguments);
      };
    } catch (Throwable thrown) {
      throw new InvocationTargetException(thrown);
    }
  }

  /**
   * Replaces {@code NativeAccessor.invoke} of a caller-sensitive method: the caller is found on the
   * stack.
   */
  static @Nullable Object invokeCallerSensitive(
      Object accessor, @Nullable Object receiver, Object @Nullable [] arguments, Class<?> caller)
      throws Throwable {
    return invoke(methodOf(accessor), receiver, arguments);
  }

  /** Replaces {@code DirectConstructorHandleAccessor.NativeAccessor.newInstance0}. */
  static Object newInstance(Constructor<?> constructor, Object @Nullable [] arguments)
      throws Throwable {
    Class<?> type = constructor.getDeclaringClass();
    ClassInitialization.initialize(type);
    prepareConstructor(constructor, arguments);
    try {
      Object instance = Instances.allocate(type);
      construct(constructor, instance, arguments);
      return instance;
    } catch (Throwable thrown) {
      throw new InvocationTargetException(thrown);
    }
  }

  /**
   * Checks receiver and arguments, initializes the class, and answers the kind of the result as a
   * descriptor character.
   */
  private static native char prepare(
      Method method, @Nullable Object receiver, Object @Nullable [] arguments);

  private static native void prepareConstructor(
      Constructor<?> constructor, Object @Nullable [] arguments);

  private static native Method methodOf(Object accessor);

  private static native int callInt(
      Method method, @Nullable Object receiver, Object @Nullable [] arguments);

  private static native long callLong(
      Method method, @Nullable Object receiver, Object @Nullable [] arguments);

  private static native float callFloat(
      Method method, @Nullable Object receiver, Object @Nullable [] arguments);

  private static native double callDouble(
      Method method, @Nullable Object receiver, Object @Nullable [] arguments);

  private static native void callVoid(
      Method method, @Nullable Object receiver, Object @Nullable [] arguments);

  private static native @Nullable Object callReference(
      Method method, @Nullable Object receiver, Object @Nullable [] arguments);

  private static native void construct(
      Constructor<?> constructor, Object instance, Object @Nullable [] arguments);
}
