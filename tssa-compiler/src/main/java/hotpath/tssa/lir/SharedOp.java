package hotpath.tssa.lir;

import static hotpath.tssa.lir.LirForm.defAny;
import static hotpath.tssa.lir.LirForm.repeating;
import static hotpath.tssa.lir.LirForm.useAny;

/** The operations that every instruction set has, with the same operands. */
public enum SharedOp implements LirOp {
  /** The start of a block: defines its parameters, or the registers that the code inherits. */
  LABEL(repeating(defAny())),
  /** A copy from anywhere to anywhere; nothing if both are the same place. */
  MOVE(LirForm.of(defAny(), useAny())),
  /** To the block's only successor, whose parameters get the operands, all at once. */
  JUMP(repeating(useAny())),
  /**
   * Leaves through its exit, always. The operands of a trace go to value words of the thread block,
   * those of a handler are its next state.
   */
  LEAVE(repeating(useAny())),
  /** Of handlers: the operands are the next state; goes to the handler of the next code word. */
  DISPATCH(repeating(useAny())),
  /** Writes the operands, the state of its exit, into the frame and returns to the interpreter. */
  TAIL(repeating(useAny())),
  /** The same, but goes to the entry of another trace as long as it is linked. */
  LINK_ENTRY(repeating(useAny())),
  /** Goes to the loop of another trace; the operands go where {@link LoopEntry} says. */
  LINK_LOOP(repeating(useAny()));

  private final LirForm form;

  SharedOp(LirForm form) {
    this.form = form;
  }

  /** Whether it brings its operands to places, all at once, and ends the block. */
  public boolean isTransfer() {
    return this != LABEL && this != MOVE;
  }

  @Override
  public LirForm form() {
    return form;
  }
}
