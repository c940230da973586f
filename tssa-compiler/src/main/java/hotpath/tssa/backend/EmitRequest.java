package hotpath.tssa.backend;

import hotpath.tssa.lir.LoopEntry;
import org.jspecify.annotations.Nullable;

/**
 * What emission needs to know beside the code.
 *
 * @param slot what exits call the trace, at most {@link #MAX_TRACE}
 * @param exits how many exit stubs to leave room for
 * @param loop what {@link hotpath.tssa.lir.SharedOp#LINK_LOOP} goes to
 * @param keepMap whether to note which machine code stems from which instruction
 */
public record EmitRequest(
    CodeLayout layout, int slot, int exits, @Nullable LoopEntry loop, boolean keepMap) {

  public static final int MAX_TRACE = 0x7FFF;
  public static final int MAX_EXITS = 0x10000;

  /** The number that tells an exit from all others of living traces. */
  public static int exitNumber(int slot, int exit) {
    return slot << 16 | exit;
  }
}
