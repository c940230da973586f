package hotpath.interpreter.thread;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.ObjectLayout;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.ThreadStatus;
import hotpath.interpreter.frame.Turn;
import hotpath.interpreter.frame.Turn.Wake;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Locks where the fast path of the meanings does not reach.
 *
 * <p>A lock word is 0 (free), or has the owner in its upper and the depth in its lower half; that
 * is all that a lock is which one thread uses at a time. It becomes a {@link Monitor}, whose number
 * the word then holds, when a second thread wants it or its owner waits, and is a word again as
 * soon as it is free and nobody wants it.
 */
public final class Monitors {
  private static final int OWNER = 0xFFFF_0000;
  private static final int DEPTH = 0xFFFF;

  private final GuestMemory memory;
  private final Scheduler scheduler;
  private final ThreadTable threads;
  private final List<@Nullable Monitor> inflated = new ArrayList<>();
  private final BitSet used = new BitSet();

  public Monitors(GuestMemory memory, Scheduler scheduler, ThreadTable threads) {
    this.memory = memory;
    this.scheduler = scheduler;
    this.threads = threads;
  }

  private static long wordOf(int ref) {
    return Integer.toUnsignedLong(ref) + ObjectLayout.LOCK;
  }

  private static boolean isInflated(int word) {
    return (word & OWNER) == OWNER;
  }

  private Monitor monitor(int word) {
    return Objects.requireNonNull(inflated.get(word & DEPTH));
  }

  /** Whether {@code thread} has the lock of {@code ref}. */
  public boolean isOwner(GuestThread thread, int ref) {
    int word = memory.i32(wordOf(ref));
    if (isInflated(word)) {
      return monitor(word).owner() == thread;
    }
    return word != 0 && (word & OWNER) == thread.lockOwner();
  }

  /** The thread that has the lock of {@code ref}; null if it is free. */
  public @Nullable GuestThread owner(int ref) {
    int word = memory.i32(wordOf(ref));
    if (isInflated(word)) {
      return monitor(word).owner();
    }
    return word == 0 ? null : threads.withNumber(word >>> 16);
  }

  /**
   * Takes the lock of {@code ref}, or one more level of it.
   *
   * @return false if the thread has to wait: it is to try again when it runs next
   */
  public boolean enter(GuestThread thread, int ref) {
    return enter(thread, ref, 1);
  }

  private boolean enter(GuestThread thread, int ref, int levels) {
    int word = memory.i32(wordOf(ref));
    if (!isInflated(word)) {
      int depth = (word & OWNER) == thread.lockOwner() ? word & DEPTH : 0;
      if ((word == 0 || depth > 0) && depth + levels <= DEPTH) {
        memory.i32(wordOf(ref), thread.lockOwner() | (depth + levels));
        return true;
      }
    }
    Monitor monitor = inflate(ref);
    if (monitor.enter(thread, levels)) {
      return true;
    }
    monitor.queue(thread);
    scheduler.block(ThreadStatus.BLOCKED, Turn.NEVER);
    return false;
  }

  private Monitor inflate(int ref) {
    int word = memory.i32(wordOf(ref));
    if (isInflated(word)) {
      return monitor(word);
    }
    int number = used.nextClearBit(0);
    if (number > DEPTH) {
      throw new IllegalStateException("more than " + DEPTH + " contended locks");
    }
    GuestThread owner = word == 0 ? null : threads.withNumber(word >>> 16);
    Monitor monitor = new Monitor(number, owner, word & DEPTH);
    used.set(number);
    while (inflated.size() <= number) {
      inflated.add(null);
    }
    inflated.set(number, monitor);
    memory.i32(wordOf(ref), OWNER | number);
    return monitor;
  }

  /** Makes a free lock that nobody wants a word again. */
  private void deflate(Monitor monitor, int ref) {
    if (monitor.owner() == null && monitor.isIdle()) {
      inflated.set(monitor.number(), null);
      used.clear(monitor.number());
      memory.i32(wordOf(ref), 0);
    }
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
    int word = memory.i32(wordOf(ref));
    if (isInflated(word)) {
      exit(monitor(word), ref, 1);
    } else {
      memory.i32(wordOf(ref), ((word - 1) & DEPTH) == 0 ? 0 : word - 1);
    }
    return true;
  }

  private void exit(Monitor monitor, int ref, int levels) {
    GuestThread next = monitor.exit(levels);
    if (next != null) {
      scheduler.wake(next, Wake.EVENT);
    }
    deflate(monitor, ref);
  }

  // ---- Wait and notify ----

  /** Gives up the lock of {@code ref}, which the current thread owns, and waits. */
  public void beginWait(GuestThread thread, int ref, long deadline) {
    Monitor monitor = inflate(ref);
    Turn turn = thread.turn();
    turn.begin();
    turn.savedDepth(monitor.depth());
    monitor.addWaiting(thread);
    boolean timed = deadline != Turn.NEVER;
    scheduler.block(timed ? ThreadStatus.TIMED_WAITING : ThreadStatus.WAITING, deadline);
    exit(monitor, ref, monitor.depth());
  }

  /**
   * Takes the lock again after waiting.
   *
   * @return false if the thread has to wait for it: it is to try again when it runs next
   */
  public boolean endWait(GuestThread thread, int ref) {
    Turn turn = thread.turn();
    turn.settle();
    int word = memory.i32(wordOf(ref));
    if (isInflated(word)) {
      monitor(word).removeWaiting(thread);
    }
    return enter(thread, ref, turn.savedDepth());
  }

  /** Lets all go on that wait for the thread whose object {@code ref} is; it need not own it. */
  void notifyEnded(int ref) {
    notify(ref, true);
    int word = memory.i32(wordOf(ref));
    if (isInflated(word) && monitor(word).owner() == null) {
      exit(monitor(word), ref, 0);
    }
  }

  /** Lets one thread or all that wait for a notification go on as soon as they get the lock. */
  public void notify(int ref, boolean all) {
    int word = memory.i32(wordOf(ref));
    if (!isInflated(word)) {
      return;
    }
    Monitor monitor = monitor(word);
    GuestThread thread = monitor.pollWaiting();
    while (thread != null) {
      // Whose time is over, or who was interrupted, is runnable already and takes no notification.
      if (scheduler.isWaiting(thread)) {
        monitor.queue(thread);
        scheduler.waitOn(thread, ThreadStatus.BLOCKED, Wake.EVENT);
        if (!all) {
          return;
        }
      }
      thread = monitor.pollWaiting();
    }
  }
}
