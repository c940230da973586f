package hotpath.backend.ppc;

/**
 * An operand of an instruction: a register, a place in memory, a number, a condition or its bit.
 */
public sealed interface Operand permits Register, Mem, Cond, CrBit, Operand.Imm {

  /** A number as the instruction uses it; for a jump the distance in bytes. */
  record Imm(long value) implements Operand {}

  static Imm imm(long value) {
    return new Imm(value);
  }
}
