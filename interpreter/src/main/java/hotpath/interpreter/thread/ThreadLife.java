package hotpath.interpreter.thread;

import hotpath.interpreter.engine.CodeStubs;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.ThreadStatus;
import hotpath.interpreter.frame.Turn;
import hotpath.interpreter.frame.Turn.Wake;
import hotpath.interpreter.link.GuestCalls;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.link.LibraryFields;
import org.jspecify.annotations.Nullable;

/**
 * Begin and end of guest threads: from {@code Thread.start0} to the notification of those that
 * join; and the end of the program, which comes when the last thread that is no daemon has ended.
 *
 * <p>The main thread is not counted: it runs what the end asks for.
 */
public final class ThreadLife {
  private final ThreadTable threads;
  private final Scheduler scheduler;
  private final Monitors monitors;
  private final LibraryFields fields;
  private final GuestCalls calls;
  private final CodeStubs stubs;
  private int users;
  private @Nullable GuestThread lastOne;

  public ThreadLife(
      ThreadTable threads,
      Scheduler scheduler,
      Monitors monitors,
      LibraryFields fields,
      GuestCalls calls,
      CodeStubs stubs) {
    this.threads = threads;
    this.scheduler = scheduler;
    this.monitors = monitors;
    this.fields = fields;
    this.calls = calls;
    this.stubs = stubs;
  }

  /**
   * Starts a thread.
   *
   * @param mirror its object
   * @return false if there is no room for it
   */
  public boolean start(int mirror) {
    GuestThread thread = threads.create();
    if (thread == null) {
      return false;
    }
    adopt(thread, mirror);
    thread.pushRef(mirror);
    calls.enter(
        thread,
        calls.guestMethod("ThreadLife", "run", "(Ljava/lang/Thread;)V"),
        stubs.threadEnd(),
        0);
    if (!isDaemon(mirror)) {
      users++;
    }
    scheduler.add(thread);
    return true;
  }

  /**
   * Starts a thread that calls {@code System.exit}, as the one of a signal does with HotSpot; it
   * makes its own object. No other thread is stopped meanwhile, and nobody waits for this one.
   *
   * @return false if there is no room for it
   */
  public boolean startShutdown(int exitCode) {
    GuestThread thread = threads.create();
    if (thread == null) {
      return false;
    }
    thread.pushRef(anyMirror());
    thread.pushInt(exitCode);
    calls.enter(
        thread,
        calls.guestMethod("Launch", "exit", "(Ljava/lang/Thread;I)V"),
        stubs.threadEnd(),
        0);
    scheduler.add(thread);
    return true;
  }

  /** The object of a thread that lives; the main thread's may not be made yet. */
  private int anyMirror() {
    for (GuestThread thread : threads.all()) {
      int mirror = thread.mirror();
      if (mirror != 0 && fields.ref(mirror, LibraryField.THREAD_HOLDER) != 0) {
        return mirror;
      }
    }
    throw new IllegalStateException("no thread has an object");
  }

  /** Moves a thread to a larger stack; false if it has the largest. */
  public boolean growStack(GuestThread thread) {
    return threads.growStack(thread);
  }

  /** Makes an object a thread's. */
  public void adopt(GuestThread thread, int mirror) {
    thread.mirror(mirror);
    fields.i64(mirror, LibraryField.THREAD_EETOP, thread.block());
  }

  /** The thread of an object; null if it has not begun or has ended. */
  public @Nullable GuestThread of(int mirror) {
    return threads.withBlock(fields.i64(mirror, LibraryField.THREAD_EETOP));
  }

  private boolean isDaemon(int mirror) {
    int holder = fields.ref(mirror, LibraryField.THREAD_HOLDER);
    return fields.bool(holder, LibraryField.THREAD_HOLDER_DAEMON);
  }

  /** The current thread's outermost frame is gone. */
  public void end(GuestThread thread) {
    boolean user = !isDaemon(thread.mirror());
    endMirror(thread);
    scheduler.end(thread);
    threads.remove(thread);
    if (user && --users == 0 && lastOne != null) {
      scheduler.wake(lastOne, Wake.EVENT);
    }
  }

  /** Parts the current thread from its object, which is then that of a thread that has ended. */
  public void endMirror(GuestThread thread) {
    int mirror = thread.mirror();
    scheduler.show(thread, ThreadStatus.TERMINATED);
    fields.i64(mirror, LibraryField.THREAD_EETOP, 0);
    monitors.notifyEnded(mirror);
    thread.mirror(0);
  }

  /** Whether only daemons are left; if not, the current thread waits until then. */
  public boolean awaitUsers(GuestThread thread) {
    if (users == 0) {
      return true;
    }
    lastOne = thread;
    scheduler.block(ThreadStatus.IN_VM, Turn.NEVER);
    return false;
  }
}
