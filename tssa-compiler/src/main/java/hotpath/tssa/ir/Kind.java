package hotpath.tssa.ir;

/**
 * The kinds of TSSA values. A reference is an unsigned 32-bit offset into the region that the code
 * works on; an address is a machine address, formed from a reference or offset and valid only until
 * the code is left. i32 and ref values are kept zero-extended in 64-bit registers and slots, so
 * that copying a whole slot never needs to know its kind.
 */
public enum Kind {
  VOID("void", 'v'),
  I32("i32", 'i'),
  I64("i64", 'l'),
  F32("f32", 'f'),
  F64("f64", 'd'),
  REF("ref", 'r'),
  ADDR("addr", 'a');

  private final String text;
  private final char letter;

  Kind(String text, char letter) {
    this.text = text;
    this.letter = letter;
  }

  /** The letter that stands for this kind in the signatures of {@link TssaOp}. */
  public char letter() {
    return letter;
  }

  public boolean isFloat() {
    return this == F32 || this == F64;
  }

  /** Whether a value of this kind occupies 64 bits of a register. */
  public boolean is64() {
    return this == I64 || this == F64 || this == ADDR;
  }

  @Override
  public String toString() {
    return text;
  }
}
