package hotpath.tssa.lir;

import java.util.ArrayList;
import java.util.List;

/**
 * A straight run of LIR: a {@link SharedOp#LABEL} first, one instruction that ends it last. Blocks
 * stand in the order of the code; the entry is the first.
 */
public final class LirBlock {
  private final int number;
  private final List<LirInsn> insns = new ArrayList<>();
  private int[] successors = {};
  private int first;

  LirBlock(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  public List<LirInsn> insns() {
    return insns;
  }

  public LirInsn label() {
    return insns.getFirst();
  }

  public LirInsn end() {
    return insns.getLast();
  }

  /** Numbers of the blocks that may come next. */
  public int successorCount() {
    return successors.length;
  }

  public int successor(int i) {
    return successors[i];
  }

  /** Whether it is a loop: the only shape of loop that a trace has. */
  public boolean isLoop() {
    for (int successor : successors) {
      if (successor == number) {
        return true;
      }
    }
    return false;
  }

  public void successors(int... numbers) {
    successors = numbers;
  }

  /** The index of its label among all instructions of the code. */
  public int first() {
    return first;
  }

  void first(int index) {
    first = index;
  }

  /** The index of its last instruction. */
  public int last() {
    return first + insns.size() - 1;
  }
}
