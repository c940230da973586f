package hotpath.interpreter.engine;

import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.link.Method;

/** Runs native methods for the control loop. */
public interface NativeMethods {
  /**
   * Runs the native whose frame is the thread's current one. Afterwards either that frame is gone
   * and the result pushed, or frames of guest code have taken its place or lie above it.
   */
  void call(GuestThread thread, Method method);
}
