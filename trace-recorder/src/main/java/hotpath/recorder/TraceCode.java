package hotpath.recorder;

import hotpath.interpreter.engine.TraceEntries;
import hotpath.interpreter.frame.GuestThread;
import hotpath.tssa.code.RoomMaker;
import hotpath.tssa.ir.Tssa;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes optimized Trace SSA runnable and runs it: by machine code, or by evaluation. */
interface TraceCode extends AutoCloseable {
  /**
   * Makes a trace runnable. The exit that a bridge starts at goes there from now on; the end of the
   * trace goes nowhere before it is linked.
   *
   * @param room asked if there is no room for its code
   * @return why it cannot be done, or null
   */
  @Nullable AbortReason install(Trace trace, Tssa code, RoomMaker room);

  /** From now on the end of a trace goes to {@code root} without coming back. */
  void link(Trace trace, Trace root);

  /** From now on the end of a trace comes back. */
  void unlink(Trace trace);

  /** Forgets a trace. None that stays goes to it. */
  void remove(Trace trace);

  /** What a trace takes. */
  int bytes(Trace trace);

  /** Bytes in which the exits of a trace are described. */
  int exitBytes(Trace trace);

  /** Which of {@code trees} must go so that a piece of code fits; see {@link VictimSearch}. */
  List<TraceTree> victims(List<TraceTree> trees, int bytes, int alignment);

  /** What is not in the frame at an exit. */
  Inheritance inherited(TraceExit exit);

  /** Is told that an exit from which nothing will grow was taken. */
  void warm(TraceExit exit);

  /** Through what the engine goes to roots by itself. */
  TraceEntries entries();

  /**
   * Lets the engine go to a root by itself from now on, until it is shut or removed.
   *
   * @return false if the engine, or what traces are run by, cannot: then the VM runs each
   */
  boolean open(GuestThread thread, Trace root);

  /** The engine asks before it goes to a root the next time. */
  void shut(Trace root);

  /** Restores the thread's state after the engine left a trace that it went to by itself. */
  Left sideExit(GuestThread thread);

  /**
   * Runs from the anchor of a root trace until an exit without a bridge, or a cut link, is taken;
   * the thread's state is then restored.
   *
   * @return which
   */
  Left run(GuestThread thread, Trace root);

  @Override
  void close();

  /**
   * An exit that was taken.
   *
   * @param slot of its trace
   * @param entryFp the frame pointer that the trace had on entry, as region offset
   */
  record Left(int slot, int exit, long entryFp) {}
}
