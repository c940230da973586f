package hotpath.recorder;

import hotpath.interpreter.meaning.LeaveReason;
import hotpath.tssa.ir.Kind;
import org.jspecify.annotations.Nullable;

/** A side exit of a compiled trace: how often it was taken, and the bridge that has grown there. */
public final class TraceExit {
  private static final Kind[] KINDS = Kind.values();

  private final Trace trace;
  private final int number;
  private final LeaveReason reason;
  private final long pc;
  private final int[] kinds;
  private final boolean isLink;
  private int hits;
  private int attempts;
  private boolean closed;
  private @Nullable Trace bridge;

  /**
   * @param kinds of the snapshot's slots: {@code slot << 3 | kind}
   * @param isLink whether it is the end of a trace that goes to another one
   */
  TraceExit(Trace trace, int number, LeaveReason reason, long pc, int[] kinds, boolean isLink) {
    this.kinds = kinds;
    this.isLink = isLink;
    this.trace = trace;
    this.number = number;
    this.reason = reason;
    this.pc = pc;
  }

  /** The trace that it is an exit of. */
  public Trace trace() {
    return trace;
  }

  /**
   * Whether it is the end of a trace that goes to another one; taken only while the link is cut,
   * with all state in the frame.
   */
  boolean isLink() {
    return isLink;
  }

  public int number() {
    return number;
  }

  public LeaveReason reason() {
    return reason;
  }

  /** Region offset of the code word where the interpreter goes on. */
  public long pc() {
    return pc;
  }

  public int hits() {
    return hits;
  }

  public @Nullable Trace bridge() {
    return bridge;
  }

  /** Recordings begun here. */
  public int attempts() {
    return attempts;
  }

  /**
   * Whether a path from here can be compiled: the program went another way. Exits for the VM's sake
   * (limits, allocation) and failed checks, which throw, are no paths.
   */
  boolean isPath() {
    return reason == LeaveReason.PATH || reason == LeaveReason.DECISION;
  }

  int hit() {
    return ++hits;
  }

  int attempt() {
    return ++attempts;
  }

  /** Whether nobody will try again to grow a bridge here. */
  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
  }

  /** Kind of the value that its snapshot has for a slot. */
  Kind kind(int slot) {
    for (int each : kinds) {
      if (each >> 3 == slot) {
        return KINDS[each & 7];
      }
    }
    throw new IllegalArgumentException("slot " + slot + " is not in the snapshot");
  }

  void grown(Trace trace) {
    bridge = trace;
  }
}
