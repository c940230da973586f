package hotpath.backend.x86;

/** A machine register; its bank is its type. */
public sealed interface Register extends Operand permits Gpr, Xmm {

  /** 0 to 15; bit 3 travels in a REX prefix, the others in ModR/M, SIB or the opcode. */
  int number();

  /** The assembler's name of the low {@code bits} of this register. */
  String name(int bits);
}
