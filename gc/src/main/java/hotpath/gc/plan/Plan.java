package hotpath.gc.plan;

import hotpath.gc.space.BumpRegion;

/**
 * A way to run the heap: which spaces there are, where new objects go, what is collected and when.
 * {@link Heap} does what all plans have in common.
 */
public sealed interface Plan permits NoGc, SemiSpace {
  PlanConstraints constraints();

  /** Where windows for new objects are taken from; another one after each collection. */
  BumpRegion allocationRegion();

  /** What the guest may fill before a collection is due. */
  long totalBytes();

  /** What the guest may fill at most. */
  long maxBytes();

  /** Lets the guest fill more without a collection, if {@code bytes} more do not fit yet. */
  void expand(long bytes);

  /** Keeps bytes free for {@link BumpRegion#takeReserved}, whatever the guest fills. */
  void reserve(long bytes);

  /**
   * Frees what cannot be reached. All windows have been retired.
   *
   * @param keepSoft whether softly reachable objects stay
   * @return the number of references that became pending
   */
  int collect(boolean keepSoft);

  /** Bytes that collections have moved. */
  long copiedBytes();
}
