package hotpath.guest;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Reflective calls: {@code Method.invoke} and {@code Constructor.newInstance} end here.
 *
 * <p>The accessors are the library's, so that their checks, what they throw, and their frames are
 * too; where each would hold a method handle it holds the method itself, and the one method that
 * would call the handle is replaced. The VM unboxes the arguments and calls; boxing of the result
 * is Java.
 */
final class Reflection {
  private Reflection() {}

  // ---- Accessors ----

  /**
   * Replaces {@code DirectMethodHandleAccessor.methodAccessor}. A caller-sensitive method that has
   * an adapter is called by it.
   *
   * @param noHandle null
   */
  static Object methodAccessor(Method method, @Nullable Object noHandle) throws Throwable {
    Method adapter = isCallerSensitive(method) ? adapter(method) : null;
    Object accessor = newAccessor("jdk/internal/reflect/DirectMethodHandleAccessor");
    constructAccessor(accessor, method, adapter == null ? method : adapter, adapter != null);
    return accessor;
  }

  /** Replaces {@code MethodHandleAccessorFactory.newConstructorAccessor}. */
  static Object constructorAccessor(Constructor<?> constructor) throws Throwable {
    ensureInitialized(constructor.getDeclaringClass());
    Object accessor = newAccessor("jdk/internal/reflect/DirectConstructorHandleAccessor");
    constructAccessor(accessor, constructor, constructor);
    return accessor;
  }

  private static Object newAccessor(String name) throws Throwable {
    Class<?> type = Internals.libraryClass(name);
    ClassInitialization.initialize(type);
    return Instances.allocate(type);
  }

  private static native boolean isCallerSensitive(Method method);

  /** The method with the caller as one more parameter, or null; as the library finds it. */
  private static native @Nullable Method adapter(Method method);

  private static native void constructAccessor(
      Object accessor, Method method, Method target, boolean adapted);

  private static native void constructAccessor(
      Object accessor, Constructor<?> constructor, Constructor<?> target);

  /** As the library's factory does it, with its frames. */
  private static native void ensureInitialized(Class<?> type);

  // ---- Calls through accessors ----

  /** Replaces {@code DirectMethodHandleAccessor.invokeImpl(Object, Object[])}. */
  static @Nullable Object invokeImpl(
      Object accessor, @Nullable Object receiver, Object @Nullable [] arguments) throws Throwable {
    Method method = methodOf(accessor);
    requireFitting(method, arguments);
    return call(resultKind(method), method, receiver, arguments);
  }

  /**
   * Replaces {@code DirectMethodHandleAccessor.invokeImpl(Object, Object[], Class)}. A method
   * without an adapter finds the caller on the stack.
   */
  static @Nullable Object invokeImpl(
      Object accessor, @Nullable Object receiver, Object @Nullable [] arguments, Class<?> caller)
      throws Throwable {
    Object[] given = arguments == null ? new Object[0] : arguments;
    if (methodOf(accessor).getParameterCount() == given.length) {
      return invokeImpl(accessor, receiver, given);
    }
    Object[] all = new Object[given.length + 1];
    for (int i = 0; i < given.length; i++) {
      all[i] = given[i];
    }
    all[given.length] = caller;
    return invokeImpl(accessor, receiver, all);
  }

  /**
   * Replaces {@code DirectConstructorHandleAccessor.invokeImpl}. Deserialization has accessors with
   * a handle: of a class above that of the object, without parameters.
   */
  static Object invokeConstructor(Object accessor, Object @Nullable [] arguments) throws Throwable {
    Object target = constructorOf(accessor);
    if (target instanceof MethodHandle handle) {
      return (Object) handle.invokeExact();
    }
    Constructor<?> constructor = (Constructor<?>) target;
    requireFitting(constructor, arguments);
    Object instance = Instances.allocate(constructor.getDeclaringClass());
    construct(constructor, instance, arguments);
    return instance;
  }

  private static native Method methodOf(Object accessor);

  private static native Object constructorOf(Object accessor);

  /** Throws what a method handle throws that takes objects and finds that one does not fit. */
  private static void requireFitting(Executable target, Object @Nullable [] arguments)
      throws Throwable {
    if (arguments == null) {
      return;
    }
    int misfit = firstMisfit(target, arguments);
    if (misfit >= 0) {
      ClassInitialization.initialize(Internals.libraryClass("sun/invoke/util/ValueConversions"));
      convert(target.getParameterTypes()[misfit], arguments[misfit]);
    }
  }

  /** Index of the first argument that cannot become its parameter's type, or -1. */
  private static native int firstMisfit(Executable target, Object[] arguments);

  /** Throws what the library's conversion to the type throws. */
  private static native void convert(Class<?> type, @Nullable Object argument);

  // ---- Calls without accessors ----

  /** Replaces {@code DirectMethodHandleAccessor.NativeAccessor.invoke0}. */
  static @Nullable Object invoke(
      Method method, @Nullable Object receiver, Object @Nullable [] arguments) throws Throwable {
    check(method, receiver, arguments);
    try {
      return call(resultKind(method), method, receiver, arguments);
    } catch (Throwable thrown) {
      throw new InvocationTargetException(thrown);
    }
  }

  /** Replaces {@code DirectConstructorHandleAccessor.NativeAccessor.newInstance0}. */
  static Object newInstance(Constructor<?> constructor, Object @Nullable [] arguments)
      throws Throwable {
    Class<?> type = constructor.getDeclaringClass();
    ClassInitialization.initialize(type);
    check(constructor, arguments);
    try {
      Object instance = Instances.allocate(type);
      construct(constructor, instance, arguments);
      return instance;
    } catch (Throwable thrown) {
      throw new InvocationTargetException(thrown);
    }
  }

  /** Checks receiver and arguments and initializes the class. */
  private static native void check(
      Method method, @Nullable Object receiver, Object @Nullable [] arguments);

  private static native void check(Constructor<?> constructor, Object @Nullable [] arguments);

  // ---- Calls ----

  private static @Nullable Object call(
      char kind, Method method, @Nullable Object receiver, Object @Nullable [] arguments)
      throws Throwable {
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
  }

  /** The kind of the result as a descriptor character. */
  private static native char resultKind(Method method);

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
