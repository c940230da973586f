package hotpath.gc.plan;

import hotpath.gc.memory.Area;
import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.ObjectLayout;
import hotpath.gc.memory.RegionLayout;
import hotpath.gc.sanity.GraphWalk;
import hotpath.gc.sanity.HeapGraph;
import hotpath.gc.space.HeapCorruptionException;
import hotpath.gc.space.WindowAllocator;
import hotpath.gc.vm.CollectionEvent;
import hotpath.gc.vm.CollectionReason;
import hotpath.gc.vm.MutatorLayout;
import hotpath.gc.vm.VmBinding;
import hotpath.platform.memory.HostMemory;

/**
 * The heap of a VM: slow path of allocation, collection on demand, stress modes, figures. What
 * differs between plans is in {@link Plan}.
 *
 * <p>It is used by one host thread, and only while the guest is in no engine: all references are in
 * places that the {@link VmBinding} can name. After {@link #allocate} or {@link #collect} every raw
 * reference that the caller still has is stale.
 */
public final class Heap {
  private final GuestMemory memory;
  private final VmBinding binding;
  private final Stress stress;
  private final Plan plan;
  private final WindowAllocator windows;
  private final AllocationSequence sequence;

  private long allocations;
  private long collections;
  private long nanos;
  private long allocatedBefore;
  private long usedAfterCollection;
  private long reserved;
  private long timesWithoutReserve;

  public Heap(GuestMemory memory, VmBinding binding, HeapOptions options) {
    this.memory = memory;
    this.binding = binding;
    stress = options.stress();
    MutatorLayout layout = binding.mutatorLayout();
    windows = new WindowAllocator(memory, layout, stress.collectEvery() > 0);
    sequence = new AllocationSequence(layout.top(), layout.limit(), AllocationSequence.LARGEST);
    long start = RegionLayout.HEAP.start();
    // Halves are to be whole granules.
    long bytes = 2 * HostMemory.round((options.heapBytes() + 1) / 2);
    plan = options.plan().create(memory, binding, new Area(start, start + bytes), options);
  }

  public PlanConstraints constraints() {
    return plan.constraints();
  }

  /** The fast path, for the meanings of the allocating bytecodes. */
  public AllocationSequence allocationSequence() {
    return sequence;
  }

  /**
   * Allocates an object that the fast path could not. May collect.
   *
   * @param bytes of the object, header included; rounded up to a multiple of 8
   * @param arrayLength of an array; 0 for an instance
   * @return the new object, zero but for class and length; 0 if there is no room even after a
   *     collection
   */
  public int allocate(long threadBlock, long classDescriptor, long bytes, int arrayLength) {
    long size = ObjectLayout.align(bytes);
    collectForStress();
    long object = findRoom(threadBlock, size);
    return object == 0 ? 0 : withHeader(object, classDescriptor, arrayLength);
  }

  /**
   * Keeps at least so many bytes free, whatever the guest allocates, for {@link #allocateReserved}.
   */
  public void reserve(long bytes) {
    if (bytes > reserved) {
      reserved = bytes;
      plan.reserve(bytes);
    }
  }

  /**
   * Whether {@link #restoreReserve} would do nothing. Not where it counts as an allocation, for
   * stress.
   */
  public boolean hasReserve() {
    return plan.allocationRegion().hasReserve() && stress.collectEvery() == 0;
  }

  /**
   * Makes sure that all of the reserve is free. May collect. Where that does not help it is tried
   * again after twice as many calls, since the heap may stay full for long.
   *
   * @return false if it is not: then nobody may count on it
   */
  public boolean restoreReserve() {
    if (reserved > 0) {
      collectForStress();
    }
    if (!plan.allocationRegion().hasReserve()
        && plan.constraints().collects()
        && Long.bitCount(++timesWithoutReserve) == 1) {
      collect(CollectionReason.ALLOCATION);
      if (!plan.allocationRegion().hasReserve()) {
        collect(CollectionReason.LAST_RESORT);
      }
    }
    if (plan.allocationRegion().hasReserve()) {
      timesWithoutReserve = 0;
      return true;
    }
    return false;
  }

