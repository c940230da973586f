package hotpath.interpreter.engine;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.ObjectLayout;
import hotpath.interpreter.frame.GuestThread;

/**
 * Locks where the fast path of the meanings does not reach. A lock word is free (0), or holds the
 * owner in its upper and the depth in its lower half.
 */
public final class Monitors {
  private static final int OWNER = 0xFFFF_0000;
  private static final int DEPTH = 0xFFFF;

  private final GuestMemory memory;

  public Monitors(GuestMemory memory) {
    this.memory = memory;
  }

  private long wordOf(int ref) {
    return Integer.toUnsignedLong(ref) + ObjectLayout.LOCK;
  }

  public boolean isOwner(GuestThread thread, int ref) {
    int word = memory.i32(wordOf(ref));
    return word != 0 && (word & OWNER) == thread.lockOwner();
  }

  /**
   * Takes the lock of {@code ref}, or one more level of it.
   *
   * @return false if it is held by another thread, or the levels are used up
   */
  public boolean enter(GuestThread thread, int ref) {
    int word = memory.i32(wordOf(ref));
    if (word == 0) {
      memory.i32(wordOf(ref), thread.lockOwner() | 1);
      return true;
    }
    if ((word & OWNER) != thread.lockOwner() || (word & DEPTH) == DEPTH) {
      return false;
    }
    memory.i32(wordOf(ref), word + 1);
    return true;
  }

  /**
   * Gives back one level of the lock of {@code ref}.
   *
   * @return false if the thread does not own it
   */
  public boolean exit(GuestThread thread, int ref) {
    if (!isOwner(thread, ref)) {
      return false;
    }
    int word = memory.i32(wordOf(ref)) - 1;
    memory.i32(wordOf(ref), (word & DEPTH) == 0 ? 0 : word);
    return true;
  }
}
