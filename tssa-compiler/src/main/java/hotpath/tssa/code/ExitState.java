package hotpath.tssa.code;

import hotpath.tssa.ir.MemType;
import hotpath.tssa.lir.EntryState;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.LoopEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One exit, read from its trace's {@link ExitTable}: where everything is when it is taken. */
public final class ExitState {
  /**
   * A bridge's number for the first field of the first object that its parent's exit describes; the
   * others follow, through all objects. No slot of a frame has so large a number.
   */
  public static final int FIELDS = 1 << 24;

  /**
   * A word to write.
   *
   * @param at the slot, or in an object the offset
   * @param location where it is; {@link Location#OBJECT}: a reference to an object to allocate
   * @param isFloat whether only the low half is defined
   */
  public record Word(int at, int location, boolean isFloat) {}

  /** A field of an object to allocate. */
  public record Field(MemType type, Word word) {}

  /**
   * An object to allocate.
   *
   * @param size in bytes; of an array the length
   * @param elementShift binary logarithm of an array's element size; -1 for other objects
   */
  public record ObjectState(int classWord, int size, int elementShift, List<Field> fields) {}

  private final int reason;
  private final long pc;
  private final int fpSlot;
  private final int spSlot;
  private final int countLocation;
  private final long countPlus;
  private final boolean loopIntact;
  private final List<Word> slots;
  private final List<ObjectState> objects;
  private final long[] constants;

  ExitState(
      int reason,
      long pc,
      int fpSlot,
      int spSlot,
      int countLocation,
      long countPlus,
      boolean loopIntact,
      List<Word> slots,
      List<ObjectState> objects,
      long[] constants) {
    this.reason = reason;
    this.pc = pc;
    this.fpSlot = fpSlot;
    this.spSlot = spSlot;
    this.countLocation = countLocation;
    this.countPlus = countPlus;
    this.loopIntact = loopIntact;
    this.slots = slots;
    this.objects = objects;
    this.constants = constants;
  }

  public int reason() {
    return reason;
  }

  public long pc() {
    return pc;
  }

  public int fpSlot() {
    return fpSlot;
  }

  public int spSlot() {
    return spSlot;
  }

  /** Where the instruction count is; {@link Location#NONE} if the trace keeps none. */
  public int countLocation() {
    return countLocation;
  }

  public long countPlus() {
    return countPlus;
  }

  /** Whether all invariants of the loop around the exit are where the loop wants them. */
  public boolean isLoopIntact() {
    return loopIntact;
  }

  /** The slots to write, ascending. */
  public List<Word> slots() {
    return slots;
  }

  public List<ObjectState> objects() {
    return objects;
  }

  /** The value of a location of sort CONST, the region offset of one of sort CELL. */
  public long constantAt(int location) {
    return constants[Location.number(location)];
  }

  /**
   * What a bridge from this exit inherits: values, of slots and of the fields of objects that are
   * still to be allocated.
   */
  EntryState toEntry(@Nullable LoopEntry loop) {
    List<Word> inputs = new ArrayList<>(slots);
    int number = FIELDS;
    for (ObjectState object : objects) {
      for (Field field : object.fields) {
        Word word = field.word;
        inputs.add(new Word(number++, word.location, word.isFloat));
      }
    }
    inputs.removeIf(word -> Location.sort(word.location) == Location.OBJECT);
    int[] numbers = new int[inputs.size()];
    int[] locations = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = inputs.get(i).at;
      locations[i] = inputs.get(i).location;
    }
    return new EntryState(
        numbers, locations, constants, countLocation, countPlus, loopIntact ? loop : null);
  }
}
