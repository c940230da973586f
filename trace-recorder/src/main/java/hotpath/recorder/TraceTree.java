package hotpath.recorder;

import java.util.ArrayList;
import java.util.List;

/**
 * A root trace with all bridges that have grown from it: what is linked, counted and evicted
 * together.
 */
public final class TraceTree {
  private final Anchor anchor;
  private final long born;
  private final Temperature temperature = new Temperature();
  private final List<Trace> traces = new ArrayList<>();

  /**
   * @param born instructions executed when its root was recorded
   */
  TraceTree(Anchor anchor, long born) {
    this.anchor = anchor;
    this.born = born;
  }

  public Anchor anchor() {
    return anchor;
  }

  long born() {
    return born;
  }

  Temperature temperature() {
    return temperature;
  }

  /** The root first, then bridges in the order in which they were compiled. */
  public List<Trace> traces() {
    return traces;
  }

  public Trace root() {
    return traces.getFirst();
  }

  void add(Trace trace) {
    traces.add(trace);
  }
}
