package hotpath.interpreter.meaning;

/**
 * The layout of a code word: 8 bytes, the handler's number and two operands. No address stands in
 * it, so both engines read one stream, and a stray store cannot send control outside the code area.
 */
public final class CodeWord {
  public static final int BYTES = 8;

  /** u16: number of the handler. */
  public static final int HANDLER = 0;

  /**
   * u16 or s16: local's slot, charge of a call, argument slots of a return, hot counter, trace
   * number.
   */
  public static final int A = 2;

  /** 32 bits: constant, offset, descriptor, displacement in words of a far jump. */
  public static final int B = 4;

  /** Branches, s16: displacement in words from this word. */
  public static final int DISPLACEMENT = 4;

  /** Branches, s16: what the branch adds to the count when it is taken. */
  public static final int CHARGE = 6;

  /** Returns, u16: what the return adds to the count. */
  public static final int RETURN_CHARGE = 4;

  /** Entry words, u16: slots of locals that are not arguments; HIGH: slots of the operand stack. */
  public static final int LOW = 4;

  public static final int HIGH = 6;

  /** 64 bits in the next word. */
  public static final int WIDE = 8;

  /** Switches: the table starts here; entries of {@link #BYTES}. */
  public static final int TABLE = 16;

  /** Table entries, s32: displacement in words from the switch word. */
  public static final int TABLE_DISPLACEMENT = 0;

  /** Table entries, s32: charge. */
  public static final int TABLE_CHARGE = 4;

  private CodeWord() {}
}
