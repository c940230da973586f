package hotpath.gc.vm;

/** Why a collection was started. */
public enum CollectionReason {
  /** No room for an object. */
  ALLOCATION,
  /** Still no room after a collection: softly reachable objects go too. */
  LAST_RESORT,
  /** The guest or the embedder asked. */
  EXPLICIT,
  /** A stress mode. */
  STRESS
}
