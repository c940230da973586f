package hotpath.gc.memory;

/**
 * The words of a class descriptor that a collector reads. What lies behind them is the
 * interpreter's.
 *
 * <p>An instance's reference fields are listed before the descriptor: the i-th one's offset in the
 * object is the u32 at {@code -4 * (i + 1)}. The list holds inherited fields too, and {@code next}
 * and {@code discovered} of a {@code java.lang.ref.Reference}, but not its {@code referent}.
 */
public final class ClassLayout {
  /** u32: one of the kinds below. */
  public static final int KIND = 0;

  /**
   * u32: bytes of an instance with its header; of an array, the log2 of the bytes of an element.
   */
  public static final int SIZE = 4;

  /** u32: how many reference fields are listed. */
  public static final int REFERENCE_COUNT = 8;

  /**
   * u32: where a collection writes 1 when it reaches an instance; 0 if nobody asks. So a class can
   * live as long as its instances.
   */
  public static final int LIFE = 12;

  public static final int ALIGNMENT = 16;

  public static final int KIND_INSTANCE = 1;
  public static final int KIND_PRIMITIVE_ARRAY = 2;
  public static final int KIND_REFERENCE_ARRAY = 3;
  public static final int KIND_SOFT_REFERENCE = 4;
  public static final int KIND_WEAK_REFERENCE = 5;
  public static final int KIND_PHANTOM_REFERENCE = 6;

  /**
   * Unlike the other three its referent outlives it: it is handed out so that it can be finalized.
   */
  public static final int KIND_FINAL_REFERENCE = 7;

  private ClassLayout() {}

  public static boolean isArray(int kind) {
    return kind == KIND_PRIMITIVE_ARRAY || kind == KIND_REFERENCE_ARRAY;
  }

  public static boolean isReference(int kind) {
    return kind >= KIND_SOFT_REFERENCE && kind <= KIND_FINAL_REFERENCE;
  }

  /** Where in the descriptor the offset of the {@code index}-th reference field stands. */
  public static long referenceField(int index) {
    return -4L * (index + 1);
  }
}
