package hotpath.recorder;

/**
 * How recently, and in how many of the last rounds of eviction, a tree was used: a bit for each
 * round, the newest one highest. A tree that was used since the last round is warmer than any that
 * was not.
 *
 * <p>Use costs compiled code nothing: whoever enters a tree comes from the engine or through a link
 * between trees, and each round of eviction shuts these ways (see {@link Eviction}), so that the
 * first use of each is seen.
 */
final class Temperature {
  private static final int HOTTEST = 1 << 30;

  private int past;

  /** A new tree is about to be used. */
  private boolean used = true;

  void use() {
    used = true;
  }

  /** Ends a round. */
  void cool() {
    past = degrees();
    used = false;
  }

  /** What it is now, with the round that has not ended yet. */
  int degrees() {
    return (past >>> 1) | (used ? HOTTEST : 0);
  }
}
