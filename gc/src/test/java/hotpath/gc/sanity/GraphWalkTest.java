package hotpath.gc.sanity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.gc.memory.Area;
import hotpath.gc.memory.ClassLayout;
import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.MetadataSpace;
import hotpath.gc.memory.RegionLayout;
import hotpath.gc.space.BumpRegion;
import hotpath.gc.space.HeapCorruptionException;
import hotpath.gc.vm.MutatorLayout;
import hotpath.gc.vm.MutatorVisitor;
import hotpath.gc.vm.ReferenceLayout;
import hotpath.gc.vm.SlotVisitor;
import hotpath.gc.vm.VmBinding;
import hotpath.gc.vm.WeakVisitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each kind of damage to a heap of two objects is found. */
class GraphWalkTest implements VmBinding {
  private static final long START = RegionLayout.HEAP.start();

  private final GuestMemory memory = GuestMemory.create();
  private final MetadataSpace metadata = new MetadataSpace();
  private final BumpRegion live = new BumpRegion(memory, new Area(START, START + 65536));
  private final long root = metadata.allocate(8, 8);
  private final long weakCell = metadata.allocate(8, 8);
  private final long pendingCell = metadata.allocate(8, 8);
  private final long node = descriptor(ClassLayout.KIND_INSTANCE, 48, 16, 20);
  private final long weak = descriptor(ClassLayout.KIND_WEAK_REFERENCE, 32, 20, 24);
  private final long a = live.takeZeroed(48);
  private final long b = live.takeZeroed(48);
  private final long c = live.takeZeroed(32);

  @BeforeEach
  void setUp() {
    memory.u32(a, node);
    memory.u32(b, node);
    memory.u32(c, weak);
    memory.i64(root, a);
    memory.u32(a + 16, b);
    memory.u32(a + 20, c);
    memory.u32(b + 20, a);
    memory.i32(b + 12, 42);
    memory.u32(c + 16, b);
  }

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
    return new ReferenceLayout(16, 20, 24, pendingCell);
  }

  @Override
  public void forEachMutator(MutatorVisitor visitor) {}

  @Override
  public void scanRoots(SlotVisitor visitor) {
    visitor.visitWide(root);
  }

  @Override
  public void scanWeakRoots(WeakVisitor visitor) {
    visitor.visit(weakCell);
  }

  private HeapGraph walk() {
    return GraphWalk.walkSettled(memory, this, live, true);
  }

  private void assertFound(String what) {
    HeapCorruptionException e = assertThrows(HeapCorruptionException.class, this::walk);
    assertTrue(e.getMessage().contains(what), e.getMessage());
  }

  @Test
  void anUndamagedHeapIsCounted() {
    HeapGraph graph = walk();
    assertEquals(3, graph.objects());
    assertEquals(128, graph.bytes());
    assertEquals(graph, walk());
  }

  @Test
  void contentDoesNotDependOnPlaces() {
    HeapGraph before = walk();
    long moved = live.takeZeroed(48);
    memory.copy(b, moved, 48);
    memory.u32(a + 16, moved);
    memory.u32(c + 16, moved);
    assertEquals(before, walk());
  }

  @Test
  void contentDependsOnDataHeadersAndReferences() {
    HeapGraph before = walk();
    memory.i32(b + 12, 43);
    assertNotEquals(before, walk());
    memory.i32(b + 12, 42);
    memory.i32(a + 8, 1);
    assertNotEquals(before, walk());
    memory.i32(a + 8, 0);
    assertEquals(before, walk());
    memory.u32(b + 20, b);
    assertNotEquals(before, walk());
    memory.u32(b + 20, a);
    memory.u32(b + 16, a);
    memory.u32(b + 20, 0);
    assertNotEquals(before, walk());
  }

  @Test
  void linksBetweenReferencesAreNoContent() {
    HeapGraph before = walk();
    memory.u32(pendingCell, c);
    memory.u32(c + 20, c);
    assertEquals(before, walk());
  }

  @Test
  void referencesOutOfTheLiveSpace() {
    memory.u32(a + 16, live.cursor());
    assertFound("not in the live part");
    memory.u32(a + 16, START - 8);
    assertFound("not in the live part");
    memory.u32(a + 16, b + 4);
    assertFound("not in the live part");
    memory.u32(a + 16, Poison.WORD);
    assertFound("not in the live part");
  }

  @Test
  void rootsThatAreNotZeroExtended() {
    memory.i64(root, a | 1L << 32);
    assertFound("not zero-extended");
  }

  @Test
  void wrongDescriptors() {
    memory.u32(b, 0);
    assertFound("no class descriptor");
    memory.u32(b, node + 4);
    assertFound("no class descriptor");
    memory.u32(b, a + 1);
    assertFound("no class descriptor");
    memory.u32(b, Poison.WORD);
    assertFound("no class descriptor");
    memory.u32(b, node - 16);
    assertFound("kind");
  }

  @Test
  void impossibleSizes() {
    memory.i32(weak + ClassLayout.SIZE, 40);
    assertFound("impossible size");
    memory.i32(weak + ClassLayout.SIZE, 12);
    assertFound("impossible size");
    memory.i32(weak + ClassLayout.KIND, ClassLayout.KIND_PRIMITIVE_ARRAY);
    assertFound("elements of unknown size");
  }

  @Test
  void objectsThatOverlap() {
    memory.u32(b + 24, node);
    memory.u32(b + 20, b + 24);
    assertFound("overlaps");
  }

  @Test
  void weakReferencesToTheDead() {
    memory.u32(a + 16, 0);
    assertEquals(2, GraphWalk.walk(memory, this, live, true).objects());
    assertFound("not kept");
    memory.u32(c + 16, 0);
    assertEquals(2, walk().objects());
    memory.u32(weakCell, b);
    assertFound("not kept");
  }
}
