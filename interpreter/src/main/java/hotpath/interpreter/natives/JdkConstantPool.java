package hotpath.interpreter.natives;

import hotpath.interpreter.classfile.ClassFile;
import hotpath.interpreter.classfile.ClassFormatException;
import hotpath.interpreter.classfile.Constant.ClassConstant;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Klass;

/**
 * Natives of {@code jdk.internal.reflect.ConstantPool}: what the library's parser of annotations
 * reads. Argument 1 is the pool's "oop": the mirror of the class.
 */
final class JdkConstantPool {
  private JdkConstantPool() {}

  static void register(NativeRows rows) {
    String at = "(Ljava/lang/Object;I)";
    rows.add(
        "getSize0",
        "(Ljava/lang/Object;)I",
        call -> call.returnInt(classFile(call).constantCount()));
    rows.add("getTagAt0", at + "B", JdkConstantPool::tag);
    rows.add("getClassAt0", at + "Ljava/lang/Class;", JdkConstantPool::klass);
    rows.add("getUTF8At0", at + "Ljava/lang/String;", JdkConstantPool::utf8);
    rows.add(
        "getStringAt0",
        at + "Ljava/lang/String;",
        call -> plain(call, String.class, text -> interned(call, text)));
    rows.add("getIntAt0", at + "I", call -> plain(call, Integer.class, call::returnInt));
    rows.add("getLongAt0", at + "J", call -> plain(call, Long.class, call::returnLong));
    rows.add("getFloatAt0", at + "F", call -> plain(call, Float.class, call::returnFloat));
    rows.add("getDoubleAt0", at + "D", call -> plain(call, Double.class, call::returnDouble));
  }

  private static InstanceKlass holder(NativeCall call) {
    return (InstanceKlass) call.klass(1);
  }

  private static ClassFile classFile(NativeCall call) {
    return holder(call).classFile();
  }

  private static void wrongType(NativeCall call) {
    call.throwNew("java/lang/IllegalArgumentException", "Wrong type at constant pool index");
  }

  private static void interned(NativeCall call, String text) {
    call.returnRef(call.vm().strings().intern(text));
  }

  private static void tag(NativeCall call) {
    int tag = classFile(call).constantTag(call.intArg(2));
    if (tag == 0) {
      call.throwNew("java/lang/IllegalArgumentException", "Constant pool index out of bounds");
    } else {
      call.returnInt(tag);
    }
  }

  private static void utf8(NativeCall call) {
    try {
      interned(call, classFile(call).utf8(call.intArg(2)));
    } catch (ClassFormatException e) {
      wrongType(call);
    }
  }

  private static void klass(NativeCall call) {
    plain(
        call,
        ClassConstant.class,
        named -> {
          Klass klass = MemberTypes.loadNamed(call, holder(call), named.name());
          if (klass != null) {
            call.returnClass(klass);
          }
        });
  }

  /** What answers with a constant that has the right type. */
  private interface Answer<T> {
    void give(T constant);
  }

  private static <T> void plain(NativeCall call, Class<T> type, Answer<T> answer) {
    Object constant;
    try {
      constant = classFile(call).constant(call.intArg(2));
    } catch (ClassFormatException e) {
      wrongType(call);
      return;
    }
    if (type.isInstance(constant)) {
      answer.give(type.cast(constant));
    } else {
      wrongType(call);
    }
  }
}
