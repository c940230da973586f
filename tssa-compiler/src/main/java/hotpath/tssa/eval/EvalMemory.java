package hotpath.tssa.eval;

import hotpath.tssa.ir.MemType;

/**
 * What loads, stores and allocations of evaluated code act on. Addresses are whatever the caller
 * counts them from.
 */
public interface EvalMemory {

  /**
   * The canonical bits of what is at {@code address}: integers narrower than 32 bits are extended
   * as their type says.
   */
  long load(MemType type, long address);

  /**
   * Writes the canonical {@code bits}; an i32 or ref slot is written in full, its upper half zero.
   */
  void store(MemType type, long address, long bits);

  /** Copies bytes as if through a buffer. */
  default void copy(long to, long from, long bytes) {
    boolean upward = Long.compareUnsigned(to, from) <= 0;
    for (long i = 0; i < bytes; i++) {
      long at = upward ? i : bytes - 1 - i;
      store(MemType.I8, to + at, load(MemType.I8, from + at));
    }
  }

  /**
   * A zeroed object with its class word written; returns its reference, or 0 if there is no room.
   */
  default int allocateObject(int classWord, int bytes) {
    throw new UnsupportedOperationException("allocation");
  }

  /**
   * A zeroed array with its class word and length written; returns its reference, or 0 if there is
   * no room.
   */
  default int allocateArray(int classWord, int length, int elementShift) {
    throw new UnsupportedOperationException("allocation");
  }
}
