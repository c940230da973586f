package hotpath.interpreter.classfile;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes a method back into a class file, so that the JVM of the tests can run what {@link
 * MethodCode} says. Only for code with plain constants.
 */
final class CodeCopy {
  private CodeCopy() {}

  /** A class with a copy of each method of another, in a version that knows no {@code jsr}. */
  static byte[] of(ClassFile file) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    writer.visit(
        Opcodes.V1_8, file.accessFlags(), file.name(), null, file.superName(), new String[0]);
    for (MethodInfo method : file.methods()) {
      MethodVisitor copy =
          writer.visitMethod(method.accessFlags(), method.name(), method.descriptor(), null, null);
      copy.visitCode();
      write(file.code(method), copy);
      copy.visitMaxs(0, 0);
      copy.visitEnd();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void write(MethodCode code, MethodVisitor to) {
    Label[] labels = new Label[code.length() + 1];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = new Label();
    }
    for (ExceptionHandler handler : code.handlers()) {
      to.visitTryCatchBlock(
          labels[handler.start()],
          labels[handler.end()],
          labels[handler.handler()],
          handler.catchType());
    }
    for (int i = 0; i < code.length(); i++) {
      to.visitLabel(labels[i]);
      Label line = new Label();
      to.visitLabel(line);
      write(code, i, labels, to);
    }
    to.visitLabel(labels[code.length()]);
  }

  private static void write(MethodCode code, int i, Label[] labels, MethodVisitor to) {
    Bytecode op = code.opcode(i);
    switch (op.format()) {
      case NONE -> {
        if (op.isLoad() || op.isStore()) {
          to.visitVarInsn(op.code(), code.operand(i));
        } else {
          to.visitInsn(op.code());
        }
      }
      case LOCAL -> to.visitVarInsn(op.code(), code.operand(i));
      case BYTE, SHORT, ARRAY_TYPE -> to.visitIntInsn(op.code(), code.operand(i));
      case INCREMENT -> to.visitIincInsn(code.operand(i), code.operand2(i));
      case BRANCH -> to.visitJumpInsn(op.code(), labels[code.target(i)]);
      case TYPE -> to.visitTypeInsn(op.code(), ((Constant.ClassConstant) code.constant(i)).name());
      case CONSTANT, CONSTANT_WIDE -> to.visitLdcInsn(code.constant(i));
      case METHOD -> {
        Constant.MethodConstant called = (Constant.MethodConstant) code.constant(i);
        to.visitMethodInsn(
            op.code(), called.owner(), called.name(), called.descriptor(), called.interfaceOwner());
      }
      case TABLE_SWITCH, LOOKUP_SWITCH -> {
        SwitchTable table = code.switchOf(i);
        int[] keys = new int[table.size()];
        Label[] targets = new Label[table.size()];
        for (int k = 0; k < keys.length; k++) {
          keys[k] = table.key(k);
          targets[k] = labels[table.target(k)];
        }
        to.visitLookupSwitchInsn(labels[table.defaultTarget()], keys, targets);
      }
      default -> throw new IllegalArgumentException("no copy of " + code.toString(i));
    }
  }
}
