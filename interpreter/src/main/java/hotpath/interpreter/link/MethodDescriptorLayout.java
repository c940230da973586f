package hotpath.interpreter.link;

/**
 * Offsets within a method descriptor in guest memory (section 3 of docs/architecture.md). Words are
 * u32 unless said.
 *
 * <p>Linking fills all but the sizes of the frame, which the pre-decoder knows.
 */
public final class MethodDescriptorLayout {
  private MethodDescriptorLayout() {}

  /** Offset of the first code word, or of a stub's. */
  public static final int ENTRY = 0;

  /** u16: slots that the arguments take, receiver included; a long takes one. */
  public static final int ARGUMENT_SLOTS = 4;

  /** u16: slots of all locals. */
  public static final int LOCAL_SLOTS = 6;

  /** Bytes of a frame: locals, linkage, operand stack. */
  public static final int FRAME_BYTES = 8;

  /** Index of the host's {@link Method}. */
  public static final int ID = 12;

  public static final int HOLDER = 16;
  public static final int FLAGS = 20;

  /** Vtable index, {@link #NO_INDEX} for none. */
  public static final int VTABLE_INDEX = 24;

  /**
   * Index in the method tables of the interface that declares the method, {@link #NO_INDEX} for
   * none.
   */
  public static final int INTERFACE_INDEX = 28;

  public static final int BYTES = 32;

  public static final int NO_INDEX = -1;

  /** A flag beside those of the class file: the compiler knows a meaning for the method. */
  public static final int FLAG_INTRINSIC = 1 << 16;
}
