package hotpath.recorder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes room for traces by giving up whole trees that are cold. Of an evicted tree nothing is left:
 * its anchor's words count again, the ends of other traces that went to it leave to the
 * interpreter, its code is overwritten by traps, and no object of the host refers to its traces.
 *
 * <p>A round of eviction takes the coldest trees whose going makes room, and those only. Then it
 * cuts all links between the trees that stay, and shuts the way of the engine to them: the next use
 * of each comes by way of {@link Tracing}, which warms the tree that it leads to and mends the
 * link. So it is known of each tree whether it was used since the last round, and no instruction of
 * a trace counts anything.
 *
 * <p>Against thrashing each eviction doubles what an anchor must count before it is recorded again,
 * and how often its exits must be taken before they get bridges, unless the tree lived for so long
 * that compiling it was cheap.
 */
final class Eviction {
  /** Executed instructions in which compiling a tree is lost, even if they run at full speed. */
  private static final long LONG_LIFE = 1L << 28;

  private final LiveTraces live;
  private final TraceCode code;
  private final TraceTuning tuning;
  private final TraceListener listener;
  private final TracingFigures figures;

  Eviction(
      LiveTraces live,
      TraceCode code,
      TraceTuning tuning,
      TraceListener listener,
      TracingFigures figures) {
    this.live = live;
    this.code = code;
    this.tuning = tuning;
    this.listener = listener;
    this.figures = figures;
  }

  /**
   * Makes room for a piece of code.
   *
   * @param kept trees that must stay, since the code will belong to them or go there
   * @param now instructions executed so far
   * @return false if there is no room without the trees that are kept; then all stay
   */
  boolean makeRoom(int bytes, int alignment, List<TraceTree> kept, long now) {
    return evict(code.victims(coldestFirst(kept), bytes, alignment), now);
  }

  /** Makes room for one more trace among those that may live; otherwise as {@link #makeRoom}. */
  boolean makeSlot(List<TraceTree> kept, long now) {
    List<TraceTree> trees = coldestFirst(kept);
    return evict(trees.isEmpty() ? trees : trees.subList(0, 1), now);
  }

  /** Of trees that are equally cold the oldest comes first. */
  private List<TraceTree> coldestFirst(List<TraceTree> kept) {
    List<TraceTree> trees = new ArrayList<>(live.trees());
    trees.removeAll(kept);
    trees.sort(Comparator.comparingInt(tree -> tree.temperature().degrees()));
    return trees;
  }

  private boolean evict(List<TraceTree> victims, long now) {
    if (victims.isEmpty()) {
      return false;
    }
    for (Trace trace : live.all()) {
      cut(trace);
    }
    for (TraceTree victim : victims) {
      evict(victim, now);
    }
    for (TraceTree tree : live.trees()) {
      tree.temperature().cool();
    }
    return true;
  }

  private void evict(TraceTree tree, long now) {
    tree.anchor().evicted(now - tree.born() >= LONG_LIFE, tuning);
    for (Trace trace : tree.traces()) {
      listener.evicted(trace, code.bytes(trace), tree.temperature().degrees());
      code.remove(trace);
      live.remove(trace);
    }
    figures.evicted(tree.traces().size());
  }

  /** Within a tree links stay. */
  private void cut(Trace trace) {
    if (trace.isRoot()) {
      code.shut(trace);
    }
    Anchor end = trace.end();
    if (end != null && end != trace.tree().anchor()) {
      code.unlink(trace);
    }
  }
}
