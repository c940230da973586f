package hotpath.backend.x86;

import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirInsn;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** LIR of x86: a shape, and what the machine instruction has beside its registers. */
final class X86Insn extends LirInsn {
  private final X86Lir shape;
  private final X86Op machine;
  private final @Nullable Size size;
  private @Nullable FlagTest test;
  private long immediate;
  private int scale = 1;
  private int disp;

  X86Insn(X86Lir shape, X86Op machine, @Nullable Size size, int... operands) {
    this(shape, machine, size, null, operands);
  }

  X86Insn(
      X86Lir shape, X86Op machine, @Nullable Size size, @Nullable LirExit exit, int... operands) {
    super(shape, exit, operands);
    this.shape = shape;
    this.machine = machine;
    this.size = size;
  }

  X86Lir shape() {
    return shape;
  }

  /** The instruction, or the one in the middle of a sequence. */
  X86Op machine() {
    return machine;
  }

  @Nullable Size size() {
    return size;
  }

  /** What is asked of the flags. */
  FlagTest test() {
    FlagTest t = test;
    if (t == null) {
      throw new IllegalStateException(shape + " without condition");
    }
    return t;
  }

  X86Insn test(FlagTest newTest) {
    test = newTest;
    return this;
  }

  /** An immediate operand, or the bits of a literal. */
  long immediate() {
    return immediate;
  }

  X86Insn immediate(long value) {
    immediate = value;
    return this;
  }

  int scale() {
    return scale;
  }

  int disp() {
    return disp;
  }

  X86Insn address(int newScale, int newDisp) {
    scale = newScale;
    disp = newDisp;
    return this;
  }

  @Override
  public String detail() {
    StringBuilder text = new StringBuilder(machine.name().toLowerCase(Locale.ROOT));
    if (size != null) {
      text.append('.').append(size);
    }
    if (test != null) {
      text.append(' ').append(test);
    }
    if (shape.memory() >= 0) {
      text.append(" *").append(scale).append('+').append(disp);
    }
    if (immediate != 0) {
      text.append(" #").append(immediate);
    }
    return text.toString();
  }
}
