package hotpath.gc.space;

import hotpath.gc.memory.Area;
import hotpath.gc.memory.GuestMemory;
import hotpath.platform.memory.HostMemory;

/**
 * A contiguous piece of the heap that is filled from its start: objects lie below the cursor,
 * nothing above.
 *
 * <p>Memory above the highest cursor so far was never touched and is zero, so {@link #zero} skips
 * it: a heap that never fills up is never cleared. The capacity bounds how much is touched before a
 * collection and can change; the area is what is there. A reserve at its end is for those who
 * cannot wait for a collection: nobody else gets bytes of it.
 */
public final class BumpRegion {
  private final GuestMemory memory;
  private final Area area;
  private long cursor;
  private long limit;
  private long untouched;
  private long reserve;

  public BumpRegion(GuestMemory memory, Area area) {
    this.memory = memory;
    this.area = area;
    cursor = area.start();
    limit = area.end();
    untouched = area.start();
  }

  public Area area() {
    return area;
  }

  /** The end of what is in use. */
  public long cursor() {
    return cursor;
  }

  public long usedBytes() {
    return cursor - area.start();
  }

  public long freeBytes() {
    return limit - cursor;
  }

  public long capacity() {
    return limit - area.start();
  }

  /** Bounds what may be in use from now on; never below what is. */
  public void capacity(long bytes) {
    long wanted = area.start() + HostMemory.round(bytes);
    limit = Math.max(cursor, Math.min(area.end() - reserve, wanted));
  }

  /** Lets all of the area be used, the reserve too: for the collector. */
  public void open() {
    limit = area.end();
  }

  /** Keeps this many bytes for {@link #takeReserved}. */
  public void reserve(long bytes) {
    reserve = bytes;
    limit = Math.max(cursor, Math.min(area.end() - reserve, limit));
  }

  /** Whether all of the reserve is free. */
  public boolean hasReserve() {
    return area.end() - cursor >= reserve;
  }

  /** Whether the offset lies in the part that is in use. */
  public boolean contains(long offset) {
    return offset >= area.start() && offset < cursor;
  }

  /** Takes bytes of any content; 0 if they are not there. */
  public long take(long bytes) {
    if (bytes > freeBytes()) {
      return 0;
    }
    long start = cursor;
    cursor += bytes;
    return start;
  }

  /** Takes bytes that are zero; 0 if they are not there. */
  public long takeZeroed(long bytes) {
    long start = take(bytes);
    if (start != 0) {
      zero(start, cursor);
    }
    return start;
  }

  /** Takes bytes that are zero, beyond the capacity and from the reserve if need be. */
  public long takeReserved(long bytes) {
    limit = Math.max(limit, Math.min(area.end(), cursor + bytes));
    return takeZeroed(bytes);
  }

  /** Gives back the last bytes that were taken. */
  public void giveBack(long bytes) {
    touched();
    cursor -= bytes;
  }

  /** Gives back everything. */
  public void reset() {
    touched();
    cursor = area.start();
  }

  private void zero(long start, long end) {
    long dirty = Math.min(end, untouched);
    if (dirty > start) {
      memory.fill(start, dirty - start, 0);
    }
    touched();
  }

  private void touched() {
    untouched = Math.max(untouched, cursor);
  }
}
