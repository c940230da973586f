package hotpath.interpreter.link.indy;

import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.classfile.MethodDescriptor;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes the class of a string concatenation (StringConcatFactory): a string builder takes the parts
 * in their order.
 */
final class ConcatSpinner {
  /** In a recipe: here goes the next argument. */
  static final char ARGUMENT = '\1';

  /** In a recipe: here goes the next constant. */
  private static final char CONSTANT = '\2';

  private static final String BUILDER = "java/lang/StringBuilder";

  private ConcatSpinner() {}

  /** The same descriptor with less to tell apart: every reference but a string is an object. */
  static String generalize(String descriptor) {
    MethodDescriptor parsed = MethodDescriptor.parse(descriptor);
    StringBuilder text = new StringBuilder("(");
    for (String argument : parsed.arguments()) {
      boolean plain =
          JavaKind.of(argument) != JavaKind.REF || argument.equals("Ljava/lang/String;");
      text.append(plain ? argument : "Ljava/lang/Object;");
    }
    return text.append(")Ljava/lang/String;").toString();
  }

  /**
   * @param descriptor generalized
   * @param constants texts of the recipe's constants
   */
  static byte[] spin(String className, String descriptor, String recipe, List<String> constants) {
    SpunClass spun = new SpunClass(className);
    spun.call(descriptor, m -> body(m, MethodDescriptor.parse(descriptor), recipe, constants));
    return spun.bytes();
  }

  private static void body(
      MethodVisitor m, MethodDescriptor descriptor, String recipe, List<String> constants) {
    m.visitTypeInsn(Opcodes.NEW, BUILDER);
    m.visitInsn(Opcodes.DUP);
    m.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "()V", false);
    StringBuilder literal = new StringBuilder();
    int argument = 0;
    int constant = 0;
    int local = 0;
    for (int i = 0; i < recipe.length(); i++) {
      char c = recipe.charAt(i);
      if (c == CONSTANT) {
        literal.append(constants.get(constant++));
      } else if (c == ARGUMENT) {
        appendLiteral(m, literal);
        JavaKind kind = descriptor.argumentKinds().get(argument);
        SpunClass.load(m, kind, local);
        append(m, appended(kind, descriptor.arguments().get(argument)));
        local += kind.classFileSlots();
        argument++;
      } else {
        literal.append(c);
      }
    }
    appendLiteral(m, literal);
    m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
    m.visitInsn(Opcodes.ARETURN);
  }

  private static void appendLiteral(MethodVisitor m, StringBuilder literal) {
    if (!literal.isEmpty()) {
      m.visitLdcInsn(literal.toString());
      append(m, "Ljava/lang/String;");
      literal.setLength(0);
    }
  }

  private static void append(MethodVisitor m, String type) {
    m.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, BUILDER, "append", "(" + type + ")L" + BUILDER + ";", false);
  }

  private static String appended(JavaKind kind, String descriptor) {
    return switch (kind) {
      case BYTE, SHORT -> "I";
      default -> descriptor;
    };
  }
}