  /**
   * Like {@link #allocate}, where a collection cannot be: the caller holds references that the
   * binding does not name. It has made sure before that the reserve is there, and takes no more.
   */
  public int allocateReserved(long threadBlock, long classDescriptor, long bytes, int arrayLength) {
    long size = ObjectLayout.align(bytes);
    long object = windows.allocate(threadBlock, size, plan.allocationRegion());
    if (object == 0) {
      object = plan.allocationRegion().takeReserved(size);
    }
    if (object == 0) {
      throw new IllegalStateException("no reserve for " + size + " bytes");
    }
    return withHeader(object, classDescriptor, arrayLength);
  }

  private int withHeader(long object, long classDescriptor, int arrayLength) {
    memory.u32(object + ObjectLayout.CLASS, classDescriptor);
    if (arrayLength != 0) {
      memory.i32(object + ObjectLayout.LENGTH, arrayLength);
    }
    return (int) object;
  }

  private void collectForStress() {
    if (stress.collectEvery() > 0 && ++allocations % stress.collectEvery() == 0) {
      collect(CollectionReason.STRESS);
    }
  }

  private long findRoom(long threadBlock, long size) {
    long object = windows.allocate(threadBlock, size, plan.allocationRegion());
    // What can never fit costs neither a collection nor the softly reachable objects.
    if (object != 0 || !plan.constraints().collects() || size > plan.maxBytes()) {
      return object;
    }
    collect(CollectionReason.ALLOCATION);
    object = windows.allocate(threadBlock, size, plan.allocationRegion());
    if (object == 0) {
      plan.expand(size);
      object = windows.allocate(threadBlock, size, plan.allocationRegion());
    }
    if (object == 0) {
      collect(CollectionReason.LAST_RESORT);
      object = windows.allocate(threadBlock, size, plan.allocationRegion());
    }
    return object;
  }

  /** Frees what cannot be reached, if the plan frees anything. */
  public void collect(CollectionReason reason) {
    long start = System.nanoTime();
    long before = usedBytes();
    binding.forEachMutator(block -> windows.retire(block, plan.allocationRegion()));
    allocatedBefore += plan.allocationRegion().usedBytes() - usedAfterCollection;
    boolean keepSoft = reason != CollectionReason.LAST_RESORT;
    int pending = stress.sanity() ? collectChecked(keepSoft) : plan.collect(keepSoft);
    usedAfterCollection = plan.allocationRegion().usedBytes();
    collections++;
    long time = System.nanoTime() - start;
    nanos += time;
    binding.collectionEnded(
        new CollectionEvent(collections, reason, before, usedAfterCollection, time, pending));
  }

  private int collectChecked(boolean keepSoft) {
    HeapGraph before = walk(keepSoft);
    int pending = plan.collect(keepSoft);
    HeapGraph after =
        plan.constraints().collects()
            ? GraphWalk.walkSettled(memory, binding, plan.allocationRegion(), keepSoft)
            : walk(keepSoft);
    if (!before.equals(after)) {
      throw new HeapCorruptionException("collection changed " + before + " to " + after);
    }
    return pending;
  }

  private HeapGraph walk(boolean keepSoft) {
    return GraphWalk.walk(memory, binding, plan.allocationRegion(), keepSoft);
  }

  /**
   * Checks all objects that can be reached. For tests, and for a VM that looks for the moment of an
   * error.
   */
  public HeapGraph verify() {
    return walk(true);
  }

  /**
   * Lets a thread go on in the window of another one, at a thread switch; so that a VM of many
   * threads has one window.
   */
  public void handWindow(long fromThreadBlock, long toThreadBlock) {
    windows.hand(fromThreadBlock, toThreadBlock, plan.allocationRegion());
  }

  /** Takes the window of a thread that ends. */
  public void retireWindow(long threadBlock) {
    windows.retire(threadBlock, plan.allocationRegion());
  }

  /**
   * Bytes of objects, dead ones included; and of windows that were replaced before they were full.
   */
  public long usedBytes() {
    UnusedBytes unused = new UnusedBytes();
    binding.forEachMutator(block -> unused.bytes += windows.unused(block));
    return plan.allocationRegion().usedBytes() - unused.bytes;
  }

  /** What may be used before the next collection. */
  public long totalBytes() {
    return plan.totalBytes();
  }

  public long maxBytes() {
    return plan.maxBytes();
  }

  public GcStatistics statistics() {
    long allocated = allocatedBefore + usedBytes() - usedAfterCollection;
    return new GcStatistics(collections, nanos, allocated, plan.copiedBytes());
  }

  private static final class UnusedBytes {
    private long bytes;
  }
}
