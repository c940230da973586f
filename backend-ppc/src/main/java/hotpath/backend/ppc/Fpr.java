package hotpath.backend.ppc;

import java.util.Locale;

/**
 * The floating-point registers, which are the left halves of the first 32 vector-scalar registers.
 * A single-precision number stands in them in double format (Power ISA, book I, 4.3.1).
 */
public enum Fpr implements Register {
  F0,
  F1,
  F2,
  F3,
  F4,
  F5,
  F6,
  F7,
  F8,
  F9,
  F10,
  F11,
  F12,
  F13,
  F14,
  F15,
  F16,
  F17,
  F18,
  F19,
  F20,
  F21,
  F22,
  F23,
  F24,
  F25,
  F26,
  F27,
  F28,
  F29,
  F30,
  F31;

  private static final Fpr[] BY_NUMBER = values();

  static Fpr of(int number) {
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
