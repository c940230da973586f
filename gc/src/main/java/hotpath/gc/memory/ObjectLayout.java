package hotpath.gc.memory;

/**
 * Offsets in a guest object, from its reference. Objects lie at multiples of 8 and their sizes are
 * multiples of 8; fields of instances are naturally aligned from {@link #FIELDS} on.
 */
public final class ObjectLayout {
  /** u32: class descriptor. While a collector moves objects: the new reference + 1. */
  public static final int CLASS = 0;

  /** u32: lock word. */
  public static final int LOCK = 4;

  /** i32: identity hash, 0 while there is none. */
  public static final int HASH = 8;

  /** i32: length of an array. */
  public static final int LENGTH = 12;

  /** The first field of an instance. */
  public static final int FIELDS = 12;

  /** The first element of an array. */
  public static final int ELEMENTS = 16;

  /** No object is smaller. */
  public static final int SMALLEST = 16;

  public static final int ALIGNMENT = 8;

  private ObjectLayout() {}

  /** The next object size. */
  public static long align(long bytes) {
    return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /** The size of an array, exact for every {@code length} that an int can hold. */
  public static long arrayBytes(int length, int log2ElementBytes) {
    return align(ELEMENTS + ((long) length << log2ElementBytes));
  }
}
