package hotpath.interpreter.frame;

import hotpath.gc.memory.GuestMemory;

/**
 * A guest thread: its block, its stack and the handles of the host code that works for it. The
 * state that guest code sees is in guest memory only; this is the host's view of it.
 */
public final class GuestThread {
  private final GuestMemory memory;
  private final long block;
  private long stackStart;
  private long stackBytes;
  private final Handles handles;
  private final Turn turn = new Turn();

  /**
   * @param block region offset of the thread block, {@link ThreadBlock#BYTES} zeroed bytes
   * @param handles of the VM: host code works for one thread at a time
   * @param stackStart region offset of the first slot
   * @param stackBytes size of the stack, reserve included
   * @param number owner number in lock words, 1 .. 0xFFFE
   */
  public GuestThread(
      GuestMemory memory,
      long block,
      Handles handles,
      long stackStart,
      long stackBytes,
      int number) {
    this.memory = memory;
    this.block = block;
    this.stackStart = stackStart;
    this.stackBytes = stackBytes;
    this.handles = handles;
    memory.i64(block + ThreadBlock.BASE, memory.base());
    memory.i64(block + ThreadBlock.LIMIT, Long.MAX_VALUE);
    memory.i32(block + ThreadBlock.LOCK_OWNER, number << 16);
    restoreStackLimit();
    fp(0);
    sp(stackStart);
    pc(0);
  }

  public GuestMemory memory() {
    return memory;
  }

  /** Region offset of the thread block. */
  public long block() {
    return block;
  }

  public long stackStart() {
    return stackStart;
  }

  /** Size of the stack, reserve included. */
  public long stackBytes() {
    return stackBytes;
  }

  /**
   * Copies the stack to another place: links between frames are distances, so only the block has to
   * know.
   *
   * @param bytes more than it has now
   */
  public void moveStack(long start, long bytes) {
    memory.copy(stackStart, start, stackBytes);
    fp(fp() - stackStart + start);
    sp(sp() - stackStart + start);
    stackStart = start;
    stackBytes = bytes;
    restoreStackLimit();
  }

  /** What is kept free, so that linkage can be written before the check. */
  private long reserve() {
    return Math.min(ThreadBlock.STACK_RESERVE, stackBytes / 4);
  }

  private long stackLimit() {
    return stackStart + stackBytes - reserve();
  }

  public Handles handles() {
    return handles;
  }

  /** Its place in the schedule. */
  public Turn turn() {
    return turn;
  }

  /** The java.lang.Thread object; a root. */
  public int mirror() {
    return memory.ref(mirrorCell());
  }

  public void mirror(int ref) {
    memory.ref(mirrorCell(), ref);
  }

  /** Region offset of the u32 that holds the library's cache of scoped values. */
  public long scopedValuesCell() {
    return block + ThreadBlock.SCOPED_VALUES;
  }

  /** Region offset of the u32 that holds the mirror. */
  public long mirrorCell() {
    return block + ThreadBlock.MIRROR;
  }

  /**
   * Gives half of the reserve to guest code, so that it can make and throw a StackOverflowError.
   */
  public void relaxStackLimit() {
    memory.u32(block + ThreadBlock.STACK_LIMIT, stackLimit() + reserve() / 2);
  }

  public void restoreStackLimit() {
    memory.u32(block + ThreadBlock.STACK_LIMIT, stackLimit());
  }

  /** Whether the reserve is in use. */
  public boolean isStackLimitRelaxed() {
    return memory.u32(block + ThreadBlock.STACK_LIMIT) != stackLimit();
  }

  public long pc() {
    return memory.u32(block + ThreadBlock.PC);
  }

  public void pc(long offset) {
    memory.i32(block + ThreadBlock.PC, (int) offset);
  }

  public long fp() {
    return memory.u32(block + ThreadBlock.FP);
  }

  public void fp(long offset) {
    memory.i32(block + ThreadBlock.FP, (int) offset);
  }

  public long sp() {
    return memory.u32(block + ThreadBlock.SP);
  }

  public void sp(long offset) {
    memory.i32(block + ThreadBlock.SP, (int) offset);
  }

  public long count() {
    return memory.i64(block + ThreadBlock.COUNT);
  }

  /** Adds to the count: what the VM charges for a throw. */
  public void charge(long instructions) {
    memory.i64(block + ThreadBlock.COUNT, count() + instructions);
  }

  public long limit() {
    return memory.i64(block + ThreadBlock.LIMIT);
  }

  public void limit(long count) {
    memory.i64(block + ThreadBlock.LIMIT, count);
  }

  /** Value word {@code i} (0 or 1) of the last leave reason. */
  public long value(int i) {
    return memory.i64(block + ThreadBlock.VALUE + 8L * i);
  }

  public int lockOwner() {
    return memory.i32(block + ThreadBlock.LOCK_OWNER);
  }

  /** Whether no frame is left. */
  public boolean isIdle() {
    return fp() == 0;
  }

  public void push(long slot) {
    long sp = sp();
    memory.i64(sp, slot);
    sp(sp + FrameLayout.SLOT);
  }

  public void pushInt(int value) {
    push(value & 0xFFFF_FFFFL);
  }

  /** Pushes a reference (a raw one: push all arguments before anything allocates). */
  public void pushRef(int ref) {
    push(ref & 0xFFFF_FFFFL);
  }

  public long pop() {
    long sp = sp() - FrameLayout.SLOT;
    sp(sp);
    return memory.i64(sp);
  }

  /**
   * Pushes a frame for a method whose arguments lie on top of the operand stack; execution goes on
   * at its entry word.
   *
   * @param method region offset of the method descriptor
   * @param entry region offset of its entry word
   * @param returnPc where the caller goes on
   * @param flags {@link FrameLayout#RESTART} or 0
   */
  public void enter(long method, long entry, long returnPc, int flags) {
    long fp = sp();
    memory.i64(fp, FrameLayout.link(fp() == 0 ? 0 : fp - fp(), returnPc));
    memory.i64(fp + FrameLayout.SLOT, (long) flags << 32 | method);
    fp(fp);
    sp(fp + FrameLayout.LOCALS * FrameLayout.SLOT);
    pc(entry);
  }

  /** Descriptor of the current frame's method. */
  public long method() {
    return memory.u32(fp() + FrameLayout.METHOD * FrameLayout.SLOT);
  }

  /**
   * Drops the current frame: execution is to go on at its return pc in the caller's frame.
   *
   * @param argumentSlots of the current frame's method: they are dropped too
   */
  public void leaveFrame(int argumentSlots) {
    long fp = fp();
    long link = memory.i64(fp);
    long delta = FrameLayout.linkDelta(link);
    sp(fp - (long) argumentSlots * FrameLayout.SLOT);
    fp(delta == 0 ? 0 : fp - delta);
    pc(FrameLayout.linkPc(link));
  }
}
