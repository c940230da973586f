package hotpath.tssa.eval;

import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Tssa;

/** Evaluates code while it is being built: tells a generator of tests what each value is. */
public final class StepEvaluation {
  private final Evaluator evaluator;

  public StepEvaluation(Tssa tssa, ByteMemory memory, LeafRoutines routines) {
    evaluator = new Evaluator(tssa, memory, routines, ByteMemory.registers());
  }

  /** Executes {@code insn}; whether the code goes on behind it. */
  public boolean step(Insn insn) {
    return evaluator.step(insn) == null;
  }

  public long value(Insn insn) {
    return evaluator.value(insn);
  }
}
