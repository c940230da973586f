package hotpath.interpreter.verify;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes the class {@code sample/Rules} (a subclass of ArrayList in another package) with one method
 * written by hand.
 */
final class HandMade implements Opcodes {
  static final String NAME = "sample/Rules";
  static final String SUPER = "java/util/ArrayList";

  /**
   * Writes instructions; frames are written for every version, and ASM leaves them out where they
   * do not exist.
   */
  @FunctionalInterface
  interface Body {
    void write(MethodVisitor code);
  }

  private HandMade() {}

  /** A class with a static method. */
  static byte[] withMethod(int version, String descriptor, Body body) {
    return build(version, ACC_PUBLIC | ACC_STATIC, "m", descriptor, 6, 8, body);
  }

  /** A class with a constructor that takes an Object. */
  static byte[] withConstructor(int version, Body body) {
    return build(version, ACC_PUBLIC, "<init>", "(Ljava/lang/Object;)V", 4, 4, body);
  }

  private static byte[] build(
      int version,
      int access,
      String name,
      String descriptor,
      int maxStack,
      int maxLocals,
      Body body) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(version, ACC_PUBLIC | ACC_SUPER, NAME, null, SUPER, null);
    writer.visitField(0, "own", "Ljava/lang/Object;", null, null);
    writer.visitField(ACC_STATIC, "list", "Ljava/util/List;", null, null);
    MethodVisitor method = writer.visitMethod(access, name, descriptor, null, null);
    method.visitCode();
    body.write(method);
    method.visitMaxs(maxStack, maxLocals);
    method.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** Several instructions without operands. */
  static void insns(MethodVisitor code, int... opcodes) {
    for (int opcode : opcodes) {
      code.visitInsn(opcode);
    }
  }

  /** A full frame. */
  static void frame(MethodVisitor code, Object[] locals, Object... stack) {
    code.visitFrame(F_NEW, locals.length, locals, stack.length, stack);
  }

  /** A label that is placed here. */
  static Label here(MethodVisitor code) {
    Label label = new Label();
    code.visitLabel(label);
    return label;
  }

  static void superConstructor(MethodVisitor code) {
    code.visitVarInsn(ALOAD, 0);
    code.visitMethodInsn(INVOKESPECIAL, SUPER, "<init>", "()V", false);
  }
}
