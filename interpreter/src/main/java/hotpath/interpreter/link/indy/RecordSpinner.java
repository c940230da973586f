package hotpath.interpreter.link.indy;

import hotpath.interpreter.classfile.Constant.MethodHandleConstant;
import hotpath.interpreter.classfile.JavaKind;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes {@code equals}, {@code hashCode} and {@code toString} of a record (ObjectMethods). */
final class RecordSpinner {
  private static final int HASH_FACTOR = 31;
  private static final String OBJECTS = "java/util/Objects";

  private final String record;
  private final String simpleName;
  private final List<String> names;
  private final List<MethodHandleConstant> getters;

  /**
   * @param record internal name of the record class
   * @param getters of the components: they get fields
   */
  RecordSpinner(
      String record, String simpleName, List<String> names, List<MethodHandleConstant> getters) {
    this.record = record;
    this.simpleName = simpleName;
    this.names = names;
    this.getters = getters;
  }

  /**
   * @param methodName which of the three
   * @param descriptor of the call site
   */
  byte[] spin(String className, String methodName, String descriptor) {
    SpunClass spun = new SpunClass(className);
    spun.call(
        descriptor,
        m -> {
          switch (methodName) {
            case "equals" -> equalsBody(m);
            case "hashCode" -> hashCodeBody(m);
            default -> toStringBody(m);
          }
        });
    return spun.bytes();
  }

  private void get(MethodVisitor m, int local, MethodHandleConstant getter) {
    m.visitVarInsn(Opcodes.ALOAD, local);
    m.visitFieldInsn(Opcodes.GETFIELD, record, getter.name(), getter.descriptor());
  }

  private void hashCodeBody(MethodVisitor m) {
    SpunClass.constant(m, 0);
    for (MethodHandleConstant getter : getters) {
      SpunClass.constant(m, HASH_FACTOR);
      m.visitInsn(Opcodes.IMUL);
      get(m, 0, getter);
      JavaKind kind = JavaKind.of(getter.descriptor());
      boolean reference = kind == JavaKind.REF;
      String owner = reference ? OBJECTS : Conversion.boxOf(kind);
      String type = reference ? "Ljava/lang/Object;" : getter.descriptor();
      m.visitMethodInsn(Opcodes.INVOKESTATIC, owner, "hashCode", "(" + type + ")I", false);
      m.visitInsn(Opcodes.IADD);
    }
    m.visitInsn(Opcodes.IRETURN);
  }

  private void equalsBody(MethodVisitor m) {
    Label different = new Label();
    Label other = new Label();
    m.visitVarInsn(Opcodes.ALOAD, 0);
    m.visitVarInsn(Opcodes.ALOAD, 1);
    m.visitJumpInsn(Opcodes.IF_ACMPNE, other);
    SpunClass.constant(m, 1);
    m.visitInsn(Opcodes.IRETURN);
    m.visitLabel(other);
    m.visitVarInsn(Opcodes.ALOAD, 1);
    m.visitTypeInsn(Opcodes.INSTANCEOF, record);
    m.visitJumpInsn(Opcodes.IFEQ, different);
    for (MethodHandleConstant getter : getters) {
      get(m, 0, getter);
      get(m, 1, getter);
      compare(m, getter.descriptor(), different);
    }
    SpunClass.constant(m, 1);
    m.visitInsn(Opcodes.IRETURN);
    m.visitLabel(different);
    SpunClass.constant(m, 0);
    m.visitInsn(Opcodes.IRETURN);
  }

  private static void compare(MethodVisitor m, String descriptor, Label different) {
    JavaKind kind = JavaKind.of(descriptor);
    switch (kind) {
      case REF -> {
        m.visitMethodInsn(
            Opcodes.INVOKESTATIC,
            OBJECTS,
            "equals",
            "(Ljava/lang/Object;Ljava/lang/Object;)Z",
            false);
        m.visitJumpInsn(Opcodes.IFEQ, different);
      }
      case LONG -> {
        m.visitInsn(Opcodes.LCMP);
        m.visitJumpInsn(Opcodes.IFNE, different);
      }
      case FLOAT, DOUBLE -> {
        String pair = "(" + kind.code() + kind.code() + ")I";
        m.visitMethodInsn(Opcodes.INVOKESTATIC, Conversion.boxOf(kind), "compare", pair, false);
        m.visitJumpInsn(Opcodes.IFNE, different);
      }
      default -> m.visitJumpInsn(Opcodes.IF_ICMPNE, different);
    }
  }

  private void toStringBody(MethodVisitor m) {
    String builder = "java/lang/StringBuilder";
    m.visitTypeInsn(Opcodes.NEW, builder);
    m.visitInsn(Opcodes.DUP);
    m.visitMethodInsn(Opcodes.INVOKESPECIAL, builder, "<init>", "()V", false);
    for (int i = 0; i < getters.size(); i++) {
      m.visitLdcInsn((i == 0 ? simpleName + "[" : ", ") + names.get(i) + "=");
      append(m, "Ljava/lang/String;");
      MethodHandleConstant getter = getters.get(i);
      get(m, 0, getter);
      append(
          m,
          switch (JavaKind.of(getter.descriptor())) {
            case BYTE, SHORT -> "I";
            case REF -> "Ljava/lang/Object;";
            default -> getter.descriptor();
          });
    }
    m.visitLdcInsn(getters.isEmpty() ? simpleName + "[]" : "]");
    append(m, "Ljava/lang/String;");
    m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, builder, "toString", "()Ljava/lang/String;", false);
    m.visitInsn(Opcodes.ARETURN);
  }

  private static void append(MethodVisitor m, String type) {
    m.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        "java/lang/StringBuilder",
        "append",
        "(" + type + ")Ljava/lang/StringBuilder;",
        false);
  }
}
