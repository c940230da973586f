package hotpath.tssa.eval;

/** The leaf routines that evaluated code may call. */
@FunctionalInterface
public interface LeafRoutines {

  /** No routine at all. */
  LeafRoutines NONE =
      (routine, arguments, memory) -> {
        throw new UnsupportedOperationException("leaf routine " + routine);
      };

  /**
   * Calls routine number {@code routine} with canonical bits; returns the bits of its result, 0 if
   * it has none.
   */
  long call(long routine, long[] arguments, EvalMemory memory);
}
