package hotpath.interpreter.vm;

import hotpath.gc.vm.CollectionEvent;
import hotpath.gc.vm.Liveness;
import hotpath.gc.vm.MutatorLayout;
import hotpath.gc.vm.MutatorVisitor;
import hotpath.gc.vm.ReferenceLayout;
import hotpath.gc.vm.SlotVisitor;
import hotpath.gc.vm.VmBinding;
import hotpath.gc.vm.WeakVisitor;
import hotpath.interpreter.engine.FrameRoots;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.ThreadBlock;
import hotpath.interpreter.link.KlassTable;
import hotpath.interpreter.link.LoaderRoots;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.link.ReferenceTable;
import hotpath.interpreter.thread.Scheduler;
import hotpath.interpreter.thread.ThreadTable;
import org.jspecify.annotations.Nullable;

/**
 * What the collector sees of a VM: threads with their frames and handles, reference statics, the
 * reference table.
 */
final class VmRoots implements VmBinding {
  private final KlassTable klasses;
  private final ReferenceTable references;
  private final FrameRoots frames;
  private final ThreadTable threads;
  private @Nullable Scheduler scheduler;
  private @Nullable LoaderRoots loaders;
  private ReferenceLayout referenceLayout = ReferenceLayout.NONE;

  VmRoots(KlassTable klasses, ReferenceTable references, FrameRoots frames, ThreadTable threads) {
    this.klasses = klasses;
    this.references = references;
    this.frames = frames;
    this.threads = threads;
  }

  /** From now on classes of the program's loaders can be unloaded. */
  void loaders(LoaderRoots given) {
    loaders = given;
  }

  /** From now on {@code scheduler} is told of pending references. */
  void scheduler(Scheduler told) {
    scheduler = told;
  }

  void referenceLayout(ReferenceLayout layout) {
    referenceLayout = layout;
  }

  @Override
  public MutatorLayout mutatorLayout() {
    return new MutatorLayout(ThreadBlock.ALLOCATION_TOP, ThreadBlock.ALLOCATION_LIMIT);
  }

  @Override
  public ReferenceLayout referenceLayout() {
    return referenceLayout;
  }

  @Override
  public void forEachMutator(MutatorVisitor visitor) {
    for (GuestThread thread : threads.all()) {
      visitor.visit(thread.block());
    }
  }

  @Override
  public void scanRoots(SlotVisitor visitor) {
    if (loaders != null) {
      loaders.begin();
    }
    for (int i = 0; i < klasses.staticReferenceCount(); i++) {
      visitor.visit(klasses.staticReference(i));
    }
    for (int i = 0; i < references.size(); i++) {
      visitor.visit(references.cell(i));
    }
    threads.handles().scan(visitor);
    for (GuestThread thread : threads.all()) {
      frames.scan(thread, visitor, this::running);
    }
  }

  private void running(Method method) {
    if (loaders != null) {
      loaders.running(method.holder());
    }
  }

  @Override
  public boolean scanConditionalRoots(Liveness liveness, SlotVisitor visitor) {
    return loaders != null && loaders.scan(liveness, visitor);
  }

  @Override
  public void collectionEnded(CollectionEvent event) {
    if (loaders != null) {
      loaders.sweep();
    }
    if (event.pending() > 0 && scheduler != null) {
      scheduler.referencesPending();
    }
  }

  /** None yet: interned strings are kept. */
  @Override
  public void scanWeakRoots(WeakVisitor visitor) {}
}
