package hotpath.interpreter.engine;

import hotpath.interpreter.frame.GuestThread;

/**
 * Runs guest code until it needs the VM. The state is in the guest's frames and the thread block
 * whenever an engine is not running, so engines can take over from each other at any code word.
 */
public interface Engine extends AutoCloseable {
  /** Runs, and returns the number of the {@code LeaveReason} that ended it. */
  int run(GuestThread thread);

  /** Runs one code word; 0 if no reason to leave arose. */
  int step(GuestThread thread);

  /** Whether it executes superinstructions; else code words must have none. */
  default boolean takesSuperinstructions() {
    return false;
  }

  /** From now on the engine may go to traces by itself; one that cannot leaves for each. */
  default void traces(TraceEntries entries) {}

  /** Gives back what the engine took from the host. */
  @Override
  default void close() {}
}
