package hotpath.gc.plan;

/**
 * What the guest's code must do when it stores a reference into an object, as data. The meanings of
 * the storing bytecodes emit it; a plan with a new kind of barrier adds a record here, and the
 * compiler then shows who has to know.
 */
public sealed interface Barrier {
  Barrier NONE = new None();

  /** A store is a store. */
  record None() implements Barrier {}
}
