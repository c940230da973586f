package hotpath.gc.plan;

import hotpath.gc.memory.RegionLayout;

/**
 * How a heap is set up.
 *
 * @param heapBytes all memory of the plan's spaces (of SemiSpace: both halves); rounded up to 128
 *     kB
 * @param initialBytes what may be filled before the first collection; the plan lets it grow
 */
public record HeapOptions(PlanKind plan, long heapBytes, long initialBytes, Stress stress) {
  public static final long SMALLEST_HEAP = 128 * 1024;

  public HeapOptions {
    if (heapBytes < SMALLEST_HEAP || heapBytes > RegionLayout.HEAP.bytes()) {
      throw new IllegalArgumentException(
          "heap of "
              + heapBytes
              + " bytes; "
              + SMALLEST_HEAP
              + " .. "
              + RegionLayout.HEAP.bytes()
              + " are possible");
    }
    if (initialBytes <= 0) {
      throw new IllegalArgumentException("initial heap of " + initialBytes + " bytes");
    }
  }

  public static HeapOptions of(PlanKind plan, long heapBytes) {
    return new HeapOptions(plan, heapBytes, 16L << 20, Stress.NONE);
  }

  public HeapOptions with(Stress stress) {
    return new HeapOptions(plan, heapBytes, initialBytes, stress);
  }
}
