package hotpath.interpreter.frame;

/**
 * A guest thread's place in the schedule: what it waits for, what woke it, when its slice ends. The
 * scheduler and what threads wait for write it; nothing of it is seen by guest code.
 *
 * <p>A native that waits runs twice or more: it {@link #begin begins} to wait and starts again when
 * the thread is woken, and {@link #isWaiting} tells it that this is not the first time.
 */
public final class Turn {
  /** A deadline that does not come. */
  public static final long NEVER = Long.MAX_VALUE;

  /** What made a waiting thread runnable. */
  public enum Wake {
    /** Nothing yet. */
    NONE,
    /** What it waited for. */
    EVENT,
    TIME,
    INTERRUPT
  }

  private ThreadStatus status = ThreadStatus.RUNNABLE;
  private boolean waiting;
  private Wake wake = Wake.NONE;
  private Wake outcome = Wake.NONE;
  private long deadline = NEVER;
  private long order;
  private long sliceEnd;
  private boolean newSlice = true;
  private boolean permit;
  private int savedDepth;

  public ThreadStatus status() {
    return status;
  }

  public void status(ThreadStatus next) {
    status = next;
  }

  // ---- Waiting ----

  /** Notes that a native has begun to wait. */
  public void begin() {
    waiting = true;
    outcome = Wake.NONE;
  }

  /** Whether a native has begun to wait, and has not ended. */
  public boolean isWaiting() {
    return waiting;
  }

  /** Notes what woke the native first; it may have to wait again, for its monitor. */
  public void settle() {
    if (outcome == Wake.NONE) {
      outcome = wake;
    }
  }

  /** Notes that the native goes on; what woke it first. */
  public Wake end() {
    settle();
    waiting = false;
    return outcome;
  }

  public Wake wake() {
    return wake;
  }

  public void wake(Wake by) {
    wake = by;
  }

  /** Host time at which it wakes by itself, or {@link #NEVER}. */
  public long deadline() {
    return deadline;
  }

  /** Sets a deadline; {@code number} orders threads of the same deadline. */
  public void deadline(long nanoTime, long number) {
    deadline = nanoTime;
    order = number;
  }

  public long order() {
    return order;
  }

  /** Levels of the monitor that it gave up to wait. */
  public int savedDepth() {
    return savedDepth;
  }

  public void savedDepth(int depth) {
    savedDepth = depth;
  }

  /** The permit of {@code LockSupport}: the next park returns at once. */
  public boolean hasPermit() {
    return permit;
  }

  public void permit(boolean given) {
    permit = given;
  }

  // ---- Slices ----

  /** The count at which another thread has its turn. */
  public long sliceEnd() {
    return sliceEnd;
  }

  public void sliceEnd(long count) {
    sliceEnd = count;
  }

  /** Whether the next slice begins when the thread runs: it gave up the last one. */
  public boolean isNewSlice() {
    return newSlice;
  }

  public void newSlice(boolean begins) {
    newSlice = begins;
  }
}
