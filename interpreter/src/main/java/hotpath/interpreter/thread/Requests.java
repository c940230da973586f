package hotpath.interpreter.thread;

import hotpath.interpreter.frame.GuestThread;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What other host threads ask of a VM: to end. This is the one door for them, and any of them may
 * use it at any time, also when the VM is closed.
 *
 * <p>A request is noted; then the limit of the guest thread that runs is lowered, so that it leaves
 * at its next loop header or method entry, and a VM that rests is woken. Limits are set and lowered
 * under one lock, and a limit that is set while something is asked is lowered at once: so no
 * request is lost between two turns, and none touches guest memory that has been given back.
 */
public final class Requests {
  /** What is asked of a VM. */
  public sealed interface Request {
    /** Run no further guest instruction: the reason in one line, and the exit code. */
    record End(String reason, int exitCode) implements Request {}

    /** Run the library's shutdown, as if a guest thread had called {@code System.exit}. */
    record ShutDown(int exitCode) implements Request {}
  }

  private final Queue<Request> asked = new ArrayDeque<>();
  private volatile boolean pending;
  private @Nullable GuestThread running;
  private @Nullable Thread host;

  /** Asks; returns at once. */
  public synchronized void ask(Request request) {
    asked.add(request);
    pending = true;
    if (running != null) {
      running.limit(0);
    }
    LockSupport.unpark(host);
  }

  /** Ends a rest of the VM's host thread: there is something for it to look at. */
  synchronized void wake() {
    LockSupport.unpark(host);
  }

  // ---- The VM's host thread ----

  /** Whether the VM is to look at {@link #next}. */
  public boolean isPending() {
    return pending;
  }

  /** Takes the oldest request; null if there is none. */
  public synchronized @Nullable Request next() {
    Request request = asked.poll();
    pending = !asked.isEmpty();
    return request;
  }

  /** The caller may park from now on: whoever has something for it wakes it. */
  synchronized void parks() {
    host = Thread.currentThread();
  }

  /** Makes a guest thread the one that runs, and sets its limit. */
  synchronized void limit(GuestThread thread, long count) {
    running = thread;
    thread.limit(pending ? 0 : count);
  }

  /** Guest memory is given back. */
  public synchronized void close() {
    running = null;
    host = null;
  }
}
