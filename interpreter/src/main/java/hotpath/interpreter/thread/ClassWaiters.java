package hotpath.interpreter.thread;

import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.Turn.Wake;
import hotpath.interpreter.link.Klass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Threads that wait until another one has initialized a class (JVMS 5.5, step 2). */
public final class ClassWaiters {
  private final Scheduler scheduler;
  private final Map<Klass, List<GuestThread>> waiting = new HashMap<>();

  public ClassWaiters(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Notes that a thread, which blocks now, waits for a class. */
  public void add(Klass klass, GuestThread thread) {
    waiting.computeIfAbsent(klass, k -> new ArrayList<>()).add(thread);
  }

  /** A class is initialized, or has failed to be. */
  public void finished(Klass klass) {
    List<GuestThread> threads = waiting.remove(klass);
    if (threads != null) {
      threads.forEach(thread -> scheduler.wake(thread, Wake.EVENT));
    }
  }
}
