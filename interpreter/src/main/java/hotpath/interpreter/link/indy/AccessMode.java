package hotpath.interpreter.link.indy;

import hotpath.interpreter.classfile.JavaKind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The methods of {@code VarHandle} that any types can be passed to: the one table of them. For each
 * the library's classes of handles have a static method with the types that they need.
 */
enum AccessMode {
  GET("get", Form.GET),
  GET_VOLATILE("getVolatile", Form.GET),
  GET_OPAQUE("getOpaque", Form.GET),
  GET_ACQUIRE("getAcquire", Form.GET),
  SET("set", Form.SET),
  SET_VOLATILE("setVolatile", Form.SET),
  SET_OPAQUE("setOpaque", Form.SET),
  SET_RELEASE("setRelease", Form.SET),
  COMPARE_AND_SET("compareAndSet", Form.COMPARE),
  WEAK_COMPARE_AND_SET_PLAIN("weakCompareAndSetPlain", Form.COMPARE),
  WEAK_COMPARE_AND_SET("weakCompareAndSet", Form.COMPARE),
  WEAK_COMPARE_AND_SET_ACQUIRE("weakCompareAndSetAcquire", Form.COMPARE),
  WEAK_COMPARE_AND_SET_RELEASE("weakCompareAndSetRelease", Form.COMPARE),
  COMPARE_AND_EXCHANGE("compareAndExchange", Form.EXCHANGE),
  COMPARE_AND_EXCHANGE_ACQUIRE("compareAndExchangeAcquire", Form.EXCHANGE),
  COMPARE_AND_EXCHANGE_RELEASE("compareAndExchangeRelease", Form.EXCHANGE),
  GET_AND_SET("getAndSet", Form.UPDATE),
  GET_AND_SET_ACQUIRE("getAndSetAcquire", Form.UPDATE),
  GET_AND_SET_RELEASE("getAndSetRelease", Form.UPDATE),
  GET_AND_ADD("getAndAdd", Form.ADD),
  GET_AND_ADD_ACQUIRE("getAndAddAcquire", Form.ADD),
  GET_AND_ADD_RELEASE("getAndAddRelease", Form.ADD),
  GET_AND_BITWISE_OR("getAndBitwiseOr", Form.BITWISE),
  GET_AND_BITWISE_OR_ACQUIRE("getAndBitwiseOrAcquire", Form.BITWISE),
  GET_AND_BITWISE_OR_RELEASE("getAndBitwiseOrRelease", Form.BITWISE),
  GET_AND_BITWISE_AND("getAndBitwiseAnd", Form.BITWISE),
  GET_AND_BITWISE_AND_ACQUIRE("getAndBitwiseAndAcquire", Form.BITWISE),
  GET_AND_BITWISE_AND_RELEASE("getAndBitwiseAndRelease", Form.BITWISE),
  GET_AND_BITWISE_XOR("getAndBitwiseXor", Form.BITWISE),
  GET_AND_BITWISE_XOR_ACQUIRE("getAndBitwiseXorAcquire", Form.BITWISE),
  GET_AND_BITWISE_XOR_RELEASE("getAndBitwiseXorRelease", Form.BITWISE);

  /** How many values a mode takes beside the coordinates, and what it answers. */
  enum Form {
    GET(0),
    SET(1),
    COMPARE(2),
    EXCHANGE(2),
    UPDATE(1),
    ADD(1),
    BITWISE(1);

    private final int valueCount;

    Form(int valueCount) {
      this.valueCount = valueCount;
    }

    int valueCount() {
      return valueCount;
    }

    /** What a handle for values of {@code kind} answers. */
    JavaKind result(JavaKind kind) {
      return switch (this) {
        case SET -> JavaKind.VOID;
        case COMPARE -> JavaKind.BOOLEAN;
        default -> kind;
      };
    }

    /** Whether handles of fields and array elements of {@code kind} have it. */
    boolean has(JavaKind kind) {
      return switch (this) {
        case ADD -> kind.isPrimitive() && kind != JavaKind.BOOLEAN;
        case BITWISE -> kind.isPrimitive() && kind != JavaKind.FLOAT && kind != JavaKind.DOUBLE;
        default -> true;
      };
    }

    /** Whether handles that view bytes as {@code kind} have it. */
    boolean hasView(JavaKind kind) {
      boolean wide = kind.size() >= JavaKind.INT.size();
      return switch (this) {
        case GET, SET -> true;
        case ADD, BITWISE -> kind == JavaKind.INT || kind == JavaKind.LONG;
        default -> wide;
      };
    }
  }

  private static final Map<String, AccessMode> BY_NAME = new HashMap<>();

  static {
    for (AccessMode mode : values()) {
      BY_NAME.put(mode.methodName, mode);
    }
  }

  private final String methodName;
  private final Form form;

  AccessMode(String methodName, Form form) {
    this.methodName = methodName;
    this.form = form;
  }

  String methodName() {
    return methodName;
  }

  Form form() {
    return form;
  }

  static @Nullable AccessMode named(String name) {
    return BY_NAME.get(name);
  }
}
