package hotpath.recorder;

import java.util.ArrayList;
import java.util.List;

/**
 * A root trace with all bridges that have grown from it: what is linked, counted and evicted
 * together.
 */
public final class TraceTree {
  private final Anchor anchor;
  private final List<Trace> traces = new ArrayList<>();

  TraceTree(Anchor anchor) {
    this.anchor = anchor;
  }

  public Anchor anchor() {
    return anchor;
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
