package hotpath.tssa.alloc;

import hotpath.tssa.lir.LirCode;

/** A way to give the values of LIR their places. */
public interface Allocator {

  /**
   * Sets the locations of all operands and exits of {@code code}.
   *
   * @param spillWords how many words of the spill area there are
   * @throws OutOfSpillWords if they do not suffice
   */
  Allocation allocate(LirCode code, int spillWords) throws OutOfSpillWords;

  /** The code keeps more values alive than there are registers and words to keep them in. */
  final class OutOfSpillWords extends Exception {
    private static final long serialVersionUID = 1L;

    public OutOfSpillWords(int words) {
      super("more than " + words + " values to spill", null, false, false);
    }
  }
}
