package hotpath.guest;

import java.util.Map;

/** Runs the program's shutdown hooks one after the other, on the thread that ends the VM. */
final class ShutdownHooks {
  private ShutdownHooks() {}

  /** Replaces {@code ApplicationShutdownHooks.runHooks}. */
  static void run() {
    for (Thread hook : takeHooks().keySet()) {
      try {
        ((Runnable) hook).run();
      } catch (Throwable thrown) {
        Internals.call(
            "java/lang/Thread",
            "dispatchUncaughtException",
            "(Ljava/lang/Throwable;)V",
            hook,
            thrown,
            null);
      }
    }
  }

  /** The hooks; the library then takes no more. */
  private static native Map<Thread, Thread> takeHooks();
}
