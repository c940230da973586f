package hotpath.interpreter.link;

import hotpath.interpreter.classfile.Bytecode;
import hotpath.interpreter.classfile.Constant.FieldConstant;
import hotpath.interpreter.classfile.Constant.MethodConstant;
import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.classfile.LocalVariable;
import hotpath.interpreter.classfile.MethodCode;
import hotpath.interpreter.classfile.MethodDescriptor;
import hotpath.interpreter.classfile.OperandSources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a NullPointerException that an instruction threw says: what could not be done, and which
 * expression was null (JEP 358, in the words of HotSpot of JDK 25).
 */
public final class NullPointerMessage {
  /** How many expressions deep a message goes. */
  private static final int DEPTH = 5;

  private final Method method;
  private final MethodCode code;
  private final OperandSources sources;
  private final StringBuilder text = new StringBuilder();

  private NullPointerMessage(Method method) {
    this.method = method;
    this.code = method.code();
    this.sources = OperandSources.of(code);
  }

  /** The message of an exception that the instruction at a bytecode index threw; null for none. */
  public static @Nullable String of(Method method, int bci) {
    int instruction = method.code().indexOfBci(bci);
    return instruction < 0 ? null : new NullPointerMessage(method).of(instruction);
  }

  private @Nullable String of(int i) {
    String action = action(i);
    if (action == null) {
      return null;
    }
    text.append(action);
    int before = text.length();
    if (expression(i, nullOperand(i), DEPTH, false)) {
      text.append("\" is null");
    } else {
      text.setLength(before);
    }
    return text.toString();
  }

  /** What the instruction could not do; null if it is none that throws for null. */
  private @Nullable String action(int i) {
    Bytecode op = code.opcode(i);
    return switch (op) {
      case IALOAD, FALOAD, LALOAD, DALOAD, AALOAD, BALOAD, CALOAD, SALOAD ->
          "Cannot load from " + elements(op) + " array";
      case IASTORE, FASTORE, LASTORE, DASTORE, AASTORE, BASTORE, CASTORE, SASTORE ->
          "Cannot store to " + elements(op) + " array";
      case ARRAYLENGTH -> "Cannot read the array length";
      case ATHROW -> "Cannot throw exception";
      case MONITORENTER -> "Cannot enter synchronized block";
      case MONITOREXIT -> "Cannot exit synchronized block";
      case GETFIELD -> "Cannot read field \"" + field(i).name() + '"';
      case PUTFIELD -> "Cannot assign field \"" + field(i).name() + '"';
      case INVOKEVIRTUAL, INVOKESPECIAL, INVOKEINTERFACE ->
          called(i).name().equals("<init>") ? null : "Cannot invoke \"" + methodText(i) + '"';
      default -> null;
    };
  }

  private static String elements(Bytecode op) {
    return switch (op.mnemonic().charAt(0)) {
      case 'i' -> "int";
      case 'f' -> "float";
      case 'l' -> "long";
      case 'd' -> "double";
      case 'a' -> "object";
      case 'b' -> "byte/boolean";
      case 'c' -> "char";
      default -> "short";
    };
  }

  /** How many operands lie above the one that was null. */
  private int nullOperand(int i) {
    return switch (code.opcode(i)) {
      case IALOAD, FALOAD, LALOAD, DALOAD, AALOAD, BALOAD, CALOAD, SALOAD, PUTFIELD -> 1;
      case IASTORE, FASTORE, LASTORE, DASTORE, AASTORE, BASTORE, CASTORE, SASTORE -> 2;
      case INVOKEVIRTUAL, INVOKESPECIAL, INVOKEINTERFACE ->
          MethodDescriptor.parse(called(i).descriptor()).argumentSlots();
      default -> 0;
    };
  }

  /**
   * Appends the expression that an operand came from; false if it cannot be told.
   *
   * @param depth how deep the expression may be
   * @param inner whether it is part of another one's index
   */
  private boolean expression(int i, int fromTop, int depth, boolean inner) {
    int source = depth <= 0 ? OperandSources.NONE : sources.source(i, fromTop);
    if (source == OperandSources.NONE) {
      return false;
    }
    Bytecode op = code.opcode(source);
    boolean first = depth == DEPTH && !inner;
    if (first && !op.isInvoke()) {
      text.append(" because \"");
    }
    switch (op) {
      case ILOAD, ALOAD -> local(source, code.operand(source));
      case ICONST_M1, ICONST_0, ICONST_1, ICONST_2, ICONST_3, ICONST_4, ICONST_5 ->
          text.append(op.code() - Bytecode.ICONST_0.code());
      case BIPUSH, SIPUSH -> text.append(code.operand(source));
      case ACONST_NULL -> text.append("null");
      case GETSTATIC ->
          text.append(shortened(field(source).owner())).append('.').append(field(source).name());
      case GETFIELD -> {
        if (expression(source, 0, depth - 1, inner)) {
          text.append('.');
        }
        text.append(field(source).name());
      }
      case IALOAD, AALOAD -> {
        if (!expression(source, 1, depth - 1, inner)) {
          text.append("<array>");
        }
        text.append('[');
        if (!expression(source, 0, depth, true)) {
          text.append("...");
        }
        text.append(']');
      }
      case INVOKEVIRTUAL, INVOKESPECIAL, INVOKESTATIC, INVOKEINTERFACE -> {
        if (first) {
          text.append(" because the return value of \"");
        }
        text.append(methodText(source));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private FieldConstant field(int i) {
    return (FieldConstant) code.constant(i);
  }

  private MethodConstant called(int i) {
    return (MethodConstant) code.constant(i);
  }

  private String methodText(int i) {
    MethodConstant called = called(i);
    StringBuilder shown = new StringBuilder(shortened(called.owner()));
    shown.append('.').append(called.name()).append('(');
    List<String> arguments = MethodDescriptor.parse(called.descriptor()).arguments();
    for (int k = 0; k < arguments.size(); k++) {
      shown.append(k == 0 ? "" : ", ").append(trimmed(Messages.type(arguments.get(k))));
    }
    return shown.append(')').toString();
  }

  private static String shortened(String internalName) {
    return trimmed(internalName.replace('/', '.'));
  }

  /** Everybody knows where these two classes are. */
  private static String trimmed(String name) {
    for (String known : List.of("java.lang.Object", "java.lang.String")) {
      if (name.equals(known) || name.startsWith(known + '[')) {
        return name.substring("java.lang.".length());
      }
    }
    return name;
  }

  private void local(int i, int local) {
    int bci = code.bci(i);
    for (LocalVariable variable : code.localVariables()) {
      if (variable.local() == local && bci >= variable.startBci() && bci < variable.endBci()) {
        text.append(variable.name());
        return;
      }
    }
    boolean parameter = !sources.mayBeWritten(i, local);
    int number = parameter(local);
    if (parameter && local == 0 && !method.isStatic()) {
      text.append("this");
    } else if (parameter && number > 0) {
      text.append("<parameter").append(number).append('>');
    } else {
      text.append("<local").append(local).append('>');
    }
  }

  /** Which parameter a local holds at first, from 1 on; 0 for none. */
  private int parameter(int local) {
    int at = method.isStatic() ? 0 : 1;
    int number = 1;
    for (JavaKind kind : method.parsedSignature().argumentKinds()) {
      if (local >= at && local < at + kind.classFileSlots()) {
        return number;
      }
      at += kind.classFileSlots();
      number++;
    }
    return 0;
  }
}
