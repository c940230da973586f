package hotpath.tssa.alloc;

import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.Location;

/**
 * What an allocator has decided beside the locations that it sets in the instructions: the copies
 * to insert, and where each value is at any position.
 */
public final class Allocation {
  private final LirCode code;
  private final Moves moves;
  private final ValuePlaces places;
  private final long[][] liveIn;
  private final int spillWords;

  Allocation(LirCode code, Moves moves, ValuePlaces places, long[][] liveIn, int spillWords) {
    this.code = code;
    this.moves = moves;
    this.places = places;
    this.liveIn = liveIn;
    this.spillWords = spillWords;
  }

  /** For code all of whose values are fixed. */
  public static Allocation none(LirCode code) {
    return new Allocation(code, new Moves(), (_, _) -> Location.NONE, new long[0][], 0);
  }

  /** Where values are; asked for values that are alive. */
  interface ValuePlaces {
    int at(int value, int position);
  }

  public Moves moves() {
    return moves;
  }

  /** How many words of the spill area are used: one more than the largest number. */
  public int spillWords() {
    return spillWords;
  }

  /** Where {@code value} is when instruction {@code index} runs. */
  public int locationAt(int value, int index) {
    int fixed = code.fixed(value);
    return fixed != Location.NONE ? fixed : places.at(value, 2 * index + 1);
  }

  /** Whether {@code value} is alive at the start of a block. */
  public boolean isLiveIn(int value, int block) {
    return (liveIn[block][value >> 6] >>> value & 1) != 0;
  }
}
