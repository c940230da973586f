package hotpath.backend.arm;

import java.util.Locale;

/**
 * The general-purpose registers. Number 31 is one of two, the stack pointer or the register that
 * reads as zero; which one is a matter of the instruction.
 */
public enum Gpr implements Register {
  X0,
  X1,
  X2,
  X3,
  X4,
  X5,
  X6,
  X7,
  X8,
  X9,
  X10,
  X11,
  X12,
  X13,
  X14,
  X15,
  X16,
  X17,
  X18,
  X19,
  X20,
  X21,
  X22,
  X23,
  X24,
  X25,
  X26,
  X27,
  X28,
  X29,
  X30,
  SP,
  ZR;

  private static final Gpr[] BY_NUMBER = values();

  /** The register of that number; 31 is the stack pointer. */
  static Gpr of(int number) {
    return BY_NUMBER[number];
  }

  @Override
  public int number() {
    return Math.min(ordinal(), 31);
  }

  @Override
  public String name(Size size) {
    boolean wide = size == Size.X;
    return switch (this) {
      case SP -> wide ? "sp" : "wsp";
      case ZR -> wide ? "xzr" : "wzr";
      default -> (wide ? "x" : "w") + number();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
