package hotpath.backend.ppc;

import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirInsn;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** LIR of PowerPC: a shape, and what the machine instruction has beside its registers. */
final class PpcInsn extends LirInsn {
  private static final long[] NO_NUMBERS = {};

  private final PpcLir shape;
  private final PpcOp machine;
  private Cond.@Nullable Test test;
  private long[] numbers = NO_NUMBERS;
  private int disp;
  private boolean clears;

  PpcInsn(PpcLir shape, PpcOp machine, int... operands) {
    this(shape, machine, null, operands);
  }

  PpcInsn(PpcLir shape, PpcOp machine, @Nullable LirExit exit, int... operands) {
    super(shape, exit, operands);
    this.shape = shape;
    this.machine = machine;
  }

  PpcLir shape() {
    return shape;
  }

  /** The instruction; of a longer operation the one that tells it from others. */
  PpcOp machine() {
    return machine;
  }

  /** What is asked behind the comparison. */
  Cond.Test test() {
    Cond.Test t = test;
    if (t == null) {
      throw new IllegalStateException(shape + " without condition");
    }
    return t;
  }

  PpcInsn test(Cond.Test asked) {
    test = asked;
    return this;
  }

  int numberCount() {
    return numbers.length;
  }

  /** What the instruction holds behind its registers. */
  long number(int i) {
    return numbers[i];
  }

  PpcInsn numbers(long... all) {
    numbers = all;
    return this;
  }

  int disp() {
    return disp;
  }

  PpcInsn disp(int bytes) {
    disp = bytes;
    return this;
  }

  /** Whether the upper half of the result is not zero and has to be. */
  boolean clears() {
    return clears;
  }

  PpcInsn clears(boolean clear) {
    clears = clear;
    return this;
  }

  @Override
  public String detail() {
    StringBuilder text = new StringBuilder(machine.name().toLowerCase(Locale.ROOT));
    if (test != null) {
      text.append(' ').append(test);
    }
    if (shape.memory() >= 0) {
      text.append(" +").append(disp);
    }
    if (numbers.length > 0) {
      text.append(" #").append(Arrays.toString(numbers));
    }
    if (clears) {
      text.append(" clears");
    }
    return text.toString();
  }
}
