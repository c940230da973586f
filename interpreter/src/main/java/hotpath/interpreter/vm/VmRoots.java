package hotpath.interpreter.vm;

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
import hotpath.interpreter.link.ReferenceTable;
import java.util.ArrayList;
import java.util.List;

/**
 * What the collector sees of a VM: threads with their frames and handles, reference statics, the
 * reference table.
 */
final class VmRoots implements VmBinding {
  private final KlassTable klasses;
  private final ReferenceTable references;
  private final FrameRoots frames;
  private final List<GuestThread> threads = new ArrayList<>();
  private ReferenceLayout referenceLayout = ReferenceLayout.NONE;

  VmRoots(KlassTable klasses, ReferenceTable references, FrameRoots frames) {
    this.klasses = klasses;
    this.references = references;
    this.frames = frames;
  }

  void add(GuestThread thread) {
    threads.add(thread);
  }

  void remove(GuestThread thread) {
    threads.remove(thread);
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
    for (GuestThread thread : threads) {
      visitor.visit(thread.block());
    }
  }

  @Override
  public void scanRoots(SlotVisitor visitor) {
    for (int i = 0; i < klasses.staticReferenceCount(); i++) {
      visitor.visit(klasses.staticReference(i));
    }
    for (int i = 0; i < references.size(); i++) {
      visitor.visit(references.cell(i));
    }
    for (GuestThread thread : threads) {
      frames.scan(thread, visitor);
    }
  }

  /** None yet: interned strings are kept. */
  @Override
  public void scanWeakRoots(WeakVisitor visitor) {}
}
