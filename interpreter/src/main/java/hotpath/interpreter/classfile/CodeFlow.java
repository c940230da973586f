package hotpath.interpreter.classfile;

import hotpath.interpreter.classfile.Constant.ClassConstant;
import hotpath.interpreter.classfile.Constant.DynamicConstant;
import hotpath.interpreter.classfile.Constant.FieldConstant;
import hotpath.interpreter.classfile.Constant.InvokeDynamicConstant;
import hotpath.interpreter.classfile.Constant.MethodConstant;
import hotpath.interpreter.classfile.Constant.MethodHandleConstant;
import hotpath.interpreter.classfile.Constant.MethodTypeConstant;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What flows through verified code, by kind: the operand stack on entry to each instruction, the
 * kinds of locals and which of them are live. No class is loaded for it.
 *
 * <p>Stack shapes are found at once by one pass in code order (all paths to an instruction agree in
 * verified code, so the first one decides; code that only a backward branch reaches is visited
 * afterwards). Locals are analysed when first asked for. Instructions that nothing reaches have no
 * state.
 */
public final class CodeFlow {
  private final MethodCode code;
  private final @Nullable StackShape[] stacks;
  private final BitSet reached;
  private @Nullable LocalFlow locals;

  private CodeFlow(MethodCode code) {
    this.code = code;
    this.stacks = new StackShape[code.length()];
    this.reached = new BitSet(code.length());
  }

  /**
   * Analyses a method.
   *
   * @throws ClassFormatException if the code cannot have passed verification
   */
  public static CodeFlow of(MethodCode code) {
    CodeFlow flow = new CodeFlow(code);
    flow.run();
    return flow;
  }

  public MethodCode code() {
    return code;
  }

  /** Whether any path from the entry leads to an instruction. */
  public boolean isReachable(int i) {
    return reached.get(i);
  }

  /** The stack on entry to a reachable instruction. */
  public StackShape stack(int i) {
    StackShape stack = stacks[i];
    if (stack == null) {
      throw new IllegalArgumentException("@" + code.bci(i) + " of " + code + " is not reachable");
    }
    return stack;
  }

  /** Everything known on entry to a reachable instruction. */
  public FlowState at(int i) {
    if (locals == null) {
      locals = new LocalFlow(this);
    }
    return new FlowState(stack(i), locals, i);
  }

  private void run() {
    BitSet work = new BitSet(code.length());
    stacks[0] = StackShape.EMPTY;
    work.set(0);
    BitSet handlersLeft = new BitSet();
    handlersLeft.set(0, code.handlers().size());
    do {
      int i = work.nextSetBit(0);
      while (i >= 0) {
        work.clear(i);
        reached.set(i);
        visit(i, work);
        int next = work.nextSetBit(i);
        i = next >= 0 ? next : work.nextSetBit(0);
      }
    } while (enterHandlers(handlersLeft, work));
  }

  /** Enters the handlers that a reached instruction can throw to; false if there is no new one. */
  private boolean enterHandlers(BitSet handlersLeft, BitSet work) {
    List<ExceptionHandler> handlers = code.handlers();
    StackShape thrown = StackShape.EMPTY.push(JavaKind.REF);
    for (int h = handlersLeft.nextSetBit(0); h >= 0; h = handlersLeft.nextSetBit(h + 1)) {
      ExceptionHandler handler = handlers.get(h);
      int covered = reached.nextSetBit(handler.start());
      if (covered >= 0 && covered < handler.end()) {
        handlersLeft.clear(h);
        enter(handler.handler(), thrown, work);
      }
    }
    return !work.isEmpty();
  }

  private void visit(int i, BitSet work) {
    Bytecode op = code.opcode(i);
    StackShape after = after(i, op, stack(i));
    if (op.isSwitch()) {
      SwitchTable table = code.switchOf(i);
      for (int k = 0; k < table.size(); k++) {
        enter(table.target(k), after, work);
      }
      enter(table.defaultTarget(), after, work);
    } else if (op.isBranch()) {
      enter(code.target(i), after, work);
    }
    if (!op.endsBlock()) {
      if (i + 1 == code.length()) {
        throw ClassFormatException.verify("Control flow falls through code end");
      }
      enter(i + 1, after, work);
    }
  }

