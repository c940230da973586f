package hotpath.tssa.lir;

import hotpath.tssa.ir.Exit;

/**
 * A side exit in LIR: the values of its snapshot, which may be anywhere, and after allocation their
 * locations. The values stand in the order of the snapshot's slots, then of the fields of its
 * objects; the count comes last.
 */
public final class LirExit {
  private final Exit exit;
  private final int[] state;
  private final int[] locations;
  private final long countPlus;

  /**
   * @param state the values, {@link LirInsn#NO_OPERAND} for what the frame holds already, for a
   *     reference to an object not yet allocated, and for a count that is not kept
   * @param countPlus what to add to the count that is listed
   */
  public LirExit(Exit exit, int[] state, long countPlus) {
    this.exit = exit;
    this.state = state;
    this.locations = new int[state.length];
    this.countPlus = countPlus;
  }

  public Exit exit() {
    return exit;
  }

  public long countPlus() {
    return countPlus;
  }

  public int stateCount() {
    return state.length;
  }

  public int state(int i) {
    return state[i];
  }

  public int location(int i) {
    return locations[i];
  }

  public void location(int i, int location) {
    locations[i] = location;
  }
}
