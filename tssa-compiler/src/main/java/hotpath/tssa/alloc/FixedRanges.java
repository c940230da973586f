package hotpath.tssa.alloc;

import hotpath.tssa.lir.RegisterFile;
import java.util.Arrays;

/**
 * Where instructions occupy machine registers for themselves: for each register a list of ranges,
 * ascending. They are built backward and asked forward.
 */
final class FixedRanges {
  static final int NEVER = Integer.MAX_VALUE;

  private static final int CLOSED = -1;

  private final int[][] ranges;
  private final int[] counts;
  private final int[] open;
  private final int[] cursors;

  FixedRanges(RegisterFile registers) {
    int n = registers.count();
    ranges = new int[n][0];
    counts = new int[n];
    open = new int[n];
    cursors = new int[n];
    Arrays.fill(open, CLOSED);
  }

  /** The register is read at {@code position}, and clobbered there if {@code temporary}. */
  void read(int register, int position, boolean lasts, boolean temporary) {
    if (temporary) {
      add(register, position, position + 2);
    } else if (open[register] == CLOSED) {
      open[register] = position + (lasts ? 2 : 1);
    }
  }

  void define(int register, int position) {
    add(register, position, open[register] == CLOSED ? position + 1 : open[register]);
    open[register] = CLOSED;
  }

  void clobber(long set, int position) {
    for (long bits = set; bits != 0; bits &= bits - 1) {
      int register = Long.numberOfTrailingZeros(bits);
      if (register < ranges.length) {
        add(register, position, position + 2);
      }
    }
  }

  /** What is read and not defined in a block is reserved: it is never given to a value. */
  void endBlock() {
    Arrays.fill(open, CLOSED);
  }

  private void add(int register, int from, int to) {
    int[] list = ranges[register];
    int n = counts[register];
    if (n == list.length) {
      list = Arrays.copyOf(list, Math.max(8, 2 * n));
      ranges[register] = list;
    }
    list[n] = to;
    list[n + 1] = from;
    counts[register] = n + 2;
    cursors[register] = n + 2;
  }

  /**
   * The first position at or behind {@code position} where the register is occupied. Positions must
   * not descend from call to call.
   */
  int nextOccupied(int register, int position) {
    int[] list = ranges[register];
    int cursor = cursors[register];
    while (cursor > 0 && list[cursor - 2] <= position) {
      cursor -= 2;
    }
    cursors[register] = cursor;
    return cursor == 0 ? NEVER : Math.max(list[cursor - 1], position);
  }
}
