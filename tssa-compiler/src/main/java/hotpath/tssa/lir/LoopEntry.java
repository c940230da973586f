package hotpath.tssa.lir;

import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Kind;
import java.util.List;

/**
 * How a bridge gets back to the loop of the trace that it grew from: what must be where at the
 * loop's label. The loop relies on three things beside its parameters: its invariants stay in their
 * registers and spill words; slots it has read on entry do not change; memory that was read before
 * the loop is as it was.
 *
 * @param trace number of the trace that has the loop
 * @param pc where the interpreter would be at the label
 * @param slots the interpreter's slots that are not, or not known to be, in the frame there
 * @param locations of the slots: of a parameter, of an invariant, or a constant
 * @param kinds of the slots' values
 * @param parameters whether the slot is a parameter
 * @param constants what locations of sort CONST and CELL number
 * @param countLocation of the parameter that is the instruction count; {@link Location#NONE} if
 *     none
 * @param invariants registers and spill words that the loop only reads
 * @param invariantKinds of the values there
 * @param readSlots slots that the trace reads on entry
 * @param assumed what the trace reads before the loop
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and compact
public record LoopEntry(
    int trace,
    long pc,
    int[] slots,
    int[] locations,
    Kind[] kinds,
    boolean[] parameters,
    long[] constants,
    int countLocation,
    int[] invariants,
    Kind[] invariantKinds,
    int[] readSlots,
    List<Alias> assumed) {

  /** The index of {@code slot}, or -1. */
  public int indexOf(int slot) {
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] == slot) {
        return i;
      }
    }
    return -1;
  }

  public boolean reads(int slot) {
    for (int read : readSlots) {
      if (read == slot) {
        return true;
      }
    }
    return false;
  }
}
