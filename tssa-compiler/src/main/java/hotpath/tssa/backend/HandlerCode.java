package hotpath.tssa.backend;

/**
 * The handlers of an interpreter as machine code that may lie anywhere. It is run with a table of
 * absolute addresses, 8 bytes each: the handlers by number, then as many words for single steps,
 * where each is the address of {@link #stop}.
 *
 * @param run offset of the routine (thread block address, table address) that loads the state from
 *     the thread block and goes to the handler of the code word at the pc; its result is the reason
 *     with which a handler left, the state is in the thread block again
 * @param step offset of the same routine for one code word
 * @param stop offset of what leaves in place of a handler, with {@link #GO_ON}
 * @param missing offset of what leaves in place of a handler that cannot run yet, with {@link
 *     #MISSING}
 * @param handlers offsets of the handlers
 */
public record HandlerCode(
    byte[] bytes, int alignment, int run, int step, int stop, int missing, int[] handlers) {

  /** Nothing happened that is the VM's business. */
  public static final int GO_ON = 0;

  /** The handler of the next word is not ready. */
  public static final int MISSING = 0xFFFF;
}
