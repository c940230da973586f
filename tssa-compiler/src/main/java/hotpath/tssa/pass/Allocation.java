package hotpath.tssa.pass;

/**
 * How a plan allocates, as offsets in bytes: where the thread block holds the first free and the
 * first unavailable offset of its allocation area (unsigned words of 4 bytes, counted from the
 * region's base; the memory between them is zero), and where an object holds its class word, an
 * array its length and its elements.
 */
public record Allocation(
    int topOffset, int limitOffset, int classOffset, int lengthOffset, int elementsOffset) {

  /** Objects begin at, and so sizes are rounded up to, multiples of this. */
  public static final int ALIGNMENT = 8;
}
