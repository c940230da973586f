package hotpath.tssa.lir;

import org.jspecify.annotations.Nullable;

/**
 * One LIR instruction. Its operands are numbers of values of the {@link LirCode}; what becomes of
 * each is said by the row of its operation. An allocator fills in the locations. Backends extend
 * this class by what their instructions have beside operands: conditions, displacements, sizes.
 */
public class LirInsn {
  /** In place of an optional operand. */
  public static final int NO_OPERAND = -1;

  private final LirOp op;
  private final int[] operands;
  private final int[] locations;
  private final int[] targets;
  private final @Nullable LirExit exit;
  private int origin = -1;

  public LirInsn(LirOp op, int... operands) {
    this(op, null, operands);
  }

  public LirInsn(LirOp op, @Nullable LirExit exit, int... operands) {
    this(op, exit, operands, new int[0]);
  }

  /** An instruction that brings operand {@code i} to the location {@code targets[i]}. */
  public LirInsn(LirOp op, @Nullable LirExit exit, int[] operands, int[] targets) {
    this.op = op;
    this.exit = exit;
    this.operands = operands;
    this.targets = targets;
    this.locations = new int[operands.length];
  }

  public LirOp op() {
    return op;
  }

  public int operandCount() {
    return operands.length;
  }

  /** The value that is operand {@code i}, or {@link #NO_OPERAND}. */
  public int operand(int i) {
    return operands[i];
  }

  /** Where operand {@code i} is, a {@link Location}. */
  public int location(int i) {
    return locations[i];
  }

  public void location(int i, int location) {
    locations[i] = location;
  }

  /** Where operand {@code i} of a leaving instruction has to go. */
  public int target(int i) {
    return targets[i];
  }

  public void target(int i, int location) {
    targets[i] = location;
  }

  /** Whether it brings its operands to places, all at once, and then leaves the block. */
  public boolean isTransfer() {
    return op instanceof SharedOp shared && shared.isTransfer();
  }

  public @Nullable LirExit exit() {
    return exit;
  }

  /** The number of the TSSA instruction that this one stems from; -1 if none. */
  public int origin() {
    return origin;
  }

  public void origin(int id) {
    origin = id;
  }

  /** What the printer shows between operation and operands. */
  public String detail() {
    return "";
  }
}
