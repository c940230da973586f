package hotpath.platform;

import org.jspecify.annotations.Nullable;

/**
 * What an {@link EventLog} is told. Reasons are names of the enum that the reporting module keeps
 * them in. Everything here but nanoseconds is the same in each run of a program.
 */
public sealed interface VmEvent {
  /**
   * A recording began.
   *
   * @param parent the hot exit; null for a root trace
   * @param count what the counter of the anchor or exit had reached
   */
  record RecordingStarted(CodePosition anchor, @Nullable ParentExit parent, long count)
      implements VmEvent {}

  /**
   * A recording was given up.
   *
   * @param reason a name of the recorder's abort reasons
   * @param at the bytecode that stood in the way
   * @param mnemonic of that bytecode
   * @param detail what the reason alone does not say (a method, a limit); may be empty
   * @param count aborts of this anchor so far
   * @param penalty what the anchor must count now before it is recorded again
   */
  record RecordingAborted(
      CodePosition anchor,
      @Nullable ParentExit parent,
      String reason,
      CodePosition at,
      String mnemonic,
      String detail,
      int count,
      int penalty)
      implements VmEvent {}

  /** A recording became a trace that can be entered. */
  record TraceCompiled(
      int trace,
      CodePosition anchor,
      @Nullable ParentExit parent,
      int bytecodes,
      int operations,
      int codeBytes,
      long recordNanos,
      long compileNanos)
      implements VmEvent {}

  /** The end or an exit of a trace now jumps to another trace; {@code exit} is -1 for its end. */
  record TraceLinked(int trace, int exit, int target) implements VmEvent {}

  /** An anchor or exit is not recorded any more. */
  record Blacklisted(CodePosition anchor, @Nullable ParentExit parent, String reason, int aborts)
      implements VmEvent {}

  /** The penalties of an anchor are forgotten, since what stood in the way is a trace now. */
  record Forgiven(CodePosition anchor) implements VmEvent {}

  /** A trace is not entered any more, since something it assumed has ended. */
  record TraceUnlinked(int trace, String reason) implements VmEvent {}

  /** The code of a trace was given back. */
  record TraceEvicted(int trace, int codeBytes, int temperature) implements VmEvent {}

  /** Recording ended for good: too many aborts without a usable trace. */
  record MonitorDisconnected(String reason, int aborts) implements VmEvent {}

  /** A collection of the guest's heap. */
  record Collection(
      long number, String reason, long bytesBefore, long bytesAfter, long collectNanos)
      implements VmEvent {}
}
