package hotpath.interpreter.verify;

import hotpath.interpreter.classfile.Bytecode;
import hotpath.interpreter.classfile.Constant.ClassConstant;
import hotpath.interpreter.classfile.Constant.DynamicConstant;
import hotpath.interpreter.classfile.Constant.MethodConstant;
import hotpath.interpreter.classfile.Constant.MethodHandleConstant;
import hotpath.interpreter.classfile.Constant.MethodTypeConstant;
import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.classfile.MethodCode;
import hotpath.interpreter.classfile.MethodDescriptor;
import hotpath.interpreter.classfile.SubroutineReturn;
import hotpath.interpreter.classfile.VerificationType;
import hotpath.interpreter.classfile.VerificationType.Tag;
import org.jspecify.annotations.Nullable;

/**
 * What each instruction asks of the types on entry, and what it leaves: the one place for both ways
 * of verification.
 *
 * <p>Operands have passed {@link Operands}. Control flow is the caller's.
 */
final class Instructions {
  private static final VerificationType STRING = VerificationType.object("java/lang/String");
  private static final VerificationType CLASS = VerificationType.object("java/lang/Class");
  private static final VerificationType METHOD_TYPE =
      VerificationType.object("java/lang/invoke/MethodType");
  private static final VerificationType METHOD_HANDLE =
      VerificationType.object("java/lang/invoke/MethodHandle");

  private final MethodCode code;
  private final Types types;
  private final boolean byInference;
  private final Members members;
  private final boolean constructor;
  private final String returnType;

  Instructions(MethodCode code, Types types, boolean byInference) {
    this.code = code;
    this.types = types;
    this.byInference = byInference;
    this.members = new Members(code, types, byInference);
    this.constructor =
        code.method().name().equals("<init>") && !code.owner().name().equals(Types.OBJECT_NAME);
    this.returnType = MethodDescriptor.parse(code.method().descriptor()).returnType();
  }

  /** Applies instruction i to a state. */
  void apply(int i, TypeState state) {
    Bytecode op = code.opcode(i);
    switch (op) {
      case POP, POP2, DUP, DUP_X1, DUP_X2, DUP2, DUP2_X1, DUP2_X2, SWAP -> shuffle(op, state);
      case ILOAD, LLOAD, FLOAD, DLOAD, ALOAD -> load(op, code.operand(i), state);
      case ISTORE, LSTORE, FSTORE, DSTORE, ASTORE -> store(op, code.operand(i), state);
      case IINC -> state.needLocal(code.operand(i), VerificationType.INT);
      case ACONST_NULL ->
          state.push(
              code.isSubroutineCall(i) ? VerificationType.returnAddress(i) : VerificationType.NULL);
      case GOTO -> returnFromSubroutine(i, state);
      case LDC, LDC2_W -> state.push(typeOfConstant(code.constant(i)));
      case IALOAD, LALOAD, FALOAD, DALOAD, BALOAD, CALOAD, SALOAD, AALOAD -> loadElement(op, state);
      case IASTORE, LASTORE, FASTORE, DASTORE, BASTORE, CASTORE, SASTORE, AASTORE ->
          storeElement(op, state);
      case IF_ACMPEQ, IF_ACMPNE -> {
        popComparable(state);
        popComparable(state);
      }
      case MONITORENTER, MONITOREXIT -> popComparable(state);
      case IFNULL, IFNONNULL -> state.popReference();
      case IRETURN, LRETURN, FRETURN, DRETURN, ARETURN, RETURN -> returnValue(op, state);
      case GETSTATIC, PUTSTATIC, GETFIELD, PUTFIELD -> members.field(i, op, state);
      case INVOKEVIRTUAL, INVOKESPECIAL, INVOKESTATIC, INVOKEINTERFACE, INVOKEDYNAMIC ->
          members.invoke(i, op, state);
      case NEW -> newObject(i, state);
      case NEWARRAY -> {
        state.pop(VerificationType.INT);
        char element = JavaKind.ofNewArray(code.operand(i)).code();
        state.push(VerificationType.object("[" + element));
      }
      case ANEWARRAY -> {
        state.pop(VerificationType.INT);
        String name = className(i);
        state.push(VerificationType.object(name.startsWith("[") ? "[" + name : "[L" + name + ";"));
      }
      case MULTIANEWARRAY -> {
        for (int k = code.operand(i); k > 0; k--) {
          state.pop(VerificationType.INT);
        }
        state.push(VerificationType.object(className(i)));
      }
      case ARRAYLENGTH -> {
        VerificationType array = state.popReference();
        if (array.tag() != Tag.NULL && !Types.isArray(array)) {
          throw state.badStack(array, "array");
        }
        state.push(VerificationType.INT);
      }
      case ATHROW -> state.pop(Types.THROWABLE);
      case CHECKCAST -> {
        state.popObject();
        state.push(VerificationType.object(className(i)));
      }
      case INSTANCEOF -> {
        state.popObject();
        state.push(VerificationType.INT);
      }
      case JSR, RET, WIDE -> throw new Rejection("Bad instruction: " + op.mnemonic());
      default -> fixedEffect(op, state);
    }
  }

