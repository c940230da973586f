package hotpath.tssa.ir;

import java.util.ArrayList;
import java.util.List;

/**
 * A straight run of instructions; the last one, and no other, ends the block. A block with several
 * predecessors is reached from {@link TssaOp#JUMP} only, which passes a value for each parameter;
 * so no edge is critical.
 */
public final class Block {
  private int number;
  private final List<Insn> params = new ArrayList<>();
  private final List<Insn> insns = new ArrayList<>();

  Block(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  void number(int number) {
    this.number = number;
  }

  public List<Insn> params() {
    return params;
  }

  /** All instructions in order, the end last; parameters are not among them. */
  public List<Insn> insns() {
    return insns;
  }

  public Insn end() {
    return insns.getLast();
  }

  public boolean isEnded() {
    return !insns.isEmpty() && insns.getLast().op().endsBlock();
  }
}