  private void enter(int i, StackShape stack, BitSet work) {
    if (stacks[i] == null) {
      stacks[i] = stack;
      work.set(i);
    }
  }

  private StackShape after(int i, Bytecode op, StackShape stack) {
    String effect = op.effect();
    if (effect != null) {
      return apply(effect, stack);
    }
    return switch (op) {
      case POP -> stack.pop();
      case POP2 -> stack.pop(stack.valuesIn(2));
      case DUP -> stack.duplicate(1, 0);
      case DUP_X1 -> stack.duplicate(1, 1);
      case DUP_X2 -> stack.duplicate(1, 2);
      case DUP2 -> stack.duplicate(2, 0);
      case DUP2_X1 -> stack.duplicate(2, 1);
      case DUP2_X2 -> stack.duplicate(2, 2);
      case SWAP -> stack.pop(2).push(stack.top()).push(stack.fromTop(1));
      case LDC, LDC2_W -> stack.push(kindOfConstant(code.constant(i)));
      case GETSTATIC -> stack.push(field(i));
      case PUTSTATIC -> stack.pop();
      case GETFIELD -> stack.pop().push(field(i));
      case PUTFIELD -> stack.pop(2);
      case INVOKEVIRTUAL, INVOKESPECIAL, INVOKEINTERFACE -> call(methodDescriptor(i), 1, stack);
      case INVOKESTATIC, INVOKEDYNAMIC -> call(methodDescriptor(i), 0, stack);
      case MULTIANEWARRAY -> stack.pop(code.operand(i)).push(JavaKind.REF);
      default -> throw ClassFormatException.verify("Bad instruction " + op.mnemonic());
    };
  }

  private static StackShape apply(String effect, StackShape stack) {
    int arrow = effect.indexOf('>');
    StackShape result = stack.pop(arrow);
    for (int k = arrow + 1; k < effect.length(); k++) {
      result = result.push(JavaKind.of(effect.charAt(k)));
    }
    return result;
  }

  private JavaKind field(int i) {
    if (!(code.constant(i) instanceof FieldConstant field)) {
      throw ClassFormatException.verify("Illegal type in constant pool");
    }
    return JavaKind.of(field.descriptor()).stackKind();
  }

  String methodDescriptor(int i) {
    Object constant = code.constant(i);
    if (constant instanceof MethodConstant method) {
      return method.descriptor();
    }
    if (constant instanceof InvokeDynamicConstant site) {
      return site.descriptor();
    }
    throw ClassFormatException.verify("Illegal type in constant pool");
  }

  /**
   * Counts arguments on the descriptor's characters: this runs for every call of every method that
   * is executed.
   */
  private static StackShape call(String descriptor, int receiver, StackShape stack) {
    int at = 1;
    int arguments = receiver;
    while (descriptor.charAt(at) != ')') {
      while (descriptor.charAt(at) == '[') {
        at++;
      }
      at = descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) + 1 : at + 1;
      arguments++;
    }
    JavaKind result = JavaKind.of(descriptor.charAt(at + 1));
    StackShape popped = stack.pop(arguments);
    return result == JavaKind.VOID ? popped : popped.push(result.stackKind());
  }

  /**
   * The stack kind of what {@code ldc} pushes for a constant. (No pattern switch: it would be the
   * first one of the VM's start, and making the machinery for it takes longer than all flow
   * analysis until then.)
   */
  public static JavaKind kindOfConstant(Object constant) {
    if (constant instanceof Integer) {
      return JavaKind.INT;
    }
    if (constant instanceof Float) {
      return JavaKind.FLOAT;
    }
    if (constant instanceof Long) {
      return JavaKind.LONG;
    }
    if (constant instanceof Double) {
      return JavaKind.DOUBLE;
    }
    if (constant instanceof DynamicConstant dynamic) {
      return JavaKind.of(dynamic.descriptor()).stackKind();
    }
    boolean reference =
        constant instanceof String
            || constant instanceof ClassConstant
            || constant instanceof MethodTypeConstant
            || constant instanceof MethodHandleConstant;
    if (!reference) {
      throw ClassFormatException.verify("Illegal type in constant pool");
    }
    return JavaKind.REF;
  }
}