  /** Only the old rules want an initialized object where nothing but its identity is used. */
  private void popComparable(TypeState state) {
    if (byInference) {
      state.popObject();
    } else {
      state.popReference();
    }
  }

  private String className(int i) {
    return ((ClassConstant) code.constant(i)).name();
  }

  /** Constants, arithmetic, conversions, comparisons: what the bytecode table says. */
  private static void fixedEffect(Bytecode op, TypeState state) {
    String effect = op.effect();
    if (effect == null) {
      throw new Rejection("Bad instruction: " + op.mnemonic());
    }
    int arrow = effect.indexOf('>');
    for (int k = arrow - 1; k >= 0; k--) {
      state.pop(primitive(effect.charAt(k)));
    }
    for (int k = arrow + 1; k < effect.length(); k++) {
      state.push(primitive(effect.charAt(k)));
    }
  }

  private static VerificationType primitive(char code) {
    return switch (code) {
      case 'I' -> VerificationType.INT;
      case 'J' -> VerificationType.LONG;
      case 'F' -> VerificationType.FLOAT;
      case 'D' -> VerificationType.DOUBLE;
      default -> throw new IllegalArgumentException("not a primitive stack effect: " + code);
    };
  }

  private static void shuffle(Bytecode op, TypeState state) {
    switch (op) {
      case POP -> popSlots(1, state);
      case POP2 -> popSlots(2, state);
      case DUP -> duplicate(1, 0, state);
      case DUP_X1 -> duplicate(1, 1, state);
      case DUP_X2 -> duplicate(1, 2, state);
      case DUP2 -> duplicate(2, 0, state);
      case DUP2_X1 -> duplicate(2, 1, state);
      case DUP2_X2 -> duplicate(2, 2, state);
      default -> {
        VerificationType[] top = popSlots(1, state);
        VerificationType[] below = popSlots(1, state);
        pushAll(top, state);
        pushAll(below, state);
      }
    }
  }

  /**
   * Pops one long or double, or as many other values as there are slots; returned deepest first.
   */
  private static VerificationType[] popSlots(int slots, TypeState state) {
    if (slots == 0) {
      return new VerificationType[0];
    }
    VerificationType top = state.pop();
    if (top.isWide()) {
      if (slots == 1) {
        throw state.badStack(top, "category1 type");
      }
      return new VerificationType[] {top};
    }
    if (slots == 1) {
      return new VerificationType[] {top};
    }
    VerificationType below = state.pop();
    if (below.isWide()) {
      throw state.badStack(below, "category1 type");
    }
    return new VerificationType[] {below, top};
  }

  private static void duplicate(int slots, int under, TypeState state) {
    VerificationType[] copied = popSlots(slots, state);
    VerificationType[] between = popSlots(under, state);
    pushAll(copied, state);
    pushAll(between, state);
    pushAll(copied, state);
  }

  private static void pushAll(VerificationType[] values, TypeState state) {
    for (VerificationType value : values) {
      state.push(value);
    }
  }

  private static void load(Bytecode op, int local, TypeState state) {
    if (op == Bytecode.ALOAD) {
      state.push(state.referenceLocal(local));
    } else {
      VerificationType type = typeOfLocal(op);
      state.needLocal(local, type);
      state.push(type);
    }
  }

  private static void store(Bytecode op, int local, TypeState state) {
    if (op == Bytecode.ASTORE) {
      boolean address = state.fromTop(0).tag() == Tag.RETURN_ADDRESS;
      state.setLocal(local, address ? state.pop() : state.popReference());
    } else {
      state.setLocal(local, state.pop(typeOfLocal(op)));
    }
  }

  private void returnFromSubroutine(int i, TypeState state) {
    @Nullable SubroutineReturn ret = code.subroutineReturn(i);
    if (ret != null
        && !state.local(ret.local()).equals(VerificationType.returnAddress(ret.call()))) {
      throw new Rejection("Illegal return from subroutine");
    }
  }

  private static VerificationType typeOfLocal(Bytecode op) {
    return switch (op) {
      case ILOAD, ISTORE -> VerificationType.INT;
      case LLOAD, LSTORE -> VerificationType.LONG;
      case FLOAD, FSTORE -> VerificationType.FLOAT;
      default -> VerificationType.DOUBLE;
    };
  }

