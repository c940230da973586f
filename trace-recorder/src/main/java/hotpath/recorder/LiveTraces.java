package hotpath.recorder;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The traces that have code. Each has a slot, by which code words and the numbers of exits name it:
 * there are few bits for that in a word, so slots are used again, the lowest free one first. Its
 * number, by which events, dumps and Trace SSA name it, is never used again.
 */
final class LiveTraces {
  private final List<Trace> traces = new ArrayList<>();
  private final List<@Nullable Trace> bySlot = new ArrayList<>();
  private final BitSet taken = new BitSet();
  private int nextNumber;

  int size() {
    return traces.size();
  }

  /** By ascending number. */
  List<Trace> all() {
    return traces;
  }

  /** By ascending number of their roots. */
  List<TraceTree> trees() {
    List<TraceTree> trees = new ArrayList<>();
    for (Trace trace : traces) {
      if (trace.isRoot()) {
        trees.add(trace.tree());
      }
    }
    return trees;
  }

  int nextNumber() {
    return nextNumber;
  }

  int freeSlot() {
    return taken.nextClearBit(0);
  }

  void add(Trace trace) {
    int slot = trace.slot();
    if (taken.get(slot)) {
      throw new IllegalStateException("two traces in slot " + slot);
    }
    taken.set(slot);
    if (slot == bySlot.size()) {
      bySlot.add(trace);
    } else {
      bySlot.set(slot, trace);
    }
    traces.add(trace);
    nextNumber = trace.number() + 1;
  }

  /** The slot keeps nothing of the trace alive. */
  void remove(Trace trace) {
    taken.clear(trace.slot());
    traces.remove(trace);
    bySlot.set(trace.slot(), null);
  }

  Trace at(int slot) {
    Trace trace = taken.get(slot) ? bySlot.get(slot) : null;
    if (trace == null) {
      throw new IllegalStateException("no trace is in slot " + slot);
    }
    return trace;
  }
}
