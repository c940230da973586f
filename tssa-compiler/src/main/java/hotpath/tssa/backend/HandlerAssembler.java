package hotpath.tssa.backend;

import hotpath.tssa.alloc.Allocation;
import hotpath.tssa.lir.LirCode;

/**
 * Collects the handlers of an interpreter in one piece of code that may lie anywhere. A handler
 * ends in its own dispatch: the u16 at the code pointer is the number of the next handler, whose
 * address is in a table that the thread block refers to.
 */
public interface HandlerAssembler {

  /** Adds the handler with the next number. */
  void add(LirCode code, Allocation allocation);

  /** The whole set. The assembler is not used after. */
  HandlerCode finish();
}
