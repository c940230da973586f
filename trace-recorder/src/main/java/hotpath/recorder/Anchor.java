package hotpath.recorder;

import hotpath.interpreter.predecode.PreparedMethod;
import org.jspecify.annotations.Nullable;

/**
 * A place where a tree can be rooted: a loop header or a method entry, with what has become of
 * attempts to compile it.
 *
 * <p>Giving up is gentle: each abort doubles what must be counted before the next attempt; success
 * forgets; an anchor whose penalty has grown too large is blacklisted, which means that its
 * counters get the largest value.
 */
public final class Anchor {
  private final long pc;
  private final PreparedMethod method;
  private final boolean isEntry;
  private int aborts;
  private int penalty;
  private boolean blacklisted;
  private @Nullable TraceTree tree;

  /**
   * @param pc region offset of the first code word of the path: the loop header, or the word behind
   *     the entry word
   */
  Anchor(long pc, PreparedMethod method, boolean isEntry) {
    this.pc = pc;
    this.method = method;
    this.isEntry = isEntry;
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

  void tree(@Nullable TraceTree grown) {
    tree = grown;
    if (grown != null) {
      aborts = 0;
      penalty = 0;
    }
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
