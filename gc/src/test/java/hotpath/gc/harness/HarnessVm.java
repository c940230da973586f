package hotpath.gc.harness;

import hotpath.gc.memory.ClassLayout;
import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.MetadataSpace;
import hotpath.gc.vm.CollectionEvent;
import hotpath.gc.vm.MutatorLayout;
import hotpath.gc.vm.MutatorVisitor;
import hotpath.gc.vm.ReferenceLayout;
import hotpath.gc.vm.SlotVisitor;
import hotpath.gc.vm.VmBinding;
import hotpath.gc.vm.WeakVisitor;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The least VM that a collector can serve: two threads, named variables in frame slots, named
 * globals in cells, a table of weak cells, a pending list.
 */
final class HarnessVm implements VmBinding, AutoCloseable {
  private static final MutatorLayout LAYOUT = new MutatorLayout(40, 44);
  private static final int THREADS = 2;

  final GuestMemory memory = GuestMemory.create();
  final long[] threads = new long[THREADS];
  final long pendingCell;

  private final MetadataSpace metadata = new MetadataSpace();
  private final ReferenceLayout references;
  private final Map<String, Long> variables = new TreeMap<>();
  private final Map<String, Long> globals = new TreeMap<>();
  private final long weakTable;
  private int weakCells;
  private final Map<Integer, Shape> shapes = new HashMap<>();
  private final Consumer<CollectionEvent> onCollection;

  HarnessVm(Consumer<CollectionEvent> onCollection) {
    this.onCollection = onCollection;
    for (int i = 0; i < THREADS; i++) {
      threads[i] = metadata.allocate(64, 8);
    }
    pendingCell = metadata.allocate(4, 4);
    weakTable = metadata.allocate(4 * 4096, 4);
    references = new ReferenceLayout(Shape.REFERENT, Shape.NEXT, Shape.DISCOVERED, pendingCell);
  }

  Shape shape(int kind, int fields) {
    return shapes.computeIfAbsent(
        (kind << 16) | fields, key -> Shape.create(memory, metadata, kind, fields));
  }

  Shape instances(int fields) {
    return shape(ClassLayout.KIND_INSTANCE, fields);
  }

  /** The frame slot of a variable. */
  long variable(String name) {
    return variables.computeIfAbsent(name, key -> metadata.allocate(8, 8));
  }

  /** The cell of a global. */
  long global(String name) {
    return globals.computeIfAbsent(name, key -> metadata.allocate(4, 4));
  }

  long newWeakCell() {
    if (weakCells == 4096) {
      throw new IllegalStateException("too many weak cells");
    }
    return weakTable + 4L * weakCells++;
  }

  long weakCell(int index) {
    return weakTable + 4L * index;
  }

  @Override
  public MutatorLayout mutatorLayout() {
    return LAYOUT;
  }

  @Override
  public ReferenceLayout referenceLayout() {
    return references;
  }

  @Override
  public void forEachMutator(MutatorVisitor visitor) {
    for (long thread : threads) {
      visitor.visit(thread);
    }
  }

  @Override
  public void scanRoots(SlotVisitor visitor) {
    variables.values().forEach(visitor::visitWide);
    globals.values().forEach(visitor::visit);
  }

  @Override
  public void scanWeakRoots(WeakVisitor visitor) {
    for (int i = 0; i < weakCells; i++) {
      visitor.visit(weakCell(i));
    }
  }

  @Override
  public void collectionEnded(CollectionEvent event) {
    onCollection.accept(event);
  }

  @Override
  public void close() {
    memory.close();
  }
}
