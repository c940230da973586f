package hotpath.backend.x86;

import java.util.Locale;

/** The general-purpose registers, in the order of their numbers. */
public enum Gpr implements Register {
  RAX,
  RCX,
  RDX,
  RBX,
  RSP,
  RBP,
  RSI,
  RDI,
  R8,
  R9,
  R10,
  R11,
  R12,
  R13,
  R14,
  R15;

  private static final Gpr[] BY_NUMBER = values();

  public static Gpr of(int number) {
    return BY_NUMBER[number];
  }

  @Override
  public int number() {
    return ordinal();
  }

  /**
   * The names of SDM vol. 1, 3.4.1.1. The high byte registers (ah, ch, dh, bh) do not exist here:
   * numbers 4 to 7 are spl, bpl, sil, dil, which need a REX prefix (vol. 2, 2.2.1.2).
   */
  @Override
  public String name(int bits) {
    String name = name().toLowerCase(Locale.ROOT);
    if (ordinal() >= 8) {
      return name
          + switch (bits) {
            case 8 -> "b";
            case 16 -> "w";
            case 32 -> "d";
            default -> "";
          };
    }
    String stem = name.substring(1);
    boolean lettered = ordinal() < 4;
    return switch (bits) {
      case 8 -> (lettered ? stem.substring(0, 1) : stem) + "l";
      case 16 -> stem;
      case 32 -> "e" + stem;
      default -> name;
    };
  }
}
