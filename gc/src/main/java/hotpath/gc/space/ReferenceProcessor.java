package hotpath.gc.space;

import hotpath.gc.memory.ClassLayout;
import hotpath.gc.memory.GuestMemory;
import hotpath.gc.vm.Liveness;
import hotpath.gc.vm.ReferenceLayout;
import hotpath.gc.vm.SlotVisitor;

/**
 * Soft, weak, final and phantom references, in the order that {@code java.lang.ref} prescribes.
 *
 * <p>While the heap is traced, reference objects whose referent has not been reached are kept aside
 * ({@link #discover}). When nothing more can be reached, {@link #process} settles them: soft and
 * weak ones are cleared, referents of final ones are kept alive with all they reach, phantom ones
 * are cleared. Who lost a referent is linked into the pending list.
 */
public final class ReferenceProcessor {
  /** What the plan knows of liveness. */
  public interface Tracing extends Liveness {
    /** Traces everything that can be reached from what was found so far. */
    void close();
  }

  private final GuestMemory memory;
  private final ReferenceLayout layout;
  private final boolean keepSoft;
  private final Tracing liveness;
  private final SlotVisitor strong;
  private final OffsetList softOrWeak = new OffsetList();
  private final OffsetList finals = new OffsetList();
  private final OffsetList phantoms = new OffsetList();
  private final OffsetList pending = new OffsetList();

  /**
   * @param keepSoft whether soft references keep their referents
   * @param strong traces a slot as any other reference
   */
  public ReferenceProcessor(
      GuestMemory memory,
      ReferenceLayout layout,
      boolean keepSoft,
      Tracing liveness,
      SlotVisitor strong) {
    this.memory = memory;
    this.layout = layout;
    this.keepSoft = keepSoft;
    this.liveness = liveness;
    this.strong = strong;
  }

  /** A reference object was reached; its referent has not been visited. */
  public void discover(long object, int kind) {
    long slot = object + layout.referent();
    int referent = memory.ref(slot);
    if (referent == 0) {
      return;
    }
    if (isStrong(object, kind, keepSoft, memory, layout)) {
      strong.visit(slot);
      return;
    }
    int live = liveness.live(referent);
    if (live != 0) {
      memory.ref(slot, live);
      return;
    }
    switch (kind) {
      case ClassLayout.KIND_FINAL_REFERENCE -> finals.add(object);
      case ClassLayout.KIND_PHANTOM_REFERENCE -> phantoms.add(object);
      default -> softOrWeak.add(object);
    }
  }

  /**
   * Whether a reference object keeps its referent: a soft one with memory to spare, a final one
   * that was handed out.
   */
  public static boolean isStrong(
      long object, int kind, boolean keepSoft, GuestMemory memory, ReferenceLayout layout) {
    return switch (kind) {
      case ClassLayout.KIND_SOFT_REFERENCE -> keepSoft;
      case ClassLayout.KIND_FINAL_REFERENCE -> memory.ref(object + layout.next()) != 0;
      default -> false;
    };
  }

  /** Settles all that was discovered. Returns how many references became pending. */
  public int process() {
    clearDead(softOrWeak);
    while (!finals.isEmpty()) {
      keepReferents();
      liveness.close();
      clearDead(softOrWeak);
    }
    clearDead(phantoms);
    linkPending();
    return pending.size();
  }

  private void clearDead(OffsetList references) {
    for (int i = 0; i < references.size(); i++) {
      long object = references.get(i);
      if (!updateIfLive(object)) {
        memory.ref(object + layout.referent(), 0);
        pending.add(object);
      }
    }
    references.clear();
  }

  /**
   * All are judged before the first referent is kept, so that of two for one object both are handed
   * out.
   */
  private void keepReferents() {
    OffsetList lost = new OffsetList();
    for (int i = 0; i < finals.size(); i++) {
      if (!updateIfLive(finals.get(i))) {
        lost.add(finals.get(i));
      }
    }
    finals.clear();
    for (int i = 0; i < lost.size(); i++) {
      long object = lost.get(i);
      strong.visit(object + layout.referent());
      memory.ref(object + layout.next(), (int) object);
      pending.add(object);
    }
  }

  private boolean updateIfLive(long object) {
    long slot = object + layout.referent();
    int live = liveness.live(memory.ref(slot));
    if (live == 0) {
      return false;
    }
    memory.ref(slot, live);
    return true;
  }

  /** In the order of discovery, before what was pending already. */
  private void linkPending() {
    for (int i = pending.size() - 1; i >= 0; i--) {
      long object = pending.get(i);
      memory.ref(object + layout.discovered(), memory.ref(layout.pendingCell()));
      memory.ref(layout.pendingCell(), (int) object);
    }
  }
}
