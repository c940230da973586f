package hotpath.interpreter.link.indy;

import hotpath.interpreter.classfile.JavaKind;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Conversion of a value on the operand stack from one type to another, as LambdaMetafactory adapts
 * arguments and results.
 */
final class Conversion {
  private static final String PACKAGE = "java/lang/";

  private Conversion() {}

  /** Converts between types given by descriptors. */
  static void convert(MethodVisitor m, String from, String to) {
    JavaKind fromKind = JavaKind.of(from);
    JavaKind toKind = JavaKind.of(to);
    if (toKind == JavaKind.VOID) {
      SpunClass.pop(m, fromKind);
    } else if (fromKind == JavaKind.REF) {
      if (toKind == JavaKind.REF) {
        cast(m, from, to);
      } else {
        unbox(m, from, toKind);
      }
    } else if (toKind == JavaKind.REF) {
      box(m, fromKind, to);
    } else {
      widen(m, fromKind, toKind);
    }
  }

  private static void cast(MethodVisitor m, String from, String to) {
    if (!from.equals(to) && !to.equals("Ljava/lang/Object;")) {
      m.visitTypeInsn(Opcodes.CHECKCAST, internalName(to));
    }
  }

  static String internalName(String descriptor) {
    return descriptor.charAt(0) == '['
        ? descriptor
        : descriptor.substring(1, descriptor.length() - 1);
  }

  /** The class that boxes a kind. */
  static String boxOf(JavaKind kind) {
    return PACKAGE.concat(
        switch (kind) {
          case BOOLEAN -> "Boolean";
          case BYTE -> "Byte";
          case CHAR -> "Character";
          case SHORT -> "Short";
          case INT -> "Integer";
          case LONG -> "Long";
          case FLOAT -> "Float";
          case DOUBLE -> "Double";
          default -> throw new IllegalArgumentException("no box of " + kind);
        });
  }

  private static @Nullable JavaKind kindOfBox(String descriptor) {
    for (JavaKind kind : JavaKind.values()) {
      if (kind.isPrimitive() && descriptor.equals('L' + boxOf(kind) + ';')) {
        return kind;
      }
    }
    return null;
  }

  private static void box(MethodVisitor m, JavaKind from, String to) {
    JavaKind wanted = kindOfBox(to);
    JavaKind kind = wanted == null ? from : wanted;
    widen(m, from, kind);
    String box = boxOf(kind);
    m.visitMethodInsn(
        Opcodes.INVOKESTATIC, box, "valueOf", "(" + kind.code() + ")L" + box + ";", false);
  }

  private static void unbox(MethodVisitor m, String from, JavaKind to) {
    JavaKind known = kindOfBox(from);
    JavaKind kind = known == null ? to : known;
    String box = boxOf(kind);
    if (known == null) {
      m.visitTypeInsn(Opcodes.CHECKCAST, box);
    }
    String name = primitiveName(kind).concat("Value");
    m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, box, name, "()" + kind.code(), false);
    widen(m, kind, to);
  }

  private static String primitiveName(JavaKind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static void widen(MethodVisitor m, JavaKind from, JavaKind to) {
    JavaKind source = from.stackKind();
    JavaKind target = to.stackKind();
    if (source == target) {
      return;
    }
    int opcode =
        switch (source) {
          case INT ->
              switch (target) {
                case LONG -> Opcodes.I2L;
                case FLOAT -> Opcodes.I2F;
                default -> Opcodes.I2D;
              };
          case LONG -> target == JavaKind.FLOAT ? Opcodes.L2F : Opcodes.L2D;
          default -> Opcodes.F2D;
        };
    m.visitInsn(opcode);
  }
}
