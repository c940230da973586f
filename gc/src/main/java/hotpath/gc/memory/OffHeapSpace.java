package hotpath.gc.memory;

import java.util.Arrays;

/**
 * Memory that the guest asks for outside the heap: {@code Unsafe.allocateMemory}, direct buffers.
 * First fit over the free ranges, which are kept sorted and joined.
 *
 * <p>The list of free ranges is host data: the guest may write anywhere in the area, and must not
 * be able to lead the host astray. Only a block's size stands in the area, before the block, with a
 * check word: a block that the guest damaged or never had is refused.
 */
public final class OffHeapSpace {
  /** Every block starts at a multiple of this. */
  public static final int ALIGNMENT = 16;

  private static final int HEADER = 16;
  private static final long CHECK = 0x5DEE_CE66_D1CE_B10CL;

  private final GuestMemory memory;
  private final Area area;
  private long[] starts = new long[16];
  private long[] ends = new long[16];
  private int ranges;
  private long used;

  public OffHeapSpace(GuestMemory memory) {
    this(memory, RegionLayout.OFF_HEAP);
  }

  public OffHeapSpace(GuestMemory memory, Area area) {
    this.memory = memory;
    this.area = area;
    insert(0, area.start(), area.end());
  }

  /** The region offset of {@code bytes} bytes of any content, or 0 if there is no room. */
  public long allocate(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException(bytes + " bytes");
    }
    if (bytes > area.bytes()) {
      return 0;
    }
    long whole = blockBytes(bytes);
    for (int i = 0; i < ranges; i++) {
      long start = starts[i];
      if (ends[i] - start >= whole) {
        starts[i] = start + whole;
        if (starts[i] == ends[i]) {
          remove(i);
        }
        return open(start, whole);
      }
    }
    return 0;
  }

  /**
   * Changes the size of a block and keeps its content; the result is where it is now, or 0 (the old
   * one stays).
   */
  public long reallocate(long block, long bytes) {
    if (block == 0) {
      return allocate(bytes);
    }
    long whole = check(block);
    if (bytes >= 0 && bytes <= area.bytes() && blockBytes(bytes) == whole) {
      return block;
    }
    long moved = allocate(bytes);
    if (moved != 0) {
      memory.copy(block, moved, Math.min(whole - HEADER, bytes));
      free(block);
    }
    return moved;
  }

  /**
   * Gives a block back; 0 is allowed. Memory that is no block is an {@link
   * IllegalArgumentException}.
   */
  public void free(long block) {
    if (block == 0) {
      return;
    }
    long whole = check(block);
    long start = block - HEADER;
    memory.i64(start + 8, 0);
    used -= whole;
    release(start, start + whole);
  }

  /** Bytes handed out, headers included. */
  public long usedBytes() {
    return used;
  }

  private static long blockBytes(long bytes) {
    return ((bytes + ALIGNMENT - 1) & -ALIGNMENT) + HEADER;
  }

  private long open(long start, long whole) {
    memory.i64(start, whole);
    memory.i64(start + 8, start ^ whole ^ CHECK);
    used += whole;
    return start + HEADER;
  }

  /** The size of a block with its header. */
  private long check(long block) {
    long start = block - HEADER;
    if (!area.contains(start) || (block & (ALIGNMENT - 1)) != 0) {
      throw new IllegalArgumentException("no off-heap block at 0x" + Long.toHexString(block));
    }
    long whole = memory.i64(start);
    if (memory.i64(start + 8) != (start ^ whole ^ CHECK) || whole > area.end() - start) {
      throw new IllegalArgumentException(
          "off-heap block at 0x" + Long.toHexString(block) + " is free or was overwritten");
    }
    return whole;
  }

  private void release(long start, long end) {
    int next = Arrays.binarySearch(starts, 0, ranges, start);
    next = next < 0 ? -next - 1 : next;
    boolean joinsPrevious = next > 0 && ends[next - 1] == start;
    boolean joinsNext = next < ranges && starts[next] == end;
    if (joinsPrevious && joinsNext) {
      ends[next - 1] = ends[next];
      remove(next);
    } else if (joinsPrevious) {
      ends[next - 1] = end;
    } else if (joinsNext) {
      starts[next] = start;
    } else {
      insert(next, start, end);
    }
  }

  private void insert(int index, long start, long end) {
    if (ranges == starts.length) {
      starts = Arrays.copyOf(starts, 2 * ranges);
      ends = Arrays.copyOf(ends, 2 * ranges);
    }
    System.arraycopy(starts, index, starts, index + 1, ranges - index);
    System.arraycopy(ends, index, ends, index + 1, ranges - index);
    starts[index] = start;
    ends[index] = end;
    ranges++;
  }

  private void remove(int index) {
    ranges--;
    System.arraycopy(starts, index + 1, starts, index, ranges - index);
    System.arraycopy(ends, index + 1, ends, index, ranges - index);
  }
}
