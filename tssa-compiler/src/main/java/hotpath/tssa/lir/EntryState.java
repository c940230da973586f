package hotpath.tssa.lir;

import org.jspecify.annotations.Nullable;

/**
 * What a bridge inherits: where the values of its slots are when it is entered from the exit of its
 * parent, whose frame pointer and slot numbers it keeps. A slot that is not listed is in the frame.
 *
 * <p>Spill words that hold inherited values belong to the bridge from its start.
 */
public final class EntryState {
  private final int[] slots;
  private final int[] locations;
  private final long[] constants;
  private final int countLocation;
  private final long count;
  private final @Nullable LoopEntry loop;

  /**
   * @param slots in ascending order; numbers behind all slots name other values of the parent
   * @param locations of the slots' values
   * @param constants what locations of sort CONST and CELL number
   * @param countLocation where the instruction count is; {@link Location#NONE}: in the thread block
   * @param countPlus to be added to it
   * @param loop the loop that the exit lies in, if all its invariants are in their places there; so
   *     that the bridge may go back to it
   */
  public EntryState(
      int[] slots,
      int[] locations,
      long[] constants,
      int countLocation,
      long countPlus,
      @Nullable LoopEntry loop) {
    this.slots = slots;
    this.locations = locations;
    this.constants = constants;
    this.countLocation = countLocation;
    this.count = countPlus;
    this.loop = loop;
  }

  public int slotCount() {
    return slots.length;
  }

  public int slot(int i) {
    return slots[i];
  }

  public int location(int i) {
    return locations[i];
  }

  /** Where the value of {@code slot} is; NONE if in its slot. */
  public int locationOf(int slot) {
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] == slot) {
        return locations[i];
      }
    }
    return Location.NONE;
  }

  public long constantAt(int location) {
    return constants[Location.number(location)];
  }

  public int countLocation() {
    return countLocation;
  }

  public long countPlus() {
    return count;
  }

  public @Nullable LoopEntry loop() {
    return loop;
  }
}
