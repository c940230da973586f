package hotpath.gc.plan;

import hotpath.gc.memory.Area;
import hotpath.gc.memory.GuestMemory;
import hotpath.gc.space.BumpRegion;

/** Allocates until the heap is full. The plan to start with, and the one to compare others with. */
final class NoGc implements Plan {
  private static final PlanConstraints CONSTRAINTS =
      new PlanConstraints(false, false, false, Barrier.NONE);

  private final BumpRegion region;

  NoGc(GuestMemory memory, Area heap) {
    region = new BumpRegion(memory, heap);
  }

  @Override
  public PlanConstraints constraints() {
    return CONSTRAINTS;
  }

  @Override
  public BumpRegion allocationRegion() {
    return region;
  }

  @Override
  public long totalBytes() {
    return region.capacity();
  }

  @Override
  public long maxBytes() {
    return region.area().bytes();
  }

  @Override
  public void expand(long bytes) {}

  @Override
  public void reserve(long bytes) {
    region.reserve(bytes);
  }

  @Override
  public int collect(boolean keepSoft) {
    return 0;
  }

  @Override
  public long copiedBytes() {
    return 0;
  }
}
