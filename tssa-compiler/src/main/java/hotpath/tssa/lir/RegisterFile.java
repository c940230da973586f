package hotpath.tssa.lir;

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

  /**
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
}
