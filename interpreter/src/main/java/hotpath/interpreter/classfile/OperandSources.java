package hotpath.interpreter.classfile;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which instruction pushed each value on the operand stack, for messages: a value that may come
 * from several has no source.
 *
 * <p>Copies ({@code dup}) and casts keep the source, as in HotSpot's analysis for the messages of
 * JEP 358, whose answers this class must give. Of subroutines nothing is known.
 */
public final class OperandSources {
  /** No single instruction. */
  public static final int NONE = -1;

  private final MethodCode code;
  private final CodeFlow flow;
  private final @Nullable State[] states;

  /**
   * What is known before an instruction.
   *
   * @param sources of the operands, deepest first
   * @param written locals that may have been written
   */
  private record State(int[] sources, BitSet written) {}

  private OperandSources(MethodCode code) {
    this.code = code;
    this.flow = CodeFlow.of(code);
    this.states = new State[code.length()];
  }

  public static OperandSources of(MethodCode code) {
    OperandSources result = new OperandSources(code);
    if (!code.hasInlinedSubroutines()) {
      result.run();
    }
    return result;
  }

  /**
   * The instruction that pushed an operand of a reached instruction.
   *
   * @param fromTop values above the operand
   */
  public int source(int instruction, int fromTop) {
    State at = states[instruction];
    return at == null || fromTop >= at.sources.length
        ? NONE
        : at.sources[at.sources.length - 1 - fromTop];
  }

  /** Whether a local may have been written before an instruction. */
  public boolean mayBeWritten(int instruction, int local) {
    State at = states[instruction];
    return at == null || at.written.get(local);
  }

  private void run() {
    BitSet work = new BitSet(code.length());
    enter(0, new State(new int[0], new BitSet()), work);
    for (int i = work.nextSetBit(0); i >= 0; i = work.nextSetBit(0)) {
      work.clear(i);
      visit(i, work);
    }
  }

  private void visit(int i, BitSet work) {
    Bytecode op = code.opcode(i);
    State before = Objects.requireNonNull(states[i]);
    for (ExceptionHandler handler : code.handlers()) {
      if (i >= handler.start() && i < handler.end()) {
        enter(handler.handler(), new State(new int[] {NONE}, before.written), work);
      }
    }
    BitSet written = before.written;
    if (op.isStore()) {
      written = (BitSet) written.clone();
      written.set(code.operand(i));
    }
    State after = new State(after(i, op, before.sources), written);
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
      enter(i + 1, after, work);
    }
  }

  /** Joins what is known on one more way to an instruction. */
  private void enter(int i, State state, BitSet work) {
    State known = states[i];
    if (known == null) {
      states[i] = new State(state.sources.clone(), (BitSet) state.written.clone());
      work.set(i);
      return;
    }
    boolean changed = false;
    for (int k = 0; k < known.sources.length; k++) {
      if (known.sources[k] != NONE && known.sources[k] != state.sources[k]) {
        known.sources[k] = NONE;
        changed = true;
      }
    }
    int count = known.written.cardinality();
    known.written.or(state.written);
    if (changed || known.written.cardinality() != count) {
      work.set(i);
    }
  }

  private int[] after(int i, Bytecode op, int[] stack) {
    StackShape shape = flow.stack(i);
    return switch (op) {
      case NOP, CHECKCAST -> stack;
      case DUP -> duplicate(stack, shape, 1, 0);
      case DUP_X1 -> duplicate(stack, shape, 1, 1);
      case DUP_X2 -> duplicate(stack, shape, 1, 2);
      case DUP2 -> duplicate(stack, shape, 2, 0);
      case DUP2_X1 -> duplicate(stack, shape, 2, 1);
      case DUP2_X2 -> duplicate(stack, shape, 2, 2);
      case SWAP -> {
        int[] swapped = stack.clone();
        swapped[stack.length - 1] = stack[stack.length - 2];
        swapped[stack.length - 2] = stack[stack.length - 1];
        yield swapped;
      }
      default -> {
        int pushed = pushed(i, op);
        int kept = depthAfter(i, op) - pushed;
        int[] result = Arrays.copyOf(stack, kept + pushed);
        if (pushed > 0) {
          result[kept] = i;
        }
        yield result;
      }
    };
  }

  private static int[] duplicate(int[] stack, StackShape shape, int slots, int under) {
    int copied = shape.valuesIn(slots);
    int total = copied + shape.pop(copied).valuesIn(under);
    int bottom = stack.length - total;
    int[] result = new int[stack.length + copied];
    System.arraycopy(stack, 0, result, 0, bottom);
    System.arraycopy(stack, stack.length - copied, result, bottom, copied);
    System.arraycopy(stack, bottom, result, bottom + copied, total);
    return result;
  }

  private int depthAfter(int i, Bytecode op) {
    String effect = op.effect();
    if (effect == null) {
      return flow.stack(i + 1).depth();
    }
    int arrow = effect.indexOf('>');
    return flow.stack(i).depth() - arrow + (effect.length() - arrow - 1);
  }

  private int pushed(int i, Bytecode op) {
    String effect = op.effect();
    if (effect != null) {
      return effect.length() - effect.indexOf('>') - 1;
    }
    return switch (op) {
      case POP, POP2, PUTSTATIC, PUTFIELD -> 0;
      default -> op.isInvoke() && flow.methodDescriptor(i).endsWith(")V") ? 0 : 1;
    };
  }
}
