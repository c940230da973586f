package hotpath.tssa.lir;

/**
 * Where a value is, as an {@code int}, so that tables of locations are plain arrays: four bits of
 * sort, 28 bits of number. What a number of sort {@link #CONST} or {@link #CELL} means is in the
 * table of the code that the location belongs to ({@link LirCode#constant(int)}).
 *
 * <p>All memory locations are words of 8 bytes. Copying a whole word never needs to know the kind
 * of the value in it, but for a float, of which only the low half is defined.
 */
public final class Location {
  public static final int NONE = -1;

  /** A machine register; general-purpose ones are numbered first. */
  public static final int REG = 0;

  /** A word of the spill area in the thread block. */
  public static final int SPILL = 1;

  /** An interpreter slot, counted from the frame pointer register. */
  public static final int FRAME = 2;

  /** A constant: not a place, a source only. */
  public static final int CONST = 3;

  /** A 32-bit word at a fixed offset of the region, zero-extended: a source only. */
  public static final int CELL = 4;

  /** A value word of the thread block, for the reason of a leave: a target only. */
  public static final int VALUE = 5;

  /** The thread block's instruction count: a target only. */
  public static final int COUNT = 6;

  /** An object that the exit describes and whoever restores the state allocates. */
  public static final int OBJECT = 7;

  private static final int SHIFT = 28;
  private static final int MASK = (1 << SHIFT) - 1;

  private Location() {}

  public static int reg(int number) {
    return number;
  }

  public static int spill(int word) {
    return of(SPILL, word);
  }

  public static int frame(int slot) {
    return of(FRAME, slot);
  }

  public static int of(int sort, int number) {
    return (sort << SHIFT) | (number & MASK);
  }

  public static int sort(int location) {
    return location >>> SHIFT;
  }

  /** The number; signed, since slots of callers' frames are negative. */
  public static int number(int location) {
    return location << (32 - SHIFT) >> (32 - SHIFT);
  }

  public static boolean isReg(int location) {
    return location >= 0 && location <= MASK;
  }

  /** Whether it is a word that code can read and write: a spill word or an interpreter slot. */
  public static boolean isMemory(int location) {
    int sort = sort(location);
    return sort == SPILL || sort == FRAME;
  }

  public static String text(int location) {
    if (location == NONE) {
      return "-";
    }
    int number = number(location);
    return switch (sort(location)) {
      case REG -> "r" + number;
      case SPILL -> "spill" + number;
      case FRAME -> "slot" + number;
      case CONST -> "const" + number;
      case CELL -> "cell" + number;
      case VALUE -> "value" + number;
      case COUNT -> "count";
      case OBJECT -> "object" + number;
      default -> "?" + Integer.toHexString(location);
    };
  }
}
