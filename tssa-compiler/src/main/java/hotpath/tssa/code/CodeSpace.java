package hotpath.tssa.code;

import java.util.Arrays;

/**
 * Which parts of an arena are free: numbers only, no memory. Pieces are multiples of {@link
 * #ALIGNMENT} bytes; a piece that is given back joins the free ones that it touches, so that free
 * pieces never touch each other and stand in ascending order.
 *
 * <p>A piece is taken from the first gap that has room. There are at most some hundred pieces in a
 * code cache and one is placed for each compilation, which takes a thousand times as long as going
 * through the gaps; first fit keeps the large gaps at the end together, and the same requests get
 * the same places in every run.
 */
public final class CodeSpace {
  public static final int NO_ROOM = -1;

  static final int ALIGNMENT = 16;

  /** Free pieces as pairs of start and end. */
  private int[] free;

  private int freeCount;

  /** An arena of which all from {@code start} to {@code end} is free. */
  public CodeSpace(int start, int end) {
    free = new int[16];
    if (align(start, ALIGNMENT) < end) {
      free[0] = align(start, ALIGNMENT);
      free[1] = end & -ALIGNMENT;
      freeCount = 2;
    }
  }

  private CodeSpace(CodeSpace other) {
    free = other.free.clone();
    freeCount = other.freeCount;
  }

  /** A copy to try things on. */
  public CodeSpace copy() {
    return new CodeSpace(this);
  }

  static int align(int value, int alignment) {
    return value + alignment - 1 & -alignment;
  }

  /** The bytes that a piece of {@code bytes} really takes. */
  public static int rounded(int bytes) {
    return align(bytes, ALIGNMENT);
  }

  public int freeBytes() {
    int sum = 0;
    for (int i = 0; i < freeCount; i += 2) {
      sum += free[i + 1] - free[i];
    }
    return sum;
  }

  /** How many free pieces there are. */
  public int gaps() {
    return freeCount / 2;
  }

  /** Where a piece would be placed; {@link #NO_ROOM} if nowhere. */
  public int find(int bytes, int alignment) {
    int gap = gapFor(bytes, alignment);
    return gap < 0 ? NO_ROOM : align(free[gap], alignment);
  }

  /**
   * Takes a piece out of the first gap that has room for it.
   *
   * @param alignment a power of two, at least {@link #ALIGNMENT}
   * @return where it starts, or {@link #NO_ROOM}
   */
  public int allocate(int bytes, int alignment) {
    int gap = gapFor(bytes, alignment);
    if (gap < 0) {
      return NO_ROOM;
    }
    int start = align(free[gap], alignment);
    take(gap, start, start + rounded(bytes));
    return start;
  }

  private int gapFor(int bytes, int alignment) {
    for (int i = 0; i < freeCount; i += 2) {
      if (free[i + 1] - align(free[i], alignment) >= rounded(bytes)) {
        return i;
      }
    }
    return -1;
  }

  private void take(int i, int start, int end) {
    int gapStart = free[i];
    int gapEnd = free[i + 1];
    remove(i);
    if (end < gapEnd) {
      insert(i, end, gapEnd);
    }
    if (gapStart < start) {
      insert(i, gapStart, start);
    }
  }

  private void remove(int i) {
    System.arraycopy(free, i + 2, free, i, freeCount - i - 2);
    freeCount -= 2;
  }

  private void insert(int i, int start, int end) {
    if (freeCount + 2 > free.length) {
      free = Arrays.copyOf(free, 2 * free.length);
    }
    System.arraycopy(free, i, free, i + 2, freeCount - i);
    free[i] = start;
    free[i + 1] = end;
    freeCount += 2;
  }

  /** Gives back a piece of {@code bytes} that was taken at {@code start}. */
  public void release(int start, int bytes) {
    int end = start + rounded(bytes);
    int i = 0;
    while (i < freeCount && free[i] < start) {
      i += 2;
    }
    if ((i < freeCount && free[i] < end) || (i > 0 && free[i - 1] > start)) {
      throw new IllegalArgumentException("piece " + start + " .. " + end + " is free already");
    }
    boolean joinsNext = i < freeCount && free[i] == end;
    boolean joinsPrevious = i > 0 && free[i - 1] == start;
    if (joinsPrevious && joinsNext) {
      free[i - 1] = free[i + 1];
      remove(i);
    } else if (joinsPrevious) {
      free[i - 1] = end;
    } else if (joinsNext) {
      free[i] = start;
    } else {
      insert(i, start, end);
    }
  }
}
