package hotpath.interpreter.classfile;

/**
 * The kinds of Java values: what a descriptor character says about storage.
 *
 * <p>Sizes are those of a field or array element in guest memory (a reference is 4 bytes there). On
 * the operand stack and in locals a value has its {@link #stackKind()}: everything smaller than an
 * int is an int.
 */
public enum JavaKind {
  BOOLEAN('Z', 1),
  BYTE('B', 1),
  CHAR('C', 2),
  SHORT('S', 2),
  INT('I', 4),
  LONG('J', 8),
  FLOAT('F', 4),
  DOUBLE('D', 8),
  REF('A', 4),
  VOID('V', 0);

  private final char code;
  private final int size;

  JavaKind(char code, int size) {
    this.code = code;
    this.size = size;
  }

  /** The descriptor character; 'A' for references, whose descriptors start with 'L' or '['. */
  public char code() {
    return code;
  }

  /** Bytes of a field or array element; 0 for void. */
  public int size() {
    return size;
  }

  /** Binary logarithm of {@link #size()}. */
  public int log2Size() {
    return Integer.numberOfTrailingZeros(size);
  }

  /** The kind that a value of this kind has on the operand stack. */
  public JavaKind stackKind() {
    return switch (this) {
      case BOOLEAN, BYTE, CHAR, SHORT -> INT;
      default -> this;
    };
  }

  /**
   * Slots in the class file's numbering of locals and of {@code max_stack}: 2 for long and double.
   */
  public int classFileSlots() {
    return switch (this) {
      case LONG, DOUBLE -> 2;
      case VOID -> 0;
      default -> 1;
    };
  }

  public boolean isPrimitive() {
    return this != REF && this != VOID;
  }

  /** The kind of a field descriptor, or of the first character of any type descriptor. */
  public static JavaKind of(String descriptor) {
    return of(descriptor.charAt(0));
  }

  /** The kind that a descriptor starting with {@code first} has. */
  public static JavaKind of(char first) {
    return switch (first) {
      case 'Z' -> BOOLEAN;
      case 'B' -> BYTE;
      case 'C' -> CHAR;
      case 'S' -> SHORT;
      case 'I' -> INT;
      case 'J' -> LONG;
      case 'F' -> FLOAT;
      case 'D' -> DOUBLE;
      case 'L', '[', 'A' -> REF;
      case 'V' -> VOID;
      default -> throw new IllegalArgumentException("no kind for descriptor character " + first);
    };
  }

  /** The element kind that an operand of {@code newarray} (4 .. 11) names. */
  public static JavaKind ofNewArray(int code) {
    return switch (code) {
      case 4 -> BOOLEAN;
      case 5 -> CHAR;
      case 6 -> FLOAT;
      case 7 -> DOUBLE;
      case 8 -> BYTE;
      case 9 -> SHORT;
      case 10 -> INT;
      case 11 -> LONG;
      default -> throw new IllegalArgumentException("no array type " + code);
    };
  }
}
