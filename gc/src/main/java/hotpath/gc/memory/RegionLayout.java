package hotpath.gc.memory;

/**
 * How a guest region is divided, in offsets from its base.
 *
 * <pre>
 * 0 .. 64 kB         read-only zeros: null has class 0 and array length 0
 * 64 kB .. 512 MB    metadata: descriptors, code words, tables, thread blocks, stacks; never moves
 * 512 MB .. 3.5 GB   heap: the plan's
 * 3.5 GB .. 4 GB     off-heap memory that the guest asked for
 * 4 GB .. 40 GB      never accessible: base + offset + scaled 32-bit index + displacement
 * </pre>
 */
public final class RegionLayout {
  private static final long MB = 1L << 20;

  public static final Area NULL_PAGE = new Area(0, 64 * 1024);
  public static final Area METADATA = new Area(64 * 1024, 512 * MB);
  public static final Area HEAP = new Area(512 * MB, 3584 * MB);
  public static final Area OFF_HEAP = new Area(3584 * MB, 4096 * MB);

  /** All that a 32-bit offset can name. */
  public static final long REGION_BYTES = 4096 * MB;

  /**
   * Address space of a region: an offset, an index of 32 bits times 8, and a displacement stay
   * inside.
   */
  public static final long RESERVED_BYTES = 10 * REGION_BYTES;

  private RegionLayout() {}
}
