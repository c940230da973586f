package hotpath.gc.plan;

import hotpath.gc.memory.Area;
import hotpath.gc.memory.ClassLayout;
import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.ObjectModel;
import hotpath.gc.sanity.Poison;
import hotpath.gc.space.BumpRegion;
import hotpath.gc.space.CopySpace;
import hotpath.gc.space.ReferenceProcessor;
import hotpath.gc.vm.ReferenceLayout;
import hotpath.gc.vm.SlotVisitor;
import hotpath.gc.vm.VmBinding;
import hotpath.platform.memory.HostMemory;

/**
 * Two halves: the guest allocates in one, a collection moves what lives to the other one.
 *
 * <p>How much of a half is filled before the next collection follows what lived after the last one,
 * so that a small program in a large heap stays in memory that is warm, and a collection's cost
 * stays a fixed share of what was allocated.
 */
final class SemiSpace implements Plan {
  private static final PlanConstraints CONSTRAINTS =
      new PlanConstraints(true, true, false, Barrier.NONE);

  /** A half may be filled up to this many times what lived after the last collection. */
  private static final int HEADROOM = 4;

  private final GuestMemory memory;
  private final VmBinding binding;
  private final Stress stress;
  private final ObjectModel model;
  private CopySpace active;
  private CopySpace idle;
  private long capacity;
  private long copied;

  SemiSpace(GuestMemory memory, VmBinding binding, Area heap, HeapOptions options) {
    this.memory = memory;
    this.binding = binding;
    stress = options.stress();
    model = new ObjectModel(memory);
    long middle = heap.start() + heap.bytes() / 2;
    active = new CopySpace(memory, new Area(heap.start(), middle));
    idle = new CopySpace(memory, new Area(middle, heap.end()));
    capacity = Math.min(HostMemory.round(options.initialBytes()), maxBytes());
    active.region().capacity(capacity);
    release(idle);
  }

  @Override
  public PlanConstraints constraints() {
    return CONSTRAINTS;
  }

  @Override
  public BumpRegion allocationRegion() {
    return active.region();
  }

  @Override
  public long totalBytes() {
    return active.region().capacity();
  }

  @Override
  public long maxBytes() {
    return active.region().area().bytes();
  }

  @Override
  public long copiedBytes() {
    return copied;
  }

  @Override
  public int collect(boolean keepSoft) {
    CopySpace from = active;
    CopySpace to = idle;
    if (stress.protect()) {
      memory.protect(to.region().area(), HostMemory.Access.READ_WRITE);
    }
    to.prepareToReceive();
    int pending = new Collection(from, to, keepSoft).run();
    copied += to.region().usedBytes();
    active = to;
    idle = from;
    resize(HEADROOM * active.region().usedBytes());
    release(from);
    return pending;
  }

  @Override
  public void expand(long bytes) {
    resize(HEADROOM * (active.region().usedBytes() + bytes));
  }

  @Override
  public void reserve(long bytes) {
    active.region().reserve(bytes);
    idle.region().reserve(bytes);
  }

  private void resize(long wanted) {
    capacity = Math.min(Math.max(capacity, wanted), maxBytes());
    active.region().capacity(capacity);
  }

  private void release(CopySpace space) {
    if (stress.poison()) {
      Poison.fill(memory, space.region().area().start(), space.region().usedBytes());
    }
    if (stress.protect()) {
      memory.protect(space.region().area(), HostMemory.Access.NONE);
    }
  }

  /** One collection, from {@code from} to {@code to}. */
  private final class Collection implements SlotVisitor, ReferenceProcessor.Tracing {
    private final CopySpace from;
    private final CopySpace to;
    private final ReferenceLayout layout = binding.referenceLayout();
    private final ReferenceProcessor references;

    Collection(CopySpace from, CopySpace to, boolean keepSoft) {
      this.from = from;
      this.to = to;
      references = new ReferenceProcessor(memory, layout, keepSoft, this, this);
    }

    int run() {
      binding.scanRoots(this);
      if (layout.pendingCell() != 0) {
        visit(layout.pendingCell());
      }
      close();
      int pending = references.process();
      binding.scanWeakRoots(this::updateWeak);
      return pending;
    }

    @Override
    public void visit(long slot) {
      int reference = memory.ref(slot);
      if (reference != 0) {
        memory.ref(slot, to.forward(reference, slot, from));
      }
    }

    @Override
    public void visitWide(long slot) {
      int reference = memory.wideRef(slot);
      if (reference != 0) {
        memory.wideRef(slot, to.forward(reference, slot, from));
      }
    }

    @Override
    public void close() {
      do {
        to.scan(this::discover, this);
      } while (binding.scanConditionalRoots(this, this));
    }

    private void discover(long object) {
      model.noteLife(object);
      int kind = model.kind(object);
      if (ClassLayout.isReference(kind)) {
        references.discover(object, kind);
      }
    }

    @Override
    public int live(int reference) {
      long object = Integer.toUnsignedLong(reference);
      return model.isForwarded(object) ? model.forwarding(object) : 0;
    }

    private boolean updateWeak(long cell) {
      int reference = memory.ref(cell);
      int live = reference == 0 ? 0 : live(reference);
      memory.ref(cell, live);
      return live != 0;
    }
  }
}
