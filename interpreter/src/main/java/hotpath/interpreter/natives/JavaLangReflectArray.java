package hotpath.interpreter.natives;

import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.link.Allocator;
import hotpath.interpreter.link.ArrayKlass;
import hotpath.interpreter.link.Klass;

/** Natives of {@code java.lang.reflect.Array}; those that look at elements are Java. */
final class JavaLangReflectArray {
  private static final String NEGATIVE = "java/lang/NegativeArraySizeException";
  private static final int MOST_DIMENSIONS = 255;

  private JavaLangReflectArray() {}

  static void register(NativeRows rows) {
    rows.add("newArray", "(Ljava/lang/Class;I)Ljava/lang/Object;", JavaLangReflectArray::newArray);
    rows.add(
        "multiNewArray",
        "(Ljava/lang/Class;[I)Ljava/lang/Object;",
        JavaLangReflectArray::multiNewArray);
    String object = "Ljava/lang/Object;";
    rows.replace("getLength", "(" + object + ")I", "ArrayAccess", "getLength");
    rows.replace("get", "(" + object + "I)" + object, "ArrayAccess", "get");
    rows.replace("set", "(" + object + "I" + object + ")V", "ArrayAccess", "set");
    String[] names = {"Boolean", "Byte", "Char", "Short", "Int", "Long", "Float", "Double"};
    String codes = "ZBCSIJFD";
    for (int i = 0; i < names.length; i++) {
      char code = codes.charAt(i);
      String get = "get" + names[i];
      String set = "set" + names[i];
      rows.replace(get, "(" + object + "I)" + code, "ArrayAccess", get);
      rows.replace(set, "(" + object + "I" + code + ")V", "ArrayAccess", set);
    }
  }

  private static boolean isElement(NativeCall call) {
    if (call.ref(0) == 0) {
      call.throwNullPointer();
      return false;
    }
    if (call.klass(0).kind() == JavaKind.VOID) {
      call.throwNew("java/lang/IllegalArgumentException", null);
      return false;
    }
    return true;
  }

  private static void newArray(NativeCall call) {
    if (!isElement(call)) {
      return;
    }
    int length = call.intArg(1);
    if (length < 0) {
      call.throwNew(NEGATIVE, Integer.toString(length));
      return;
    }
    ArrayKlass array = call.vm().dictionary().arrayOf(call.klass(0));
    call.returnRef(call.vm().allocator().array(array, length));
  }

  private static void multiNewArray(NativeCall call) {
    if (!isElement(call)) {
      return;
    }
    if (call.ref(1) == 0) {
      call.throwNullPointer();
      return;
    }
    int dimensions = call.lengthOf(call.ref(1));
    Klass klass = call.klass(0);
    int already = 0;
    for (Klass k = klass; k instanceof ArrayKlass array; k = array.element()) {
      already++;
    }
    if (dimensions == 0 || dimensions + already > MOST_DIMENSIONS) {
      call.throwNew("java/lang/IllegalArgumentException", null);
      return;
    }
    int[] lengths = new int[dimensions];
    call.memory().copyOut(Allocator.element(call.ref(1), JavaKind.INT, 0), lengths, 0, dimensions);
    for (int i = 0; i < dimensions; i++) {
      klass = call.vm().dictionary().arrayOf(klass);
      if (lengths[i] < 0) {
        call.throwNew(NEGATIVE, Integer.toString(lengths[i]));
        return;
      }
    }
    call.returnRef(call.handle(make(call, (ArrayKlass) klass, lengths, 0)));
  }

  /** An array with its sub-arrays; its handle. */
  private static int make(NativeCall call, ArrayKlass klass, int[] lengths, int dimension) {
    int array = call.keep(call.vm().allocator().array(klass, lengths[dimension]));
    if (dimension + 1 < lengths.length) {
      for (int i = 0; i < lengths[dimension]; i++) {
        int mark = call.thread().handles().mark();
        int element = make(call, (ArrayKlass) klass.element(), lengths, dimension + 1);
        call.setElement(call.handle(array), i, call.handle(element));
        call.thread().handles().release(mark);
      }
    }
    return array;
  }
}
