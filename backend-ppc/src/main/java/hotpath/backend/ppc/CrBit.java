package hotpath.backend.ppc;

import java.util.Locale;

/**
 * The bits of condition register field 0, the only one that we use (Power ISA, book I, 2.3.1 and
 * 4.2.2). After {@code fcmpu} the last one says that the operands are unordered.
 */
public enum CrBit implements Operand {
  LT,
  GT,
  EQ,
  SO;

  private static final CrBit[] BY_NUMBER = values();

  static CrBit of(int number) {
    return BY_NUMBER[number];
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
