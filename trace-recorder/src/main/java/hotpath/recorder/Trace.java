package hotpath.recorder;

import hotpath.interpreter.predecode.PreparedMethod;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A compiled trace: a root, which is entered at its anchor, or a bridge, which is entered from a
 * side exit of another trace of its tree.
 */
public final class Trace {
  private final int number;
  private final int slot;
  private final TraceTree tree;
  private final @Nullable TraceExit parent;
  private final PreparedMethod method;
  private final long startPc;
  private final int steps;
  private final @Nullable Anchor end;
  private @Nullable ExitRecords records;
  private @Nullable TraceExit[] exits = {};
  private long entries;
  private int lastLinked = -1;

  /**
   * A trace that is about to be compiled.
   *
   * @param end the anchor that its path goes to; null if it ends otherwise
   */
  Trace(
      int number,
      int slot,
      TraceTree tree,
      @Nullable TraceExit parent,
      Recording recording,
      @Nullable Anchor end) {
    this.number = number;
    this.slot = slot;
    this.tree = tree;
    this.parent = parent;
    this.method = recording.method();
    this.startPc = recording.anchorPc();
    this.steps = recording.steps().size();
    this.end = end;
  }

  /** What events, dumps and Trace SSA call it; no other trace ever has the same. */
  public int number() {
    return number;
  }

  /** What code words and its exits call it as long as it lives. */
  int slot() {
    return slot;
  }

  /** The anchor to whose tree its end goes, when it has one; null if it ends otherwise. */
  @Nullable Anchor end() {
    return end;
  }

  public TraceTree tree() {
    return tree;
  }

  public boolean isRoot() {
    return parent == null;
  }

  /** The exit that a bridge starts at; null for a root. */
  public @Nullable TraceExit parent() {
    return parent;
  }

  /** The method of the first code word. */
  public PreparedMethod method() {
    return method;
  }

  /** Region offset of the code word at which the path starts. */
  public long startPc() {
    return startPc;
  }

  void exits(ExitRecords all) {
    records = all;
    exits = new TraceExit[all.count()];
  }

  public int exitCount() {
    return exits.length;
  }

  /** Whether the exit was ever asked for, as one is that is taken. */
  public boolean isKnown(int number) {
    return exits[number] != null;
  }

  public TraceExit exit(int number) {
    TraceExit exit = exits[number];
    if (exit == null) {
      exit = Objects.requireNonNull(records).exit(this, number);
      exits[number] = exit;
    }
    return exit;
  }

  /** Bytes in which its exits are described. */
  int exitBytes() {
    return records == null ? 0 : records.byteSize();
  }

  /** Code words recorded. */
  public int steps() {
    return steps;
  }

  /** How often it was entered from the interpreter. */
  public long entries() {
    return entries;
  }

  /** Notes that its end goes to {@code root}; returns whether that is another one than before. */
  boolean linked(Trace root) {
    boolean isOther = lastLinked != root.number;
    lastLinked = root.number;
    return isOther;
  }

  void entered() {
    entries++;
  }
}
