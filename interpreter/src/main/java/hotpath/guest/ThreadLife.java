package hotpath.guest;

/** Begin and end of threads, as far as they call Java. */
final class ThreadLife {
  private ThreadLife() {}

  /** The outermost frame of every thread but the main one. */
  static void run(Thread thread) {
    try {
      ((Runnable) thread).run();
    } catch (Throwable thrown) {
      dispatch(thrown);
    }
    exit();
  }

  /** Gives an exception that nobody caught to the current thread's handler. */
  static void dispatch(Throwable thrown) {
    try {
      Internals.call(
          "java/lang/Thread",
          "dispatchUncaughtException",
          "(Ljava/lang/Throwable;)V",
          Thread.currentThread(),
          thrown,
          null);
    } catch (Throwable ofHandler) {
      report(ofHandler.getClass().getName(), Thread.currentThread().getName());
    }
  }

  /** Says on the host's error stream that a handler itself has thrown, in HotSpot's words. */
  private static native void report(String exception, String thread);

  /** What the library does at the end of a thread. */
  static void exit() {
    try {
      Internals.call("java/lang/Thread", "exit", "()V", Thread.currentThread(), null, null);
    } catch (Throwable ignored) {
      // The thread has no handler any more; it ends as if nothing was thrown, as with HotSpot.
      return;
    }
  }

  /** Makes a new object the current thread's, which has none or whose thread has ended with it. */
  static void become(Object group, String name) {
    Thread thread = (Thread) Instances.allocate(Thread.class);
    adopt(thread);
    Internals.call(
        "java/lang/Thread",
        "<init>",
        "(Ljava/lang/ThreadGroup;Ljava/lang/String;)V",
        thread,
        group,
        name);
    markRunning(thread);
  }

  /** Ends the thread of the current object, if there is one; from now on the current one is new. */
  private static native void adopt(Thread thread);

  private static native void markRunning(Thread thread);

  /** Waits until all threads but daemons and this one have ended. */
  static native void awaitUsers();
}
