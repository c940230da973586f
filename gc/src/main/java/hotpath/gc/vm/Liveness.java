package hotpath.gc.vm;

/** What a collection knows of an object so far. */
@FunctionalInterface
public interface Liveness {
  /** The reference by which the object is known now if it was reached, 0 if not yet. */
  int live(int reference);
}
