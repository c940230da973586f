package hotpath.gc.plan;

/**
 * How the guest's code allocates without leaving its engine, as data: {@code new = top; end = new +
 * bytes; if end > limit (unsigned), leave; top = end; class word of new = descriptor; length of new
 * = length}. All other bytes are zero already.
 *
 * <p>The bytes are a multiple of 8. Above {@code largest} the code must leave: then a sum of 32
 * bits cannot wrap. For an array this is one unsigned comparison of the length with {@code (largest
 * - 16) >> log2}, which a negative length fails too.
 *
 * @param topOffset in the thread block: u32 region offset of the next free byte
 * @param limitOffset in the thread block: u32 region offset of the window's end
 * @param largest bytes of the largest object that may be allocated this way
 */
public record AllocationSequence(int topOffset, int limitOffset, int largest) {
  /** The heap ends 512 MB before 2^32, so any value up to that would do. */
  static final int LARGEST = 1 << 20;
}
