package hotpath.recorder;

import hotpath.interpreter.frame.GuestThread;
import hotpath.tssa.ir.Tssa;
import org.jspecify.annotations.Nullable;

/** Makes optimized Trace SSA runnable and runs it: by machine code, or by evaluation. */
interface TraceCode extends AutoCloseable {
  /**
   * Makes a trace runnable.
   *
   * @param parent the exit that a bridge starts at; from now on the exit goes there
   * @return why it cannot be done, or null
   */
  @Nullable AbortReason install(int trace, Tssa code, @Nullable TraceExit parent);

  /** What is not in the frame at an exit. */
  Inheritance inherited(TraceExit exit);

  /** Is told that an exit from which nothing will grow was taken. */
  void warm(TraceExit exit);

  /**
   * Runs from the anchor of a root trace until an exit without a bridge is taken; the thread's
   * state is then restored.
   *
   * @return which
   */
  Left run(GuestThread thread, int trace);

  @Override
  void close();

  /**
   * An exit that was taken, and the frame pointer that its trace had on entry, as region offset.
   */
  record Left(int trace, int exit, long entryFp) {}
}
