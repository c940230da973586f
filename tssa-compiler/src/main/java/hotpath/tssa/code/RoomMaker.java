package hotpath.tssa.code;

/** Is asked when code finds no place in the cache; whoever knows what is needed least decides. */
@FunctionalInterface
public interface RoomMaker {
  /**
   * Gives code back, so that a piece fits.
   *
   * @return false if that cannot be done; then nothing was given back
   */
  boolean makeRoom(int bytes, int alignment);

  /** A full cache stays full. */
  RoomMaker NONE = (bytes, alignment) -> false;
}
