package hotpath.tssa.backend;

import hotpath.tssa.alloc.ParallelMove;
import hotpath.tssa.lir.LirInsn;

/**
 * Writes the instructions of one piece of allocated LIR: all that the emission of blocks does not
 * know by itself. Copies and additions change nothing but their target and what the backend keeps
 * as scratch, so they may stand anywhere between instructions.
 */
public interface InstructionWriter extends ParallelMove.Sink {

  Assembler assembler();

  /** Writes an instruction of the backend that has no exit. */
  void write(LirInsn insn);

  /** Goes to {@code target} if what a guard or branch asks is as {@code holds} says. */
  void jumpIf(boolean holds, LirInsn guard, Label target);

  /** Whether one jump tells that a guard holds. */
  default boolean isOneJump(LirInsn guard) {
    return true;
  }

  /** Adds to a register or word that holds a number of 64 bits. */
  void add(int location, long addend);

  /**
   * Brings where the interpreter goes on to the registers in which {@link Backend.Routines#tail}
   * wants it; no register holds a value any more. All three are numbers of 32 bits.
   *
   * @param sp how far the operand stack's end is from the frame pointer
   */
  void resume(long exit, long pc, long sp);
}
