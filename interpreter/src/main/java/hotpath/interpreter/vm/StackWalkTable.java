package hotpath.interpreter.vm;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The stack walks that are going on, by number, each with the frames that it has yet to see. */
public final class StackWalkTable {
  private final Map<Long, Walk> walks = new HashMap<>();
  private long last;

  private static final class Walk {
    private final long[] frames;
    private int next;

    Walk(long[] frames) {
      this.frames = frames;
    }
  }

  /**
   * Begins a walk.
   *
   * @param frames entries of a {@link Backtrace}
   * @return its number, never 0
   */
  public long begin(long[] frames) {
    walks.put(++last, new Walk(frames));
    return last;
  }

  /** The next frames of a walk, at most {@code count}; none of a walk that has ended. */
  public long[] next(long number, int count) {
    Walk walk = walks.get(number);
    if (walk == null) {
      return new long[0];
    }
    int end = Math.min(walk.frames.length, walk.next + count);
    long[] frames = Arrays.copyOfRange(walk.frames, walk.next, end);
    walk.next = end;
    return frames;
  }

  public void end(long number) {
    walks.remove(number);
  }
}
