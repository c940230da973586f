package hotpath.interpreter.thread;

import hotpath.interpreter.frame.GuestThread;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The lock of an object that more than one thread cares for: who has it, who wants it, who waits
 * for a notification.
 *
 * <p>A lock that is given back is free for whoever asks first, which may be the thread that gave it
 * back: else threads that fight for a lock would change places at every release. But a thread that
 * was woken for a lock and found it taken is the heir: the next release is for it alone, so that
 * nobody starves.
 */
final class Monitor {
  private final int number;
  private final Deque<GuestThread> entering = new ArrayDeque<>();
  private final Deque<GuestThread> waiting = new ArrayDeque<>();
  private @Nullable GuestThread owner;
  private @Nullable GuestThread heir;
  private int depth;

  /**
   * @param number in the object's lock word
   */
  Monitor(int number, @Nullable GuestThread owner, int depth) {
    this.number = number;
    this.owner = owner;
    this.depth = depth;
  }

  int number() {
    return number;
  }

  @Nullable GuestThread owner() {
    return owner;
  }

  int depth() {
    return depth;
  }

  /** Takes the lock, or {@code levels} more of it; false if that is not possible now. */
  boolean enter(GuestThread thread, int levels) {
    if (owner == thread) {
      depth += levels;
      return true;
    }
    if (owner != null || (heir != null && heir != thread)) {
      return false;
    }
    entering.remove(thread);
    heir = null;
    owner = thread;
    depth = levels;
    return true;
  }

  /** Puts a thread that found the lock taken where it will be woken. */
  void queue(GuestThread thread) {
    if (entering.contains(thread)) {
      heir = thread;
    } else {
      entering.addLast(thread);
    }
  }

  /** The owner gives back levels; returns the thread to wake if that was all of them. */
  @Nullable GuestThread exit(int levels) {
    depth -= levels;
    if (depth > 0) {
      return null;
    }
    owner = null;
    return heir != null ? heir : entering.peekFirst();
  }

  /** Whether nobody cares for it but perhaps an owner. */
  boolean isIdle() {
    return entering.isEmpty() && waiting.isEmpty();
  }

  void addWaiting(GuestThread thread) {
    waiting.addLast(thread);
  }

  void removeWaiting(GuestThread thread) {
    waiting.remove(thread);
  }

  /** The thread that has waited longest, which waits no more; null if there is none. */
  @Nullable GuestThread pollWaiting() {
    return waiting.pollFirst();
  }
}
