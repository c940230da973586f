package hotpath.gc.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.gc.memory.ClassLayout;
import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.MetadataSpace;
import hotpath.gc.memory.ObjectLayout;
import hotpath.gc.memory.RegionLayout;
import hotpath.gc.sanity.Poison;
import hotpath.gc.space.HeapCorruptionException;
import hotpath.gc.vm.CollectionEvent;
import hotpath.gc.vm.CollectionReason;
import hotpath.gc.vm.MutatorLayout;
import hotpath.gc.vm.MutatorVisitor;
import hotpath.gc.vm.ReferenceLayout;
import hotpath.gc.vm.SlotVisitor;
import hotpath.gc.vm.VmBinding;
import hotpath.gc.vm.WeakVisitor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeapTest implements VmBinding {
  private static final long MB = 1 << 20;

  private final GuestMemory memory = GuestMemory.create();
  private final MetadataSpace metadata = new MetadataSpace();
  private final long thread = metadata.allocate(64, 8);
  private final long root = metadata.allocate(8, 8);
  private final long node = descriptor(ClassLayout.KIND_INSTANCE, 24, 16);
  private final long bytes = descriptor(ClassLayout.KIND_PRIMITIVE_ARRAY, 0);
  private final List<CollectionEvent> events = new ArrayList<>();

  @AfterEach
  void close() {
    memory.close();
  }

  private long descriptor(int kind, int size, int... references) {
    long at = metadata.allocate(128, ClassLayout.ALIGNMENT) + 16;
    memory.i32(at + ClassLayout.KIND, kind);
    memory.i32(at + ClassLayout.SIZE, size);
    memory.i32(at + ClassLayout.REFERENCE_COUNT, references.length);
    for (int i = 0; i < references.length; i++) {
      memory.i32(at + ClassLayout.referenceField(i), references[i]);
    }
    return at;
  }

  @Override
  public MutatorLayout mutatorLayout() {
    return new MutatorLayout(0, 4);
  }

  @Override
  public ReferenceLayout referenceLayout() {
    return ReferenceLayout.NONE;
  }

  @Override
  public void forEachMutator(MutatorVisitor visitor) {
    visitor.visit(thread);
  }

  @Override
  public void scanRoots(SlotVisitor visitor) {
    visitor.visitWide(root);
  }

  @Override
  public void scanWeakRoots(WeakVisitor visitor) {}

  @Override
  public void collectionEnded(CollectionEvent event) {
    events.add(event);
  }

  private Heap heap(PlanKind plan, long size, Stress stress) {
    return new Heap(memory, this, new HeapOptions(plan, size, MB, stress));
  }

  private int allocateBytes(Heap heap, int length) {
    return heap.allocate(thread, bytes, ObjectLayout.arrayBytes(length, 0), length);
  }

  /** Links {@code count} nodes into the root. */
  private void chain(Heap heap, int count) {
    for (int i = 0; i < count; i++) {
      long object = Integer.toUnsignedLong(heap.allocate(thread, node, 24, 0));
      assertNotEquals(0, object);
      memory.ref(object + 16, memory.wideRef(root));
      memory.wideRef(root, (int) object);
    }
  }

  @Test
  void depthOfTheGraphCostsNoHostStack() {
    Heap heap = heap(PlanKind.SEMI_SPACE, 128 * MB, new Stress(0, false, false, true));
    chain(heap, 1_000_000);
    heap.collect(CollectionReason.EXPLICIT);
    assertEquals(24_000_000, heap.usedBytes());
    assertEquals(1_000_000, heap.verify().objects());
    assertEquals(24_000_000, heap.verify().bytes());
  }

  @Test
  void theHeapGrowsWithWhatLives() {
    Heap heap = heap(PlanKind.SEMI_SPACE, 64 * MB, Stress.NONE);
    assertEquals(MB, heap.totalBytes());
    assertEquals(32 * MB, heap.maxBytes());
    for (int i = 0; i < 10_000; i++) {
      allocateBytes(heap, 2000);
    }
    assertTrue(events.size() >= 18, events::toString);
    assertEquals(MB, heap.totalBytes(), "garbage must not make the heap grow");
    chain(heap, 200_000);
    heap.collect(CollectionReason.EXPLICIT);
    assertTrue(heap.totalBytes() >= 4 * heap.usedBytes(), "total " + heap.totalBytes());
    int collections = events.size();
    allocateBytes(heap, 20_000_000);
    assertTrue(events.size() <= collections + 1, "a large object fits after one collection");
    assertEquals(32 * MB, heap.totalBytes());
  }

  @Test
  void figuresAddUp() {
    Heap heap = heap(PlanKind.SEMI_SPACE, 8 * MB, Stress.NONE);
    chain(heap, 1000);
    for (int i = 0; i < 1000; i++) {
      allocateBytes(heap, 10_000 - 16);
    }
    heap.collect(CollectionReason.EXPLICIT);
    GcStatistics statistics = heap.statistics();
    assertEquals(events.size(), statistics.collections());
    assertEquals(24_000 + 10_000_000, statistics.bytesAllocated());
    assertEquals(24_000L * events.size(), statistics.bytesCopied());
    assertEquals(24_000, heap.usedBytes());
    assertEquals(statistics.nanos(), events.stream().mapToLong(CollectionEvent::nanos).sum());
    assertEquals(CollectionReason.EXPLICIT, events.getLast().reason());
    assertEquals(CollectionReason.ALLOCATION, events.getFirst().reason());
  }

  @Test
  void whatCanNeverFitCostsNoCollection() {
    for (PlanKind plan : PlanKind.values()) {
      Heap heap = heap(plan, 8 * MB, Stress.NONE);
      assertEquals(0, allocateBytes(heap, Integer.MAX_VALUE));
      assertEquals(0, allocateBytes(heap, (int) heap.maxBytes()));
      assertEquals(List.of(), events);
      assertNotEquals(0, allocateBytes(heap, (int) heap.maxBytes() - 16));
      events.clear();
    }
  }

  /** Fills the heap with a chain. */
  private void fill(Heap heap) {
    while (true) {
      long object = Integer.toUnsignedLong(heap.allocate(thread, node, 24, 0));
      if (object == 0) {
        return;
      }
      memory.ref(object + 16, memory.wideRef(root));
      memory.wideRef(root, (int) object);
    }
  }

  private long allocateReserved(Heap heap) {
    return Integer.toUnsignedLong(heap.allocateReserved(thread, node, 24, 0));
  }

  @Test
  void theReserveIsThereWhenTheHeapIsFull() {
    for (PlanKind plan : PlanKind.values()) {
      memory.wideRef(root, 0);
      Heap heap = heap(plan, MB, new Stress(0, true, false, true));
      heap.reserve(72);
      assertTrue(heap.restoreReserve());
      fill(heap);
      assertTrue(heap.restoreReserve());
      for (int i = 0; i < 3; i++) {
        assertEquals(node, memory.u32(allocateReserved(heap)));
        assertEquals(0, heap.allocate(thread, node, 24, 0), "the reserve is no common room");
      }
      heap.verify();
      if (plan == PlanKind.NO_GC) {
        assertFalse(heap.restoreReserve());
        assertThrows(IllegalStateException.class, () -> fillReserved(heap));
      } else {
        assertTrue(heap.restoreReserve(), "what was made of it is dead");
      }
    }
  }

  private void fillReserved(Heap heap) {
    while (heap.usedBytes() <= heap.maxBytes()) {
      allocateReserved(heap);
    }
  }

  /** Collections that cannot help get rare. */
  @Test
  void aReserveThatLivesIsNotRestored() {
    Heap heap = heap(PlanKind.SEMI_SPACE, MB, Stress.NONE);
    heap.reserve(24);
    fill(heap);
    long object = allocateReserved(heap);
    memory.ref(object + 16, memory.wideRef(root));
    memory.wideRef(root, (int) object);
    events.clear();
    for (int i = 0; i < 1000; i++) {
      assertFalse(heap.restoreReserve());
    }
    assertEquals(2 * 10, events.size());
    memory.wideRef(root, 0);
    heap.collect(CollectionReason.EXPLICIT);
    assertTrue(heap.restoreReserve());
  }

  @Test
  void theReserveNeverShrinks() {
    Heap heap = heap(PlanKind.SEMI_SPACE, MB, Stress.NONE);
    heap.reserve(48);
    heap.reserve(24);
    fill(heap);
    allocateReserved(heap);
    assertNotEquals(0, allocateReserved(heap));
  }

  @Test
  void arraysHaveTheirLengthAndInstancesTheirClass() {
    Heap heap = heap(PlanKind.NO_GC, MB, Stress.NONE);
    long array = Integer.toUnsignedLong(allocateBytes(heap, 7));
    assertEquals(bytes, memory.u32(array));
    assertEquals(7, memory.i32(array + ObjectLayout.LENGTH));
    long object = Integer.toUnsignedLong(heap.allocate(thread, node, 24, 0));
    assertEquals(array + 24, object);
    assertEquals(node, memory.u32(object));
  }

  @Test
  void theFastPathIsDescribedByTheThreadsWords() {
    Heap heap = heap(PlanKind.SEMI_SPACE, MB, Stress.NONE);
    AllocationSequence sequence = heap.allocationSequence();
    assertEquals(0, sequence.topOffset());
    assertEquals(4, sequence.limitOffset());
    assertTrue(
        RegionLayout.HEAP.end() + sequence.largest() <= RegionLayout.REGION_BYTES,
        "a 32-bit sum must not wrap");
    assertTrue(heap.constraints().movesObjects());
    assertEquals(Barrier.NONE, heap.constraints().barrier());
  }

  @Test
  void everyNthAllocationCollects() {
    Heap heap = heap(PlanKind.SEMI_SPACE, MB, new Stress(3, false, false, false));
    chain(heap, 10);
    assertEquals(3, events.size());
    assertEquals(0, memory.i64(thread), "there must be no window");
  }

  @Test
  void freedSpaceIsPoisoned() {
    Heap heap = heap(PlanKind.SEMI_SPACE, MB, new Stress(0, true, false, false));
    chain(heap, 3);
    long old = memory.i64(root);
    heap.collect(CollectionReason.EXPLICIT);
    assertNotEquals(old, memory.i64(root));
    assertEquals(Poison.WORD, memory.i32(old));
    assertEquals(Poison.WORD, memory.i32(old + 20));
  }

  @Test
  void aCollectorThatLosesAnUpdateIsCaught() {
    // A root that is shown to the check but not to the collector: the slot keeps its old value.
    Heap heap =
        new Heap(
            memory,
            new ForgetfulBinding(this),
            new HeapOptions(PlanKind.SEMI_SPACE, MB, MB, new Stress(0, false, false, true)));
    chain(heap, 3);
    HeapCorruptionException e =
        assertThrows(HeapCorruptionException.class, () -> heap.collect(CollectionReason.EXPLICIT));
    assertTrue(e.getMessage().contains("not in the live part"), e.getMessage());
  }

  @Test
  void impossibleOptionsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> HeapOptions.of(PlanKind.NO_GC, 1000));
    assertThrows(
        IllegalArgumentException.class,
        () -> HeapOptions.of(PlanKind.NO_GC, RegionLayout.HEAP.bytes() + 1));
    assertThrows(IllegalArgumentException.class, () -> new Stress(-1, false, false, false));
    assertFalse(
        heap(PlanKind.NO_GC, RegionLayout.HEAP.bytes(), Stress.NONE).constraints().collects());
  }

  /** Shows its roots in every scan but the second one, which is the collector's. */
  private record ForgetfulBinding(VmBinding binding, int[] scans) implements VmBinding {
    ForgetfulBinding(VmBinding binding) {
      this(binding, new int[1]);
    }

    @Override
    public MutatorLayout mutatorLayout() {
      return binding.mutatorLayout();
    }

    @Override
    public ReferenceLayout referenceLayout() {
      return binding.referenceLayout();
    }

    @Override
    public void forEachMutator(MutatorVisitor visitor) {
      binding.forEachMutator(visitor);
    }

    @Override
    public void scanRoots(SlotVisitor visitor) {
      if (++scans[0] != 2) {
        binding.scanRoots(visitor);
      }
    }

    @Override
    public void scanWeakRoots(WeakVisitor visitor) {
      binding.scanWeakRoots(visitor);
    }
  }
}
