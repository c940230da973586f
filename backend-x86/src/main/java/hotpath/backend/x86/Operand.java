package hotpath.backend.x86;

/** An operand of an instruction: a register, a place in memory, or an immediate. */
public sealed interface Operand permits Register, Mem, Operand.Imm {

  /**
   * An immediate: a signed value of the instruction's operand size. A 32-bit {@code 0xFFFFFFFF} is
   * given as -1, so that whether a value fits has one answer.
   */
  record Imm(long value) implements Operand {}

  static Imm imm(long value) {
    return new Imm(value);
  }
}
