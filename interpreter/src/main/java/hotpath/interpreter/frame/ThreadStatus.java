package hotpath.interpreter.frame;

/**
 * What a guest thread is doing, with the number that the library keeps in {@code
 * Thread.holder.threadStatus} (JVMTI's bits, from which {@code Thread.getState} is made).
 */
public enum ThreadStatus {
  RUNNABLE(0x005, "RUNNABLE", false),
  /** Wants a monitor that another thread has. */
  BLOCKED(0x401, "BLOCKED (on object monitor)", false),
  WAITING(0x191, "WAITING (on object monitor)", true),
  TIMED_WAITING(0x1A1, "TIMED_WAITING (on object monitor)", true),
  PARKED(0x291, "WAITING (parking)", true),
  TIMED_PARKED(0x2A1, "TIMED_WAITING (parking)", true),
  SLEEPING(0x0E1, "TIMED_WAITING (sleeping)", true),
  /** Waits for the VM: for a class that another thread initializes, for references, for the end. */
  IN_VM(0x005, "RUNNABLE", false),
  TERMINATED(0x002, "TERMINATED", false);

  private final int number;
  private final String text;
  private final boolean interruptible;

  ThreadStatus(int number, String text, boolean interruptible) {
    this.number = number;
    this.text = text;
    this.interruptible = interruptible;
  }

  public int number() {
    return number;
  }

  /** As in a thread dump of HotSpot. */
  public String text() {
    return text;
  }

  /** Whether {@code Thread.interrupt} ends it. */
  public boolean isInterruptible() {
    return interruptible;
  }
}
