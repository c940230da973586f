package hotpath.gc.memory;

/**
 * Memory for what lives as long as its VM: descriptors, code words, reference tables, thread
 * blocks, stacks.
 *
 * <p>It only grows, so what is handed out is zero without being written: the kernel gives zero
 * pages, and no byte is handed out twice. Nothing in it moves.
 */
public final class MetadataSpace {
  private static final int SMALLEST_ALIGNMENT = 8;

  private final Area area;
  private long cursor;

  public MetadataSpace() {
    this(RegionLayout.METADATA);
  }

  /** Over a part of the metadata area, so that tests can fill it up. */
  public MetadataSpace(Area area) {
    this.area = area;
    cursor = area.start();
  }

  /**
   * Hands out zeroed memory.
   *
   * @param align a power of two; at least 8 is given
   * @throws MetadataExhaustedException if the area is full
   */
  public long allocate(long bytes, int align) {
    if (bytes < 0 || Integer.bitCount(align) != 1) {
      throw new IllegalArgumentException(bytes + " bytes aligned to " + align);
    }
    int step = Math.max(align, SMALLEST_ALIGNMENT);
    long start = (cursor + step - 1) & -step;
    if (bytes > area.end() - start) {
      throw new MetadataExhaustedException(bytes, usedBytes());
    }
    cursor = start + bytes;
    return start;
  }

  public long usedBytes() {
    return cursor - area.start();
  }

  public long freeBytes() {
    return area.end() - cursor;
  }
}
