package hotpath.tssa.lir;

import java.util.Arrays;

/**
 * The registers of an instruction set, as far as allocation and stubs need to know them. They are
 * numbered from 0 through both banks, general-purpose ones first; the exit area has a word for
 * each, in this order.
 */
public final class RegisterFile {
  private final String[] names;
  private final int gprCount;
  private final int[] gprOrder;
  private final int[] fprOrder;
  private final long callerSaved;
  private final int regionBase;
  private final int framePointer;
  private final int threadBlock;
  private final int codePointer;
  private final int stackPointer;
  private final int counter;
  private final boolean wideFloats;

  /**
   * A file for traces.
   *
   * @param names of all registers, at most 64
   * @param gprCount how many of them are general-purpose
   * @param gprOrder those that may hold values, the preferred first
   * @param fprOrder the same of the floating-point registers
   * @param callerSaved a bit for each register that a leaf routine may change
   */
  public RegisterFile(
      String[] names,
      int gprCount,
      int[] gprOrder,
      int[] fprOrder,
      long callerSaved,
      int regionBase,
      int framePointer,
      int threadBlock) {
    this.names = names.clone();
    this.gprCount = gprCount;
    this.gprOrder = gprOrder.clone();
    this.fprOrder = fprOrder.clone();
    this.callerSaved = callerSaved;
    this.regionBase = regionBase;
    this.framePointer = framePointer;
    this.threadBlock = threadBlock;
    codePointer = Location.NONE;
    stackPointer = Location.NONE;
    counter = Location.NONE;
    wideFloats = false;
  }

  /** The registers of {@code traces} without those that hold the interpreter's state. */
  private RegisterFile(
      RegisterFile traces, int codePointer, int stackPointer, int counter, boolean wideFloats) {
    names = traces.names;
    gprCount = traces.gprCount;
    gprOrder =
        Arrays.stream(traces.gprOrder)
            .filter(r -> r != codePointer && r != stackPointer && r != counter)
            .toArray();
    fprOrder = traces.fprOrder;
    callerSaved = traces.callerSaved;
    regionBase = traces.regionBase;
    framePointer = traces.framePointer;
    threadBlock = traces.threadBlock;
    this.codePointer = codePointer;
    this.stackPointer = stackPointer;
    this.counter = counter;
    this.wideFloats = wideFloats;
  }

  /** The same registers where a float stands in the format of a double. */
  public RegisterFile withWideFloats() {
    return new RegisterFile(this, codePointer, stackPointer, counter, true);
  }

  /** The bits of a float whose register was saved as {@code word}; NaNs keep theirs. */
  public int floatBits(long word) {
    if (!wideFloats) {
      return (int) word;
    }
    double value = Double.longBitsToDouble(word);
    return Double.isNaN(value)
        ? (int) ((word >>> 32 & 0xC000_0000L) | (word >>> 29 & 0x3FFF_FFFFL))
        : Float.floatToRawIntBits((float) value);
  }

  /**
   * The same registers as handlers use them: three more hold the interpreter's state and no values.
   * A leaf routine must not change them.
   */
  public RegisterFile forHandlers(int codePointer, int stackPointer, int counter) {
    return new RegisterFile(this, codePointer, stackPointer, counter, wideFloats);
  }

  public int count() {
    return names.length;
  }

  public int gprCount() {
    return gprCount;
  }

  public String name(int register) {
    return names[register];
  }

  public Bank bank(int register) {
    return register < gprCount ? Bank.GPR : Bank.FPR;
  }

  /** How many registers of a bank may hold values. */
  public int allocatableCount(Bank bank) {
    return order(bank).length;
  }

  /** The {@code i}-th choice among the registers of a bank. */
  public int allocatable(Bank bank, int i) {
    return order(bank)[i];
  }

  private int[] order(Bank bank) {
    return bank == Bank.GPR ? gprOrder : fprOrder;
  }

  /** A bit for each register that a call may change. */
  public long callerSaved() {
    return callerSaved;
  }

  /** The register that holds the region's base address. */
  public int regionBase() {
    return regionBase;
  }

  /** The register that holds the address of the frame that the code was entered with. */
  public int framePointer() {
    return framePointer;
  }

  /** The register that holds the thread block's address. */
  public int threadBlock() {
    return threadBlock;
  }

  /** Of handlers: the register that holds the address of the code word. */
  public int codePointer() {
    return codePointer;
  }

  /** Of handlers: the register that holds the address of the operand stack's end. */
  public int stackPointer() {
    return stackPointer;
  }

  /** Of handlers: the register that holds the instruction count. */
  public int counter() {
    return counter;
  }
}
