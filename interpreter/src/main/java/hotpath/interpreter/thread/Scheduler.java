package hotpath.interpreter.thread;

import hotpath.gc.plan.Heap;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.ThreadStatus;
import hotpath.interpreter.frame.Turn;
import hotpath.interpreter.frame.Turn.Wake;
import hotpath.interpreter.link.Allocator;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.link.LibraryFields;
import hotpath.interpreter.vm.HostServices;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Decides which guest thread runs. Threads take turns in the order in which they became runnable; a
 * turn ends when the thread waits, yields, or has used up its slice, which is a number of
 * instructions. So the same program has the same run in every engine, traced or not.
 *
 * <p>A thread's slices end at counts that are a fixed distance apart, from where it last began to
 * run after waiting. They are there whether or not anybody else is runnable; only then does the
 * thread block's limit hold the next one, and a thread alone runs without limit. Thus a thread of
 * the library that wakes at a moment of its own (the collector's) does not move the points at which
 * the program's threads follow each other.
 *
 * <p>Time and what host threads have done come in here only: they are looked at when a thread is
 * chosen, and when none can run the host thread rests until there is something.
 */
public final class Scheduler {
  private final HostServices host;
  private final Heap heap;
  private final Allocator allocator;
  private final LibraryFields fields;
  private final long quantum;
  private final Deque<GuestThread> runnable = new ArrayDeque<>();
  private final PriorityQueue<GuestThread> timed = new PriorityQueue<>(Scheduler::wokenFirst);
  private GuestThread current;
  private boolean switching;
  private long deadlines;
  private final Requests requests = new Requests();
  private final Fuel fuel;
  private final Queue<GuestThread> arrived = new ConcurrentLinkedQueue<>();
  private int awaited;
  private @Nullable GuestThread referenceHandler;
  private boolean referencesPending;
  private Runnable switched = () -> {};

  /**
   * @param quantum instructions that a thread runs before the next one has its turn
   * @param fuel instructions that all threads may execute
   * @param first the thread that runs
   */
  public Scheduler(
      HostServices host,
      Heap heap,
      Allocator allocator,
      LibraryFields fields,
      long quantum,
      long fuel,
      GuestThread first) {
    this.host = host;
    this.heap = heap;
    this.allocator = allocator;
    this.fields = fields;
    this.quantum = quantum;
    this.current = first;
    this.fuel = new Fuel(fuel, first);
    allocator.current(first);
    limit();
  }

  private static int wokenFirst(GuestThread a, GuestThread b) {
    int byDeadline = Long.compare(a.turn().deadline(), b.turn().deadline());
    return byDeadline != 0 ? byDeadline : Long.compare(a.turn().order(), b.turn().order());
  }

  /** From now on {@code action} runs whenever another thread has its turn. */
  public void onSwitch(Runnable action) {
    switched = action;
  }

  // ---- Turns ----

  /**
   * The thread whose turn it is; null if none can run: there is a {@linkplain #requests request},
   * or none can ever run again.
   */
  public @Nullable GuestThread next() {
    if (!switching) {
      return current;
    }
    GuestThread chosen = choose();
    if (chosen != null) {
      run(chosen);
    }
    return chosen;
  }

  private @Nullable GuestThread choose() {
    while (true) {
      wakeTimed();
      wakeArrived();
      callReferenceHandler();
      GuestThread chosen = runnable.poll();
      if (chosen != null || isAlone()) {
        return chosen;
      }
      requests.parks();
      if (requests.isPending()) {
        return null;
      }
      if (arrived.isEmpty()) {
        rest();
      }
    }
  }

  /** Nobody can run: the host thread waits for the next deadline, or until it is woken. */
  private void rest() {
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("the VM's host thread was interrupted");
    }
    GuestThread sleeper = timed.peek();
    host.pause(sleeper == null ? Turn.NEVER : sleeper.turn().deadline() - host.nanoTime());
  }

  private void run(GuestThread chosen) {
    if (chosen != current) {
      heap.handWindow(current.block(), chosen.block());
      allocator.current(chosen);
      current = chosen;
      fuel.run(chosen);
      switched.run();
    }
    switching = false;
    Turn turn = chosen.turn();
    if (turn.isNewSlice()) {
      turn.newSlice(false);
      turn.sliceEnd(chosen.count() + quantum);
    }
    limit();
  }

  /** The thread that runs or ran last. */
  public GuestThread current() {
    return current;
  }

  /** Whether nobody but the current thread can have a turn as things are. */
  private boolean isAlone() {
    return runnable.isEmpty() && timed.isEmpty() && awaited == 0;
  }

  /**
   * Sets the limit of the current thread: where its slice ends, if somebody else may want a turn,
   * or where the fuel does.
   */
  private void limit() {
    requests.limit(current, Math.min(isAlone() ? Turn.NEVER : nextSliceEnd(), fuel.end()));
  }

  private long nextSliceEnd() {
    Turn turn = current.turn();
    long over = current.count() - turn.sliceEnd();
    if (over >= 0) {
      turn.sliceEnd(turn.sliceEnd() + (over / quantum + 1) * quantum);
    }
    return turn.sliceEnd();
  }

  /**
   * Whether the limit that the current thread has come to is where the fuel ends. Its count may be
   * less: it leaves before the branch that would reach the limit.
   */
  public boolean isFuelSpent() {
    return current.limit() == fuel.end();
  }

  /** What other host threads ask of the VM. */
  public Requests requests() {
    return requests;
  }

  /** The current thread has come to its limit: the next one has its turn. */
  public void sliceEnded() {
    switching = true;
    if (referencesPending) {
      // Not the end of a slice: the thread goes on behind the handler.
      runnable.addFirst(current);
      return;
    }
    current.turn().sliceEnd(current.turn().sliceEnd() + quantum);
    runnable.addLast(current);
  }

  /** The current thread lets all others have their turn. */
  public void yield() {
    current.turn().newSlice(true);
    runnable.addLast(current);
    switching = true;
  }

  /** A new thread waits for its first turn. */
  public void add(GuestThread thread) {
    show(thread, ThreadStatus.RUNNABLE);
    makeRunnable(thread);
  }

  private void makeRunnable(GuestThread thread) {
    runnable.addLast(thread);
    if (!switching) {
      limit();
    }
  }

  /** The current thread has ended. */
  void end(GuestThread thread) {
    heap.retireWindow(thread.block());
    switching = true;
  }

  // ---- Waiting ----

  /**
   * The current thread waits until {@link #wake}, or until the host's time is {@code deadline}; it
   * does not run before.
   */
  public void block(ThreadStatus status, long deadline) {
    Turn turn = current.turn();
    turn.wake(Wake.NONE);
    turn.newSlice(true);
    turn.deadline(deadline, deadlines++);
    show(current, status);
    if (deadline != Turn.NEVER) {
      timed.add(current);
    }
    switching = true;
  }

  /** Makes a waiting thread runnable; one that is runnable already is not changed. */
  public void wake(GuestThread thread, Wake by) {
    if (isWaiting(thread)) {
      stopClock(thread);
      thread.turn().wake(by);
      show(thread, ThreadStatus.RUNNABLE);
      makeRunnable(thread);
    }
  }

  /** Whether a thread waits for something. */
  public boolean isWaiting(GuestThread thread) {
    return thread.turn().status() != ThreadStatus.RUNNABLE
        && thread.turn().status() != ThreadStatus.TERMINATED;
  }

  /** A waiting thread waits for something else, and for as long as it takes. */
  void waitOn(GuestThread thread, ThreadStatus status, Wake by) {
    stopClock(thread);
    thread.turn().wake(by);
    show(thread, status);
  }

  /** Ends what {@code Thread.interrupt} can end. */
  public void interrupt(GuestThread thread) {
    if (thread.turn().status().isInterruptible()) {
      wake(thread, Wake.INTERRUPT);
    }
  }

  private void stopClock(GuestThread thread) {
    if (thread.turn().deadline() != Turn.NEVER) {
      timed.remove(thread);
      thread.turn().deadline(Turn.NEVER, 0);
    }
  }

  private void wakeTimed() {
    GuestThread first = timed.peek();
    if (first == null) {
      return;
    }
    long now = host.nanoTime();
    for (; first != null && first.turn().deadline() <= now; first = timed.peek()) {
      wake(first, Wake.TIME);
    }
  }

  /** Gives a thread a status, and shows it to the library. */
  public void show(GuestThread thread, ThreadStatus status) {
    thread.turn().status(status);
    int mirror = thread.mirror();
    int holder = mirror == 0 ? 0 : fields.ref(mirror, LibraryField.THREAD_HOLDER);
    if (holder != 0) {
      fields.i32(holder, LibraryField.THREAD_HOLDER_STATUS, status.number());
    }
  }

  /** The host time at which {@code nanos} have passed; it comes, in however many years. */
  public long deadlineIn(long nanos) {
    long now = host.nanoTime();
    return nanos >= Turn.NEVER - now ? Turn.NEVER - 1 : now + nanos;
  }

  // ---- Host threads ----

  /** The current thread waits for work that a host thread does for it. */
  public void awaitHost() {
    awaited++;
    block(ThreadStatus.IN_VM, Turn.NEVER);
  }

  /** The work for a thread is done. The one method that any host thread may call. */
  public void arrived(GuestThread thread) {
    arrived.add(thread);
    requests.wake();
  }

  private void wakeArrived() {
    for (GuestThread thread = arrived.poll(); thread != null; thread = arrived.poll()) {
      awaited--;
      wake(thread, Wake.EVENT);
    }
  }

  // ---- Reference objects ----

  /** The current thread waits until a collection has made references pending. */
  public void awaitReferences() {
    referenceHandler = current;
    fuel.makeFree(current);
    block(ThreadStatus.IN_VM, Turn.NEVER);
  }

  /**
   * There are pending references: the library's handler has the next turn, at the next loop header
   * or method entry, and whoever runs now goes on behind it.
   */
  public void referencesPending() {
    if (referenceHandler != null) {
      referencesPending = true;
      requests.limit(current, 0);
    }
  }

  /** Like {@link #referencesPending}, at once: the current thread is in a native. */
  public void handleReferences() {
    if (referencesPending && !switching) {
      runnable.addFirst(current);
      switching = true;
    }
  }

  private void callReferenceHandler() {
    GuestThread handler = referenceHandler;
    if (referencesPending && handler != null) {
      referencesPending = false;
      referenceHandler = null;
      handler.turn().wake(Wake.EVENT);
      show(handler, ThreadStatus.RUNNABLE);
      runnable.addFirst(handler);
    }
  }
}
