package hotpath.interpreter.frame;

/**
 * The layout of a thread block: the words of guest memory through which an engine, compiled code
 * and the VM share a guest thread's state. Offsets are bytes from the block's start.
 *
 * <p>While an engine or a trace runs, it may keep pc, fp, sp and the count elsewhere; they are in
 * the block whenever the VM runs. Only guest code writes {@link #COUNT}; anybody may lower {@link
 * #LIMIT}.
 */
public final class ThreadBlock {
  /** i64: class-file instructions executed by this thread. */
  public static final int COUNT = 0;

  /** i64: the count at which guest code must leave at the next loop header or method entry. */
  public static final int LIMIT = 8;

  /** u32: region offset of the code word to execute. */
  public static final int PC = 16;

  /** u32: region offset of the current frame's linkage. */
  public static final int FP = 20;

  /** u32: region offset behind the topmost operand. */
  public static final int SP = 24;

  /** u32: no frame's operand stack may end above this region offset. */
  public static final int STACK_LIMIT = 28;

  /** u32: the allocation window. */
  public static final int ALLOCATION_TOP = 32;

  public static final int ALLOCATION_LIMIT = 36;

  /** u32: this thread's number as lock owner, shifted left by 16. */
  public static final int LOCK_OWNER = 40;

  /** i64: host address of the region. */
  public static final int BASE = 48;

  /** i64: value words that accompany a leave reason. */
  public static final int VALUE = 56;

  /** i64: number of the exit through which compiled code left. */
  public static final int EXIT = 72;

  /** u32: the java.lang.Thread object. */
  public static final int MIRROR = 80;

  /** u32: the array in which the library caches scoped values, or null. */
  public static final int SCOPED_VALUES = 84;

  /** i64: host address of the table of handlers, while the threaded engine runs. */
  public static final int HANDLER_TABLE = 88;

  /**
   * i64: host address of the code cache as long as handlers may go to traces by themselves, else 0.
   */
  public static final int TRACE_CODE = 96;

  /** u32: region offset of the table in which handlers look traces up. */
  public static final int TRACE_TABLE = 104;

  /** u32: region offset of the table of what leaf routines gave. */
  public static final int LEAF_MEMO = 108;

  /** 64 words of 8 bytes: the machine's registers at a side exit. */
  public static final int EXIT_AREA = 128;

  public static final int EXIT_AREA_WORDS = 64;

  /** Code addresses of leaf routines, 8 bytes each. */
  public static final int LEAF_TABLE = EXIT_AREA + EXIT_AREA_WORDS * 8;

  public static final int LEAF_TABLE_WORDS = 64;

  /** Spilled values of compiled code. */
  public static final int SPILL = LEAF_TABLE + LEAF_TABLE_WORDS * 8;

  public static final int SPILL_WORDS = 256;

  public static final int BYTES = SPILL + SPILL_WORDS * 8;

  /**
   * Bytes kept free above {@link #STACK_LIMIT}, so that linkage can be written before the check; a
   * quarter of a small stack.
   */
  public static final int STACK_RESERVE = 64 * 1024;

  private ThreadBlock() {}
}
