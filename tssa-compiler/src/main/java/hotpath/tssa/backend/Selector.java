package hotpath.tssa.backend;

import hotpath.tssa.ir.Insn;

/**
 * Turns TSSA instructions into LIR of one instruction set. It is called for each instruction that
 * has an effect or whose value somebody asked for, the last one first; it asks for the operands by
 * {@link hotpath.tssa.lir.LirBuilder#value} and may swallow what computes them. What is the same on
 * all instruction sets ({@link Lowering}) does not come here.
 */
public interface Selector {

  /** Adds the LIR that computes {@code insn}. */
  void select(Insn insn);

  /** Adds the LIR for {@code result = value + addend}, 64 bits wide. */
  void addConstant(int result, int value, long addend);
}
