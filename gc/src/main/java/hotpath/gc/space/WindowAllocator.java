package hotpath.gc.space;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.vm.MutatorLayout;

/**
 * Gives guest threads windows of a region to bump-allocate in. All bytes between top and limit are
 * zero, so that compiled code only has to write the class word and the length.
 *
 * <p>Memory is zeroed a window at a time, while it is about to be used and fits a cache. A window
 * that ends at the region's cursor grows in place, so one thread fills the region without gaps;
 * what is left of other windows when they are replaced is lost until the next collection.
 */
public final class WindowAllocator {
  /** Bytes by which a window grows. */
  public static final int WINDOW = 64 * 1024;

  /** A larger object does not cost a thread the rest of its window. */
  private static final int LARGE = WINDOW / 4;

  private final GuestMemory memory;
  private final MutatorLayout layout;

  /** Every allocation is to be seen, so no thread has a window. */
  private final boolean eachAllocation;

  public WindowAllocator(GuestMemory memory, MutatorLayout layout, boolean eachAllocation) {
    this.memory = memory;
    this.layout = layout;
    this.eachAllocation = eachAllocation;
  }

  /**
   * Zeroed room for an object of {@code bytes} (a multiple of 8), or 0. The thread's window may
   * change.
   */
  public long allocate(long threadBlock, long bytes, BumpRegion region) {
    if (eachAllocation) {
      return region.takeZeroed(bytes);
    }
    long top = memory.u32(threadBlock + layout.top());
    long limit = memory.u32(threadBlock + layout.limit());
    if (bytes <= limit - top) {
      memory.u32(threadBlock + layout.top(), top + bytes);
      return top;
    }
    if (top != 0 && limit == region.cursor()) {
      return grow(threadBlock, top, limit, bytes, region);
    }
    if (bytes > LARGE && top != limit) {
      return region.takeZeroed(bytes);
    }
    return replace(threadBlock, bytes, region);
  }

  private long grow(long threadBlock, long top, long limit, long bytes, BumpRegion region) {
    long missing = bytes - (limit - top);
    long more = Math.max(missing, Math.min(WINDOW, region.freeBytes()));
    if (region.takeZeroed(more) == 0) {
      return 0;
    }
    setWindow(threadBlock, top + bytes, limit + more);
    return top;
  }

  private long replace(long threadBlock, long bytes, BumpRegion region) {
    long window = Math.max(bytes, Math.min(WINDOW, region.freeBytes()));
    long start = region.takeZeroed(window);
    if (start != 0) {
      setWindow(threadBlock, start + bytes, start + window);
    }
    return start;
  }

  /** Takes a thread's window away; what is unused at the end of the region goes back to it. */
  public void retire(long threadBlock, BumpRegion region) {
    long rest = unused(threadBlock);
    if (rest > 0 && memory.u32(threadBlock + layout.limit()) == region.cursor()) {
      region.giveBack(rest);
    }
    setWindow(threadBlock, 0, 0);
  }

  /** Lets another thread go on in a thread's window. */
  public void hand(long from, long to, BumpRegion region) {
    if (from == to) {
      return;
    }
    long top = memory.u32(from + layout.top());
    long limit = memory.u32(from + layout.limit());
    retire(to, region);
    setWindow(from, 0, 0);
    setWindow(to, top, limit);
  }

  /** Bytes of a thread's window that hold no object. */
  public long unused(long threadBlock) {
    return memory.u32(threadBlock + layout.limit()) - memory.u32(threadBlock + layout.top());
  }

  private void setWindow(long threadBlock, long top, long limit) {
    memory.u32(threadBlock + layout.top(), top);
    memory.u32(threadBlock + layout.limit(), limit);
  }
}
