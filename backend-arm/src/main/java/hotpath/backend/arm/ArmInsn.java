package hotpath.backend.arm;

import hotpath.backend.arm.Operand.Shift;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirInsn;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** LIR of AArch64: a shape, and what the machine instruction has beside its registers. */
final class ArmInsn extends LirInsn {
  private final ArmLir shape;
  private final ArmOp machine;
  private final @Nullable Size size;
  private @Nullable Cond cond;
  private Shift shift = Shift.NONE;
  private long immediate;
  private int indexShift;
  private int disp;

  ArmInsn(ArmLir shape, ArmOp machine, @Nullable Size size, int... operands) {
    this(shape, machine, size, null, operands);
  }

  ArmInsn(
      ArmLir shape, ArmOp machine, @Nullable Size size, @Nullable LirExit exit, int... operands) {
    super(shape, exit, operands);
    this.shape = shape;
    this.machine = machine;
    this.size = size;
  }

  ArmLir shape() {
    return shape;
  }

  /** The instruction; of a longer operation the one that tells it from others. */
  ArmOp machine() {
    return machine;
  }

  @Nullable Size size() {
    return size;
  }

  /** What is asked of the flags. */
  Cond cond() {
    Cond c = cond;
    if (c == null) {
      throw new IllegalStateException(shape + " without condition");
    }
    return c;
  }

  ArmInsn cond(Cond asked) {
    cond = asked;
    return this;
  }

  /** How the last register is shifted. */
  Shift shift() {
    return shift;
  }

  ArmInsn shift(Shift of) {
    shift = of;
    return this;
  }

  long immediate() {
    return immediate;
  }

  ArmInsn immediate(long value) {
    immediate = value;
    return this;
  }

  int indexShift() {
    return indexShift;
  }

  int disp() {
    return disp;
  }

  ArmInsn address(int newShift, int newDisp) {
    indexShift = newShift;
    disp = newDisp;
    return this;
  }

  @Override
  public String detail() {
    StringBuilder text = new StringBuilder(machine.name().toLowerCase(Locale.ROOT));
    if (size != null) {
      text.append('.').append(size);
    }
    if (cond != null) {
      text.append(' ').append(cond.suffix());
    }
    if (shift.amount() != 0) {
      text.append(' ').append(shift.type()).append(shift.amount());
    }
    if (shape.memory() >= 0) {
      text.append(" <<").append(indexShift).append('+').append(disp);
    }
    if (immediate != 0) {
      text.append(" #").append(immediate);
    }
    return text.toString();
  }
}
