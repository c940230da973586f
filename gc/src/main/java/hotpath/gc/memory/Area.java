package hotpath.gc.memory;

/** A range of region offsets, {@code start} inclusive to {@code end} exclusive. */
public record Area(long start, long end) {
  public Area {
    if (start < 0 || start > end || end > RegionLayout.REGION_BYTES) {
      throw new IllegalArgumentException(
          "area 0x" + Long.toHexString(start) + " .. 0x" + Long.toHexString(end));
    }
  }

  public long bytes() {
    return end - start;
  }

  public boolean contains(long offset) {
    return offset >= start && offset < end;
  }

  @Override
  public String toString() {
    return "0x" + Long.toHexString(start) + " .. 0x" + Long.toHexString(end);
  }
}
