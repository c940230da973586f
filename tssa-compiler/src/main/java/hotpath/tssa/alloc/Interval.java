package hotpath.tssa.alloc;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of a value's life that it spends, or wants to spend, in one register. A value may have
 * several, in ascending order; between and behind them it is in memory only.
 */
final class Interval {
  static final int UNASSIGNED = -1;

  final int value;
  int from;
  int to;
  int register = UNASSIGNED;

  /** The value's next stretch in a register. */
  @Nullable Interval next;

  Interval(int value, int from, int to) {
    this.value = value;
    this.from = from;
    this.to = to;
  }

  @Override
  public String toString() {
    return "t" + value + "[" + from + "," + to + ")r" + register;
  }
}
