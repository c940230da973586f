package hotpath.interpreter.link.indy;

import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes the selector of a pattern switch (SwitchBootstraps): the number of the first label from a
 * start on that fits the object.
 */
final class SwitchSpinner {
  private SwitchSpinner() {}

  /** What a case asks of the object. */
  sealed interface CaseLabel {
    /** It is an instance of a class, or array class, by internal name. */
    record OfType(String name) implements CaseLabel {}

    record OfString(String text) implements CaseLabel {}

    record OfInt(int value) implements CaseLabel {}

    /** It is the constant of an enum class. */
    record OfEnum(String enumClass, String constant) implements CaseLabel {}
  }

  /**
   * @param descriptor of the call site: object and start to number
   */
  static byte[] spin(String className, String descriptor, List<CaseLabel> labels) {
    SpunClass spun = new SpunClass(className);
    spun.call(descriptor, m -> body(m, labels));
    return spun.bytes();
  }

  private static void body(MethodVisitor m, List<CaseLabel> labels) {
    Label notNull = new Label();
    m.visitVarInsn(Opcodes.ALOAD, 0);
    m.visitJumpInsn(Opcodes.IFNONNULL, notNull);
    answer(m, -1);
    m.visitLabel(notNull);
    for (int i = 0; i < labels.size(); i++) {
      Label next = new Label();
      m.visitVarInsn(Opcodes.ILOAD, 1);
      SpunClass.constant(m, i);
      m.visitJumpInsn(Opcodes.IF_ICMPGT, next);
      test(m, labels.get(i), next, i);
      m.visitLabel(next);
    }
    answer(m, labels.size());
  }

  private static void answer(MethodVisitor m, int number) {
    SpunClass.constant(m, number);
    m.visitInsn(Opcodes.IRETURN);
  }

  private static void test(MethodVisitor m, CaseLabel label, Label next, int number) {
    switch (label) {
      case CaseLabel.OfType type -> {
        instanceOf(m, type.name(), next);
        answer(m, number);
      }
      case CaseLabel.OfString string -> {
        m.visitLdcInsn(string.text());
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitMethodInsn(
            Opcodes.INVOKEVIRTUAL, "java/lang/String", "equals", "(Ljava/lang/Object;)Z", false);
        m.visitJumpInsn(Opcodes.IFEQ, next);
        answer(m, number);
      }
      case CaseLabel.OfInt constant -> testInt(m, constant.value(), next, number);
      case CaseLabel.OfEnum constant -> {
        instanceOf(m, constant.enumClass(), next);
        m.visitLdcInsn(constant.constant());
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/Enum");
        m.visitMethodInsn(
            Opcodes.INVOKEVIRTUAL, "java/lang/Enum", "name", "()Ljava/lang/String;", false);
        m.visitMethodInsn(
            Opcodes.INVOKEVIRTUAL, "java/lang/String", "equals", "(Ljava/lang/Object;)Z", false);
        m.visitJumpInsn(Opcodes.IFEQ, next);
        answer(m, number);
      }
    }
  }

  private static void instanceOf(MethodVisitor m, String name, Label next) {
    m.visitVarInsn(Opcodes.ALOAD, 0);
    m.visitTypeInsn(Opcodes.INSTANCEOF, name);
    m.visitJumpInsn(Opcodes.IFEQ, next);
  }

  /** A number by its int value, or a character by its code. */
  private static void testInt(MethodVisitor m, int value, Label next, int number) {
    Label noNumber = new Label();
    instanceOf(m, "java/lang/Number", noNumber);
    m.visitVarInsn(Opcodes.ALOAD, 0);
    m.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/Number");
    m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Number", "intValue", "()I", false);
    SpunClass.constant(m, value);
    m.visitJumpInsn(Opcodes.IF_ICMPNE, next);
    answer(m, number);
    m.visitLabel(noNumber);
    instanceOf(m, "java/lang/Character", next);
    m.visitVarInsn(Opcodes.ALOAD, 0);
    m.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/Character");
    m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Character", "charValue", "()C", false);
    SpunClass.constant(m, value);
    m.visitJumpInsn(Opcodes.IF_ICMPNE, next);
    answer(m, number);
  }
}