  /** What {@code ldc} of a constant pushes. */
  static VerificationType typeOfConstant(Object constant) {
    return switch (constant) {
      case Integer value -> VerificationType.INT;
      case Float value -> VerificationType.FLOAT;
      case Long value -> VerificationType.LONG;
      case Double value -> VerificationType.DOUBLE;
      case String value -> STRING;
      case ClassConstant value -> CLASS;
      case MethodTypeConstant value -> METHOD_TYPE;
      case MethodHandleConstant value -> METHOD_HANDLE;
      case DynamicConstant value -> VerificationType.ofDescriptor(value.descriptor());
      default -> throw new Rejection("Illegal type in constant pool");
    };
  }

  private static void loadElement(Bytecode op, TypeState state) {
    state.pop(VerificationType.INT);
    VerificationType array = popArray(op, state);
    if (op != Bytecode.AALOAD) {
      state.push(elementValue(op));
    } else if (array.tag() == Tag.NULL) {
      state.push(VerificationType.NULL);
    } else {
      state.push(VerificationType.ofDescriptor(Types.nameOf(array).substring(1)));
    }
  }

  private static void storeElement(Bytecode op, TypeState state) {
    state.pop(op == Bytecode.AASTORE ? Types.OBJECT : elementValue(op));
    state.pop(VerificationType.INT);
    popArray(op, state);
  }

  private static VerificationType elementValue(Bytecode op) {
    return switch (op) {
      case LALOAD, LASTORE -> VerificationType.LONG;
      case FALOAD, FASTORE -> VerificationType.FLOAT;
      case DALOAD, DASTORE -> VerificationType.DOUBLE;
      default -> VerificationType.INT;
    };
  }

  private static VerificationType popArray(Bytecode op, TypeState state) {
    VerificationType array = state.popReference();
    boolean fits = array.tag() == Tag.NULL || (Types.isArray(array) && fits(op, array));
    if (!fits) {
      Rejection bad = state.badStack(array, "array of " + op.mnemonic());
      throw new Rejection(bad.headline() + " in " + op.mnemonic(), bad.reason());
    }
    return array;
  }

  private static boolean fits(Bytecode op, VerificationType array) {
    char element = Types.nameOf(array).charAt(1);
    return switch (op) {
      case IALOAD, IASTORE -> element == 'I';
      case LALOAD, LASTORE -> element == 'J';
      case FALOAD, FASTORE -> element == 'F';
      case DALOAD, DASTORE -> element == 'D';
      case BALOAD, BASTORE -> element == 'B' || element == 'Z';
      case CALOAD, CASTORE -> element == 'C';
      case SALOAD, SASTORE -> element == 'S';
      default -> element == 'L' || element == '[';
    };
  }

  private void returnValue(Bytecode op, TypeState state) {
    if (constructor && state.thisUninitialized()) {
      throw new Rejection("Constructor must call super() or this() before return");
    }
    boolean returnsNothing = returnType.equals("V");
    if (op == Bytecode.RETURN) {
      if (!returnsNothing) {
        throw new Rejection("Method expects a return value");
      }
      return;
    }
    VerificationType value = state.pop(typeOfReturn(op));
    if (returnsNothing) {
      throw new Rejection("Method does not expect a return value");
    }
    if (!types.isAssignable(value, VerificationType.ofDescriptor(returnType))) {
      throw new Rejection(
          "Bad return type",
          state.badStack(value, returnType + " (from method signature)").reason());
    }
  }

  private static VerificationType typeOfReturn(Bytecode op) {
    return switch (op) {
      case IRETURN -> VerificationType.INT;
      case LRETURN -> VerificationType.LONG;
      case FRETURN -> VerificationType.FLOAT;
      case DRETURN -> VerificationType.DOUBLE;
      default -> Types.OBJECT;
    };
  }

  /** The object on which instruction i calls a constructor, null if it does not. */
  private @Nullable VerificationType constructed(int i, TypeState before) {
    if (code.opcode(i) != Bytecode.INVOKESPECIAL
        || !(code.constant(i) instanceof MethodConstant method)
        || !method.name().equals("<init>")) {
      return null;
    }
    return before.fromTop(MethodDescriptor.parse(method.descriptor()).argumentSlots());
  }

  /**
   * The locals that a handler sees when instruction i throws. A constructor may have got anywhere,
   * so the object that it was to initialize is unusable afterwards.
   */
  TypeState thrown(int i, TypeState before) {
    TypeState thrown = before.copy();
    @Nullable VerificationType made = constructed(i, before);
    if (made != null && made.isUninitialized()) {
      thrown.replaceLocals(made, VerificationType.TOP);
    }
    thrown.clearStack();
    return thrown;
  }

  /** The object of an earlier run of the same instruction must not be taken for the new one. */
  private static void newObject(int i, TypeState state) {
    VerificationType made = VerificationType.uninitialized(i);
    if (state.stackHas(made)) {
      throw new Rejection("Uninitialized object exists on the stack at its new");
    }
    state.replaceLocals(made, VerificationType.TOP);
    state.push(made);
  }
}
