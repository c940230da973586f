package hotpath.recorder;

import hotpath.interpreter.predecode.PreparedMethod;
import org.jspecify.annotations.Nullable;

/**
 * A compiled trace: a root, which is entered at its anchor, or a bridge, which is entered from a
 * side exit of another trace of its tree.
 */
public final class Trace {
  private final int number;
  private final TraceTree tree;
  private final @Nullable TraceExit parent;
  private final PreparedMethod method;
  private final long startPc;
  private final TraceExit[] exits;
  private final int steps;
  private long entries;

  Trace(
      int number,
      TraceTree tree,
      @Nullable TraceExit parent,
      PreparedMethod method,
      long startPc,
      TraceExit[] exits,
      int steps) {
    this.number = number;
    this.tree = tree;
    this.parent = parent;
    this.method = method;
    this.startPc = startPc;
    this.exits = exits;
    this.steps = steps;
  }

  public int number() {
    return number;
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

  public int exitCount() {
    return exits.length;
  }

  public TraceExit exit(int number) {
    return exits[number];
  }

  /** Code words recorded. */
  public int steps() {
    return steps;
  }

  /** How often it was entered from the interpreter. */
  public long entries() {
    return entries;
  }

  void entered() {
    entries++;
  }
}
