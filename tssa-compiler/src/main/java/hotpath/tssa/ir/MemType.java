package hotpath.tssa.ir;

/**
 * What a load or store moves between memory and a value. The three SLOT types move a value to or
 * from an 8-byte interpreter slot: a store of an i32 or ref writes all 8 bytes, zero-extended,
 * because a later 8-byte copy of the slot would otherwise stall on store forwarding and see stale
 * bits; a float writes its bits to the low half only.
 */
public enum MemType {
  I8("i8", 1, Kind.I32),
  U8("u8", 1, Kind.I32),
  I16("i16", 2, Kind.I32),
  U16("u16", 2, Kind.I32),
  I32("i32", 4, Kind.I32),
  I64("i64", 8, Kind.I64),
  F32("f32", 4, Kind.F32),
  F64("f64", 8, Kind.F64),
  REF("ref", 4, Kind.REF),
  SLOT_I32("slot.i32", 8, Kind.I32),
  SLOT_REF("slot.ref", 8, Kind.REF),
  SLOT_F32("slot.f32", 8, Kind.F32);

  private final String text;
  private final int bytes;
  private final Kind kind;

  MemType(String text, int bytes, Kind kind) {
    this.text = text;
    this.bytes = bytes;
    this.kind = kind;
  }

  public int bytes() {
    return bytes;
  }

  /** The kind of the value loaded or stored. */
  public Kind kind() {
    return kind;
  }

  /** The type of an interpreter slot that holds a value of {@code kind}. */
  public static MemType slot(Kind kind) {
    return switch (kind) {
      case I32 -> SLOT_I32;
      case REF -> SLOT_REF;
      case F32 -> SLOT_F32;
      case I64 -> I64;
      case F64 -> F64;
      case VOID, ADDR -> throw new IllegalArgumentException("no slot holds " + kind);
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
