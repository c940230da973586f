package hotpath.interpreter.engine;

import hotpath.interpreter.classfile.Constant.MethodConstant;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.meaning.Handler;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The methods that have a meaning of their own. Only methods of the boot loader are looked up. A
 * call is replaced where its target is bound statically; a trace, which knows the target of each of
 * its calls, has the meaning in place of a native method wherever it is called.
 *
 * <p>The mathematical functions are here because the host's results are the oracle: they may differ
 * from those of the library's own code in the last digit.
 */
public final class IntrinsicTable {
  private static final Map<String, Handler> TABLE = new HashMap<>();

  private static void row(String method, Handler handler) {
    TABLE.put(method, handler);
  }

  private static void math(String method, Handler handler) {
    row("java/lang/Math." + method, handler);
    row("java/lang/StrictMath." + method, handler);
  }

  private static void unsafe(String method, Handler handler) {
    row("jdk/internal/misc/Unsafe." + method, handler);
  }

  /**
   * The plain, volatile, acquire, release and opaque accessors are one: no guest thread runs in
   * between.
   */
  private static void unsafeAccess(String type, String letter, Handler get, Handler put) {
    for (String mode : new String[] {"", "Volatile"}) {
      unsafe("get" + type + mode + "(Ljava/lang/Object;J)" + letter, get);
      unsafe("put" + type + mode + "(Ljava/lang/Object;J" + letter + ")V", put);
    }
  }

  static {
    math("sqrt(D)D", Handler.MATH_SQRT);
    math("abs(I)I", Handler.MATH_ABS_I32);
    math("abs(J)J", Handler.MATH_ABS_I64);
    math("abs(F)F", Handler.MATH_ABS_F32);
    math("abs(D)D", Handler.MATH_ABS_F64);
    math("min(II)I", Handler.MATH_MIN_I32);
    math("min(JJ)J", Handler.MATH_MIN_I64);
    math("min(FF)F", Handler.MATH_MIN_F32);
    math("min(DD)D", Handler.MATH_MIN_F64);
    math("max(II)I", Handler.MATH_MAX_I32);
    math("max(JJ)J", Handler.MATH_MAX_I64);
    math("max(FF)F", Handler.MATH_MAX_F32);
    math("max(DD)D", Handler.MATH_MAX_F64);
    math("floor(D)D", Handler.MATH_FLOOR);
    math("ceil(D)D", Handler.MATH_CEIL);
    math("rint(D)D", Handler.MATH_RINT);
    math("multiplyHigh(JJ)J", Handler.MATH_MULTIPLY_HIGH);
    math("unsignedMultiplyHigh(JJ)J", Handler.MATH_UNSIGNED_MULTIPLY_HIGH);
    row("java/lang/Math.sin(D)D", Handler.MATH_SIN);
    row("java/lang/Math.cos(D)D", Handler.MATH_COS);
    row("java/lang/Math.tan(D)D", Handler.MATH_TAN);
    row("java/lang/Math.exp(D)D", Handler.MATH_EXP);
    row("java/lang/Math.log(D)D", Handler.MATH_LOG);
    row("java/lang/Math.log10(D)D", Handler.MATH_LOG10);
    row("java/lang/Math.pow(DD)D", Handler.MATH_POW);
    row("java/lang/Float.floatToRawIntBits(F)I", Handler.FLOAT_TO_BITS);
    row("java/lang/Float.intBitsToFloat(I)F", Handler.BITS_TO_FLOAT);
    row("java/lang/Double.doubleToRawLongBits(D)J", Handler.DOUBLE_TO_BITS);
    row("java/lang/Double.longBitsToDouble(J)D", Handler.BITS_TO_DOUBLE);
    row("java/lang/Integer.bitCount(I)I", Handler.BIT_COUNT_I32);
    row("java/lang/Long.bitCount(J)I", Handler.BIT_COUNT_I64);
    row("java/lang/Integer.numberOfLeadingZeros(I)I", Handler.LEADING_ZEROS_I32);
    row("java/lang/Long.numberOfLeadingZeros(J)I", Handler.LEADING_ZEROS_I64);
    row("java/lang/Integer.numberOfTrailingZeros(I)I", Handler.TRAILING_ZEROS_I32);
    row("java/lang/Long.numberOfTrailingZeros(J)I", Handler.TRAILING_ZEROS_I64);
    row("java/lang/Integer.reverseBytes(I)I", Handler.REVERSE_BYTES_I32);
    row("java/lang/Long.reverseBytes(J)J", Handler.REVERSE_BYTES_I64);
    row("java/lang/Thread.currentThread()Ljava/lang/Thread;", Handler.CURRENT_THREAD);
    row("java/lang/Thread.currentCarrierThread()Ljava/lang/Thread;", Handler.CURRENT_THREAD);
    row("java/lang/Object.getClass()Ljava/lang/Class;", Handler.GET_CLASS);
    row("java/lang/Object.hashCode()I", Handler.IDENTITY_HASH);
    row("java/lang/System.identityHashCode(Ljava/lang/Object;)I", Handler.IDENTITY_HASH);
    row("java/lang/System.arraycopy(Ljava/lang/Object;ILjava/lang/Object;II)V", Handler.ARRAY_COPY);
    unsafeAccess("Byte", "B", Handler.UNSAFE_GET_I8, Handler.UNSAFE_PUT_I8);
    unsafeAccess("Boolean", "Z", Handler.UNSAFE_GET_I8, Handler.UNSAFE_PUT_I8);
    unsafeAccess("Char", "C", Handler.UNSAFE_GET_U16, Handler.UNSAFE_PUT_U16);
    unsafeAccess("Short", "S", Handler.UNSAFE_GET_I16, Handler.UNSAFE_PUT_U16);
    unsafeAccess("Int", "I", Handler.UNSAFE_GET_I32, Handler.UNSAFE_PUT_I32);
    unsafeAccess("Long", "J", Handler.UNSAFE_GET_I64, Handler.UNSAFE_PUT_I64);
    unsafeAccess("Reference", "Ljava/lang/Object;", Handler.UNSAFE_GET_REF, Handler.UNSAFE_PUT_REF);
    unsafe("compareAndSetInt(Ljava/lang/Object;JII)Z", Handler.UNSAFE_CAS_I32);
    unsafe("compareAndSetLong(Ljava/lang/Object;JJJ)Z", Handler.UNSAFE_CAS_I64);
    unsafe(
        "compareAndSetReference(Ljava/lang/Object;JLjava/lang/Object;Ljava/lang/Object;)Z",
        Handler.UNSAFE_CAS_REF);
  }

  private IntrinsicTable() {}

  /** Whether it names the clone of an array: a call whose target is known, although virtual. */
  static boolean isArrayClone(MethodConstant constant) {
    return constant.owner().startsWith("[") && constant.name().equals("clone");
  }

  static Handler arrayClone(MethodConstant constant) {
    return switch (constant.owner().charAt(1)) {
      case 'Z', 'B' -> Handler.ARRAY_CLONE_1;
      case 'C', 'S' -> Handler.ARRAY_CLONE_2;
      case 'J', 'D' -> Handler.ARRAY_CLONE_8;
      default -> Handler.ARRAY_CLONE_4;
    };
  }

  /** The handler that stands for a call of {@code method}, or null. */
  public static @Nullable Handler find(Method method) {
    if (!method.holder().loader().isBoot()) {
      return null;
    }
    return TABLE.get(method.holder().name() + '.' + method.name() + method.signature());
  }
}
