package hotpath.gc.vm;

/** Is shown u32 cells that hold a reference without keeping the object alive. */
@FunctionalInterface
public interface WeakVisitor {
  /**
   * Updates the cell if its object lives, and clears it to 0 otherwise.
   *
   * @return whether the object lives; false for an empty cell
   */
  boolean visit(long cell);
}
