package hotpath.gc.vm;

/**
 * All that a collector asks of the VM around it.
 *
 * <p>The scans name places in the region, never copies of them. A collection may scan several times
 * (a check scans before and after), so a scan starts afresh from the VM's own state each time,
 * names each place once, in the same order if nothing has changed, and does not rely on the visitor
 * changing anything. Within a scan nothing may be allocated.
 */
public interface VmBinding {
  MutatorLayout mutatorLayout();

  /**
   * Asked once per collection; {@link ReferenceLayout#NONE} as long as there cannot be a reference
   * object.
   */
  ReferenceLayout referenceLayout();

  /** Shows the block of every guest thread that may own an allocation window. */
  void forEachMutator(MutatorVisitor visitor);

  /**
   * Shows everything that keeps objects alive but for the pending list: frames, reference statics,
   * class mirrors, reference tables of methods and traces, handles, thread objects.
   */
  void scanRoots(SlotVisitor visitor);

  /**
   * Shows roots that count only if something else lives: those of class loaders. Called when all
   * that was shown so far is traced, again until nothing new is shown; {@link #scanRoots} begins
   * anew.
   *
   * @return whether anything was shown
   */
  default boolean scanConditionalRoots(Liveness liveness, SlotVisitor visitor) {
    return false;
  }

  /**
   * Shows cells that do not keep their object alive, such as interned strings; called when it is
   * settled what lives. An entry may be dropped when the visitor says that its object does not.
   */
  void scanWeakRoots(WeakVisitor visitor);

  /** The collection is over; references may be pending. Must not allocate. */
  default void collectionEnded(CollectionEvent event) {}
}
