package hotpath.interpreter.classfile;

/**
 * What follows the opcode in the class file's code array, with the length of the whole instruction
 * in bytes.
 */
public enum OperandFormat {
  NONE(1),
  /** u1 index of a local (u2 after {@code wide}). */
  LOCAL(2),
  /** s1 constant. */
  BYTE(2),
  /** s2 constant. */
  SHORT(3),
  /** u1 array type. */
  ARRAY_TYPE(2),
  /** u1 constant pool index. */
  CONSTANT(2),
  /** u2 constant pool index. */
  CONSTANT_WIDE(3),
  /** u2 constant pool index of a field. */
  FIELD(3),
  /** u2 constant pool index of a method. */
  METHOD(3),
  /** u2 constant pool index of an interface method, u1 count, u1 zero. */
  INTERFACE_METHOD(5),
  /** u2 constant pool index of a dynamic call, two zero bytes. */
  DYNAMIC(5),
  /** u2 constant pool index of a class. */
  TYPE(3),
  /** u2 constant pool index of a class, u1 dimensions. */
  TYPE_DIMENSIONS(4),
  /** u1 index of a local, s1 increment (u2 and s2 after {@code wide}). */
  INCREMENT(3),
  /** s2 displacement. */
  BRANCH(3),
  /** s4 displacement. */
  BRANCH_WIDE(5),
  /** Padding, then default, low, high and one s4 displacement a key: no fixed length. */
  TABLE_SWITCH(0),
  /** Padding, then default, count and pairs of key and s4 displacement: no fixed length. */
  LOOKUP_SWITCH(0),
  /** Prefix of an instruction with a wider local index: no fixed length. */
  PREFIX(0);

  private final int length;

  OperandFormat(int length) {
    this.length = length;
  }

  /** Bytes of the instruction with its opcode, 0 where it varies. */
  public int length() {
    return length;
  }

  /** Whether the instruction names a constant pool entry. */
  public boolean namesConstant() {
    return switch (this) {
      case CONSTANT,
          CONSTANT_WIDE,
          FIELD,
          METHOD,
          INTERFACE_METHOD,
          DYNAMIC,
          TYPE,
          TYPE_DIMENSIONS ->
          true;
      default -> false;
    };
  }
}
