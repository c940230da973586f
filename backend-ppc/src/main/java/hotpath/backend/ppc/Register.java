package hotpath.backend.ppc;

/** A machine register; its bank is its type. */
public sealed interface Register extends Operand permits Gpr, Fpr {

  /** 0 to 31, the five bits of a register field. */
  int number();
}
