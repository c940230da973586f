package hotpath.recorder;

import hotpath.interpreter.predecode.PreparedMethod;
import org.jspecify.annotations.Nullable;

/**
 * A place where a tree can be rooted: a loop header or a method entry, with what has become of
 * attempts to compile it.
 *
 * <p>Giving up is gentle: each abort doubles what must be counted before the next attempt; success
 * forgets; an anchor whose penalty has grown too large is blacklisted, which means that its
 * counters get the largest value. An anchor whose tree was evicted becomes more patient.
 */
public final class Anchor {
  /** Evictions beyond this number do not make it more patient. */
  private static final int MOST_EVICTIONS = 16;

  private final long pc;
  private final PreparedMethod method;
  private final boolean isEntry;
  private final EntryWords words;
  private int aborts;
  private int penalty;
  private int evictions;
  private boolean blacklisted;
  private @Nullable TraceTree tree;

  /**
   * @param pc region offset of the first code word of the path: the loop header, or the word behind
   *     the entry word
   */
  Anchor(long pc, PreparedMethod method, boolean isEntry, EntryWords words) {
    this.pc = pc;
    this.method = method;
    this.isEntry = isEntry;
    this.words = words;
  }

  public long pc() {
    return pc;
  }

  public PreparedMethod method() {
    return method;
  }

  /** Whether it is a method entry. */
  public boolean isEntry() {
    return isEntry;
  }

  public int aborts() {
    return aborts;
  }

  public boolean isBlacklisted() {
    return blacklisted;
  }

  public @Nullable TraceTree tree() {
    return tree;
  }

  /** The code words that lead here. */
  EntryWords words() {
    return words;
  }

  void grown(TraceTree newTree) {
    tree = newTree;
    aborts = 0;
    penalty = 0;
  }

  /**
   * Its tree is gone: its words count again.
   *
   * @param late whether the tree has lived for so long that it may well come again
   */
  void evicted(boolean late, TraceTuning tuning) {
    tree = null;
    evictions = late ? 0 : Math.min(evictions + 1, MOST_EVICTIONS);
    words.countAll(threshold(isEntry ? tuning.hotCall() : tuning.hotLoop(), tuning));
  }

  /** What is to be counted here, where {@code usual} is for anchors that were never evicted. */
  int threshold(int usual, TraceTuning tuning) {
    return (int) Math.min((long) usual << evictions, Math.max(usual, tuning.largestPenalty()));
  }

  /** Counts an abort; returns what must be counted before the next attempt. */
  int abort(int firstPenalty, int largestPenalty) {
    aborts++;
    penalty = penalty == 0 ? firstPenalty : penalty * 2;
    if (penalty > largestPenalty) {
      blacklisted = true;
    }
    return penalty;
  }

  void blacklist() {
    blacklisted = true;
  }

  /** What stood in the way is compiled now: the next attempt is the first again. */
  void forgive() {
    if (!blacklisted) {
      aborts = 0;
      penalty = 0;
    }
  }
}
