package hotpath.interpreter.meaning;

import org.jspecify.annotations.Nullable;

/**
 * Why guest code left its engine (or a trace) for the VM: the one table of reasons. The state is
 * either before the instruction at pc, which restarts when the VM has done its work (or is where an
 * exception is thrown), or after it.
 */
public enum LeaveReason {
  /** Never used by code: number 0 means "go on" between the parts of an engine. */
  NONE(State.AFTER, null),

  /** The word is not yet quickened. */
  RESOLVE(State.BEFORE, null),
  /** The method is not yet pre-decoded. */
  PREPARE(State.BEFORE, null),
  /** A native method's frame has been entered. */
  NATIVE(State.BEFORE, null),
  /** An abstract method was selected. */
  ABSTRACT(State.BEFORE, null),
  /** No room in the allocation window, or the plan wants to see each allocation. */
  ALLOCATE(State.BEFORE, null),
  /** The instruction is the VM's work: multianewarray, contended monitors, deep type checks. */
  VM_INSTRUCTION(State.BEFORE, null),
  /** A leaf routine's result is not remembered: its arguments and number are the value words. */
  LEAF(State.BEFORE, null),
  /** What an intrinsic needs does not hold: its word becomes the call that it stands for. */
  INTRINSIC(State.BEFORE, null),
  /** The object has no identity hash yet. */
  IDENTITY_HASH(State.BEFORE, null),
  /** A monitor is owned by another thread, inflated, or not owned. */
  MONITOR(State.BEFORE, null),
  /** athrow; the exception is on the operand stack. */
  THROW(State.BEFORE, null),

  NULL_POINTER(State.BEFORE, "java/lang/NullPointerException"),
  ARRAY_BOUNDS(State.BEFORE, "java/lang/ArrayIndexOutOfBoundsException"),
  ARITHMETIC(State.BEFORE, "java/lang/ArithmeticException"),
  NEGATIVE_SIZE(State.BEFORE, "java/lang/NegativeArraySizeException"),
  CLASS_CAST(State.BEFORE, "java/lang/ClassCastException"),
  ARRAY_STORE(State.BEFORE, "java/lang/ArrayStoreException"),
  INCOMPATIBLE(State.BEFORE, "java/lang/IncompatibleClassChangeError"),
  STACK_OVERFLOW(State.BEFORE, "java/lang/StackOverflowError"),

  /** A backward branch's counter has run down. */
  HOT_LOOP(State.BEFORE, null),
  /** A method entry's counter has run down. */
  HOT_CALL(State.BEFORE, null),
  /** The count has reached the limit at a loop header or method entry. */
  LIMIT(State.BEFORE, null),
  /** At an anchor that has a trace; its slot is value word 0. */
  TRACE(State.AFTER, null),
  /**
   * Of the threaded engine, no handler's: a trace that it went to by itself was left; the number of
   * the exit is in the thread block, and the state where the exit says.
   */
  SIDE_EXIT(State.AFTER, null),
  /** The outermost frame has returned. */
  THREAD_END(State.AFTER, null),

  // Of traces only.
  /** A branch went the other way; the state is behind it. */
  PATH(State.AFTER, null),
  /** Another class, switch entry or return address than on the path; the instruction restarts. */
  DECISION(State.BEFORE, null),
  /** The trace ends here; the interpreter goes on. */
  TRACE_END(State.AFTER, null);

  /** Which state the interpreter's frame is in. */
  public enum State {
    BEFORE,
    AFTER
  }

  private static final LeaveReason[] ALL = values();

  private final State state;
  private final @Nullable String exception;

  LeaveReason(State state, @Nullable String exception) {
    this.state = state;
    this.exception = exception;
  }

  public static LeaveReason at(int number) {
    return ALL[number];
  }

  public int number() {
    return ordinal();
  }

  public State state() {
    return state;
  }

  /** The guest exception that the reason stands for, or null. */
  public @Nullable String exception() {
    return exception;
  }
}
