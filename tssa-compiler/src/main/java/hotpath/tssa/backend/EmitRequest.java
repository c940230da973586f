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

  private static final int IS_EXIT = 1 << 31;

  /**
   * The number that tells an exit from all others of living traces, and from the reasons with which
   * handlers leave: it is negative.
   */
  public static int exitNumber(int slot, int exit) {
    return IS_EXIT | slot << 16 | exit;
  }

  /** Whether what machine code returned is the number of an exit, and no handler's reason. */
  public static boolean isExit(long result) {
    return ((int) result & IS_EXIT) != 0;
  }

  /** The trace that an exit belongs to. */
  public static int slotOf(int exitNumber) {
    return (exitNumber & ~IS_EXIT) >>> 16;
  }

  /** Which of its trace's exits it is. */
  public static int exitOf(int exitNumber) {
    return exitNumber & 0xFFFF;
  }
}
