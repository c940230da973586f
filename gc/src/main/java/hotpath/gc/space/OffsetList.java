package hotpath.gc.space;

import java.util.Arrays;

/**
 * A growing list of region offsets; a work list of the collector, alive during one collection only.
 */
public final class OffsetList {
  private int[] items = new int[64];
  private int size;

  public void add(long offset) {
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
    }
    items[size++] = (int) offset;
  }

  public long get(int index) {
    return Integer.toUnsignedLong(items[index]);
  }

  public long removeLast() {
    return Integer.toUnsignedLong(items[--size]);
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public void clear() {
    size = 0;
  }
}
