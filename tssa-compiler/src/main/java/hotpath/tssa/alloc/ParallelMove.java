package hotpath.tssa.alloc;

import hotpath.tssa.lir.Location;
import java.util.Arrays;

/**
 * Copies that happen at once, brought into an order in which they can happen one after the other: a
 * copy is due when nobody still reads its target. What is left then are cycles; a cycle of
 * registers of one bank is turned by exchanges if the machine has one, any other by way of a word
 * of memory kept for that.
 */
public final class ParallelMove {

  /** Takes the copies in their order. */
  public interface Sink {
    /** Copies from anywhere to anywhere; {@code value} says the kind. */
    void move(int source, int target, int value);

    /** Exchanges two registers; false if the machine cannot do that. */
    boolean exchange(int a, int b);
  }

  private int[] sources = new int[16];
  private int[] targets = new int[16];
  private int[] values = new int[16];
  private int count;

  public void clear() {
    count = 0;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /** Adds a copy; no two may have one target. */
  public void add(int source, int target, int value) {
    if (source == target) {
      return;
    }
    if (count == sources.length) {
      sources = Arrays.copyOf(sources, 2 * count);
      targets = Arrays.copyOf(targets, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
    }
    sources[count] = source;
    targets[count] = target;
    values[count++] = value;
  }

  /** Adds the copies of a group; returns the index of the first move of a later group. */
  public int addGroup(Moves moves, int from, int group) {
    int i = from;
    while (i < moves.count() && moves.group(i) == group) {
      add(moves.source(i), moves.target(i), moves.value(i));
      i++;
    }
    return i;
  }

  /**
   * Hands all copies to {@code sink} and forgets them.
   *
   * @param word a location in memory that none of them mentions
   */
  public void resolve(Sink sink, int word) {
    while (count > 0) {
      if (!moveAllDue(sink)) {
        breakCycle(sink, word);
      }
    }
  }

  private boolean moveAllDue(Sink sink) {
    boolean moved = false;
    int i = 0;
    while (i < count) {
      if (isRead(targets[i], i)) {
        i++;
        continue;
      }
      sink.move(sources[i], targets[i], values[i]);
      remove(i);
      moved = true;
    }
    return moved;
  }

  private void remove(int i) {
    count--;
    // Keeps the order: moves of one group that do not depend on each other stay as they were added.
    System.arraycopy(sources, i + 1, sources, i, count - i);
    System.arraycopy(targets, i + 1, targets, i, count - i);
    System.arraycopy(values, i + 1, values, i, count - i);
  }

  private boolean isRead(int location, int except) {
    for (int i = 0; i < count; i++) {
      if (i != except && sources[i] == location) {
        return true;
      }
    }
    return false;
  }

  private void breakCycle(Sink sink, int word) {
    int source = sources[0];
    int target = targets[0];
    if (Location.isReg(source) && Location.isReg(target) && sink.exchange(source, target)) {
      for (int i = 0; i < count; i++) {
        if (sources[i] == target) {
          sources[i] = source;
        } else if (sources[i] == source) {
          sources[i] = target;
        }
      }
      dropDone();
      return;
    }
    // The value that is about to be overwritten waits in the word.
    for (int i = 0; i < count; i++) {
      if (sources[i] == target) {
        if (sources[i] != word) {
          sink.move(target, word, values[i]);
        }
        redirect(target, word);
        return;
      }
    }
  }

  private void redirect(int from, int to) {
    for (int i = 0; i < count; i++) {
      if (sources[i] == from) {
        sources[i] = to;
      }
    }
  }

  private void dropDone() {
    for (int i = count - 1; i >= 0; i--) {
      if (sources[i] == targets[i]) {
        remove(i);
      }
    }
  }
}
