package hotpath.gc.plan;

/**
 * Ways to bring errors out early. None changes what the guest computes.
 *
 * @param collectEvery collect before every n-th allocation; 0 for only when needed. Every
 *     allocation then leaves its engine
 * @param poison overwrite what was freed with {@link hotpath.gc.sanity.Poison}
 * @param protect make what was freed inaccessible: a stale reference ends the host's process at the
 *     spot
 * @param sanity trace the heap from fresh roots before and after each collection and compare
 */
public record Stress(int collectEvery, boolean poison, boolean protect, boolean sanity) {
  public static final Stress NONE = new Stress(0, false, false, false);

  public Stress {
    if (collectEvery < 0) {
      throw new IllegalArgumentException("collect every " + collectEvery);
    }
  }
}
