package hotpath.interpreter.engine;

import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.ThreadBlock;

/** Says which traces an engine goes to without the VM. */
@FunctionalInterface
public interface TraceEntries {
  /** None: the engine leaves for each. */
  TraceEntries NONE = thread -> thread.memory().i64(thread.block() + ThreadBlock.TRACE_CODE, 0);

  /** Writes it to the thread block, before the engine runs. */
  void install(GuestThread thread);
}
