package hotpath.interpreter.link;

/**
 * Offsets within a class descriptor in guest memory, beyond the words that the collector reads
 * ({@code ClassLayout} in gc).
 *
 * <p>All words are u32. The table is section 3 of docs/architecture.md; nothing else repeats these
 * numbers.
 */
public final class ClassDescriptor {
  private ClassDescriptor() {}

  /** Index of the host's {@link Klass}. */
  public static final int ID = 16;

  /** Offset of the cell that holds the {@code java.lang.Class} object. */
  public static final int MIRROR_CELL = 20;

  /** Number of super classes. */
  public static final int DEPTH = 24;

  /** {@value #DISPLAY_LENGTH} super class descriptors by depth, the class itself included. */
  public static final int DISPLAY = 28;

  public static final int DISPLAY_LENGTH = 8;

  /** Arrays: descriptor of the element class. */
  public static final int ELEMENT = 60;

  /** Descriptor of the class of arrays of this, 0 until made. */
  public static final int ARRAY_CLASS = 64;

  /** Initialization state, one of {@code STATE_*}. */
  public static final int STATE = 68;

  /** Offset of {@code count, (interface descriptor, offset of method table)*}, 0 for none. */
  public static final int ITABLE = 72;

  /**
   * Offset of {@code count, interface descriptor*}: all super interfaces, an interface itself
   * included.
   */
  public static final int INTERFACES = 76;

  /** Class file access flags and {@code FLAG_*}. */
  public static final int FLAGS = 80;

  public static final int STATIC_AREA = 84;
  public static final int VTABLE_LENGTH = 88;

  /** Lock owner bits of the thread that initializes the class. */
  public static final int INITIALIZING_THREAD = 92;

  /** Super class descriptor, 0 for none. */
  public static final int SUPER = 96;

  public static final int VTABLE = 100;

  /** Not initialized: loaded, perhaps verified. */
  public static final int STATE_LINKED = 0;

  public static final int STATE_BEING_INITIALIZED = 1;
  public static final int STATE_INITIALIZED = 2;
  public static final int STATE_ERRONEOUS = 3;

  public static final int FLAG_FINALIZABLE = 1 << 16;
  public static final int FLAG_INTERFACE = 1 << 17;
}
