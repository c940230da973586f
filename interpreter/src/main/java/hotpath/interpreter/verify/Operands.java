package hotpath.interpreter.verify;

import hotpath.interpreter.classfile.Bytecode;
import hotpath.interpreter.classfile.ClassFormatException;
import hotpath.interpreter.classfile.Constant.ClassConstant;
import hotpath.interpreter.classfile.Constant.DynamicConstant;
import hotpath.interpreter.classfile.Constant.FieldConstant;
import hotpath.interpreter.classfile.Constant.InvokeDynamicConstant;
import hotpath.interpreter.classfile.Constant.MethodConstant;
import hotpath.interpreter.classfile.Constant.MethodHandleConstant;
import hotpath.interpreter.classfile.Constant.MethodTypeConstant;
import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.classfile.MethodCode;
import hotpath.interpreter.classfile.SubroutineReturn;
import org.jspecify.annotations.Nullable;

/**
 * The static constraints on one instruction's operands (JVMS 4.9.1): locals that exist, constants
 * of the right kind. They hold for unreachable instructions too, and {@link Instructions} relies on
 * them.
 */
final class Operands {
  private static final int FIRST_WITH_CLASS_CONSTANTS = 49;
  private static final int FIRST_WITH_METHOD_HANDLES = 51;
  private static final int FIRST_WITH_INTERFACE_CODE = 52;
  private static final int MAX_DIMENSIONS = 255;

  private final MethodCode code;
  private final int major;

  Operands(MethodCode code) {
    this.code = code;
    this.major = code.owner().majorVersion();
  }

  void check(int i) {
    Bytecode op = code.opcode(i);
    switch (op.format()) {
      case LOCAL, INCREMENT -> local(code.operand(i), kindOfLocal(op));
      case NONE -> {
        if (op.isLoad() || op.isStore()) {
          local(code.operand(i), kindOfLocal(op));
        }
      }
      case BRANCH -> {
        @Nullable SubroutineReturn ret = code.subroutineReturn(i);
        if (ret != null) {
          local(ret.local(), JavaKind.REF);
        }
      }
      case ARRAY_TYPE -> {
        if (code.operand(i) < 4 || code.operand(i) > 11) {
          throw new Rejection("Illegal newarray instruction");
        }
      }
      case FIELD -> {
        if (!(constant(i) instanceof FieldConstant)) {
          throw badConstant(i);
        }
      }
      case CONSTANT, CONSTANT_WIDE -> loadable(i);
      case METHOD, INTERFACE_METHOD -> method(i, op);
      case DYNAMIC -> {
        if (!(constant(i) instanceof InvokeDynamicConstant site)) {
          throw badConstant(i);
        }
        checkName(site.name());
      }
      case TYPE -> type(i, op);
      case TYPE_DIMENSIONS -> {
        int dimensions = code.operand(i);
        if (dimensions < 1 || dimensionsOf(className(i)) < dimensions) {
          throw new Rejection("Illegal dimension in multianewarray: " + dimensions);
        }
      }
      default -> {}
    }
  }

  private static JavaKind kindOfLocal(Bytecode op) {
    return switch (op) {
      case LLOAD, LSTORE -> JavaKind.LONG;
      case DLOAD, DSTORE -> JavaKind.DOUBLE;
      default -> JavaKind.INT;
    };
  }

  private void local(int index, JavaKind kind) {
    if (index + kind.classFileSlots() > code.maxLocals()) {
      if (kind.classFileSlots() == 2) {
        throw new Rejection("get long/double overflows locals");
      }
      throw new Rejection("Local variable table overflow", "Exceeded max local size.");
    }
  }

  private void loadable(int i) {
    Object constant = constant(i);
    boolean wide = code.opcode(i) == Bytecode.LDC2_W;
    boolean fits =
        switch (constant) {
          case Integer value -> !wide;
          case Float value -> !wide;
          case String value -> !wide;
          case Long value -> wide;
          case Double value -> wide;
          case ClassConstant value -> !wide && major >= FIRST_WITH_CLASS_CONSTANTS;
          case MethodHandleConstant value -> !wide && major >= FIRST_WITH_METHOD_HANDLES;
          case MethodTypeConstant value -> !wide && major >= FIRST_WITH_METHOD_HANDLES;
          case DynamicConstant value ->
              wide == (JavaKind.of(value.descriptor()).classFileSlots() == 2);
          default -> false;
        };
    if (!fits) {
      throw badConstant(i);
    }
  }

  private void method(int i, Bytecode op) {
    if (!(constant(i) instanceof MethodConstant method)) {
      throw badConstant(i);
    }
    boolean fits =
        switch (op) {
          case INVOKEVIRTUAL -> !method.interfaceOwner();
          case INVOKEINTERFACE -> method.interfaceOwner();
          default -> !method.interfaceOwner() || major >= FIRST_WITH_INTERFACE_CODE;
        };
    if (!fits) {
      throw badConstant(i);
    }
    if (!method.name().equals("<init>") || op != Bytecode.INVOKESPECIAL) {
      checkName(method.name());
    }
  }

  private static void checkName(String name) {
    if (name.startsWith("<")) {
      throw new Rejection("Illegal call to internal method");
    }
  }

  private void type(int i, Bytecode op) {
    String name = className(i);
    if (op == Bytecode.NEW && name.startsWith("[")) {
      throw new Rejection("Illegal new instruction");
    }
    if (op == Bytecode.ANEWARRAY && dimensionsOf(name) >= MAX_DIMENSIONS) {
      throw new Rejection("Illegal use of anewarray: too many dimensions");
    }
  }

  private String className(int i) {
    if (constant(i) instanceof ClassConstant type) {
      return type.name();
    }
    throw badConstant(i);
  }

  private static int dimensionsOf(String name) {
    int dimensions = 0;
    while (dimensions < name.length() && name.charAt(dimensions) == '[') {
      dimensions++;
    }
    return dimensions;
  }

  private Object constant(int i) {
    try {
      return code.constant(i);
    } catch (ClassFormatException e) {
      int index = code.constantIndex(i);
      if (index == 0 || index >= code.owner().constantCount()) {
        throw new Rejection(
            "Illegal constant pool index " + index + " in class " + externalName(),
            "Constant pool index " + index + " is invalid");
      }
      throw badConstant(i);
    }
  }

  private String externalName() {
    return code.owner().name().replace('/', '.');
  }

  private Rejection badConstant(int i) {
    return new Rejection(
        "Illegal type at constant pool entry "
            + code.constantIndex(i)
            + " in class "
            + externalName());
  }
}
