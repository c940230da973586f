package hotpath.tssa.lir;

import org.jspecify.annotations.Nullable;

/**
 * An end of a handler: brings the interpreter's next state into its registers. Each part of it is
 * an operand and a constant to add, since most states are the old one and a constant.
 */
public final class StateInsn extends LirInsn {
  /** The parts of the state, as operands stand. */
  public static final int PC = 0;

  public static final int SP = 1;
  public static final int FP = 2;
  public static final int COUNT = 3;
  public static final int PARTS = 4;

  private final int[] addends;

  /**
   * @param addends what to add to each operand when it is in its register
   */
  public StateInsn(
      SharedOp op, @Nullable LirExit exit, int[] operands, int[] targets, int[] addends) {
    super(op, exit, operands, targets);
    this.addends = addends;
  }

  public int addend(int part) {
    return addends[part];
  }

  @Override
  public String detail() {
    StringBuilder text = new StringBuilder();
    for (int addend : addends) {
      text.append(text.isEmpty() ? "+" : " +").append(addend);
    }
    return text.toString();
  }
}
