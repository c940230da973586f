package hotpath.backend.arm;

/**
 * An operand of an instruction: a register, a place in memory, an immediate, a condition, or how
 * the register before it is shifted.
 */
public sealed interface Operand permits Register, Mem, Cond, Operand.Imm, Operand.Shift {

  /**
   * An immediate, as the instruction uses it: a signed value of the instruction's size, the bits of
   * a floating-point number, or for a jump the distance in bytes.
   */
  record Imm(long value) implements Operand {}

  static Imm imm(long value) {
    return new Imm(value);
  }

  /** How a register is shifted before it is used; by 0 it is not. */
  record Shift(Type type, int amount) implements Operand {
    /** In the order of the encoding. */
    enum Type {
      LSL,
      LSR,
      ASR
    }

    static final Shift NONE = new Shift(Type.LSL, 0);
  }

  static Shift lsl(int amount) {
    return new Shift(Shift.Type.LSL, amount);
  }

  static Shift lsr(int amount) {
    return new Shift(Shift.Type.LSR, amount);
  }

  static Shift asr(int amount) {
    return new Shift(Shift.Type.ASR, amount);
  }
}
