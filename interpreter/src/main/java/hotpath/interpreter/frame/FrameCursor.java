package hotpath.interpreter.frame;

import hotpath.gc.memory.GuestMemory;

/**
 * Walks a thread's frames from the top down. Holds no reference and allocates nothing, so it may be
 * used while a collection runs.
 */
public final class FrameCursor {
  private final GuestMemory memory;
  private long fp;
  private long pc;
  private boolean exact;

  public FrameCursor(GuestThread thread) {
    this.memory = thread.memory();
    this.fp = thread.fp();
    this.pc = thread.pc();
    this.exact = true;
  }

  /** Whether the cursor is on a frame. */
  public boolean isValid() {
    return fp != 0;
  }

  public long fp() {
    return fp;
  }

  /**
   * The code word that the frame is at: executing or to be restarted, or the call that it waits
   * for.
   */
  public long pc() {
    return exact ? pc : pc - FrameLayout.SLOT;
  }

  /**
   * Whether {@link #pc} is the word to execute; otherwise the frame waits for a call and goes on
   * behind it.
   */
  public boolean isExact() {
    return exact;
  }

  public long method() {
    return memory.u32(fp + FrameLayout.METHOD * FrameLayout.SLOT);
  }

  public int flags() {
    return memory.i32(fp + FrameLayout.METHOD * FrameLayout.SLOT + 4);
  }

  /** To the caller's frame. */
  public void next() {
    long link = memory.i64(fp);
    boolean restart = (flags() & FrameLayout.RESTART) != 0;
    long delta = FrameLayout.linkDelta(link);
    pc = FrameLayout.linkPc(link);
    exact = restart;
    fp = delta == 0 ? 0 : fp - delta;
  }
}
