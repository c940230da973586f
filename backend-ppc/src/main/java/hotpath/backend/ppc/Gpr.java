package hotpath.backend.ppc;

import java.util.Locale;

/**
 * The general-purpose registers. As the base of an address, and as the first summand of {@code
 * addi}, number 0 stands for zero (Power ISA, book I, 3.3.1).
 */
public enum Gpr implements Register {
  R0,
  R1,
  R2,
  R3,
  R4,
  R5,
  R6,
  R7,
  R8,
  R9,
  R10,
  R11,
  R12,
  R13,
  R14,
  R15,
  R16,
  R17,
  R18,
  R19,
  R20,
  R21,
  R22,
  R23,
  R24,
  R25,
  R26,
  R27,
  R28,
  R29,
  R30,
  R31;

  private static final Gpr[] BY_NUMBER = values();

  static Gpr of(int number) {
    return BY_NUMBER[number];
  }

  @Override
  public int number() {
    return ordinal();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
