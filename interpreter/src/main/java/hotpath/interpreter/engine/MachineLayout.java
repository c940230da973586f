package hotpath.interpreter.engine;

import hotpath.gc.memory.ObjectLayout;
import hotpath.interpreter.frame.ThreadBlock;
import hotpath.interpreter.meaning.LeafRoutine;
import hotpath.interpreter.meaning.LeaveReason;
import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.pass.Allocation;

/** Where machine code, handlers and traces alike, finds things in thread block and objects. */
public final class MachineLayout {
  /** The offsets of the thread block that machine code uses. */
  public static final CodeLayout CODE =
      new CodeLayout(
          ThreadBlock.BASE,
          ThreadBlock.PC,
          ThreadBlock.FP,
          ThreadBlock.SP,
          ThreadBlock.COUNT,
          ThreadBlock.EXIT,
          ThreadBlock.VALUE,
          ThreadBlock.EXIT_AREA,
          ThreadBlock.SPILL,
          ThreadBlock.SPILL_WORDS,
          ThreadBlock.HANDLER_TABLE,
          ThreadBlock.TRACE_CODE,
          ThreadBlock.TRACE_TABLE,
          LeaveReason.TRACE.number(),
          ThreadBlock.LEAF_TABLE,
          LeafRoutine.FREM.number(),
          LeafRoutine.DREM.number(),
          LeafRoutine.COPY.number());

  /** How guest code allocates, under every plan. */
  public static final Allocation ALLOCATION =
      new Allocation(
          ThreadBlock.ALLOCATION_TOP,
          ThreadBlock.ALLOCATION_LIMIT,
          ObjectLayout.CLASS,
          ObjectLayout.LENGTH,
          ObjectLayout.ELEMENTS);

  private MachineLayout() {}
}
