package hotpath.backend.arm;

import java.util.Locale;

/** The floating-point registers, of which only the low 64 bits are used. */
public enum Fpr implements Register {
  V0,
  V1,
  V2,
  V3,
  V4,
  V5,
  V6,
  V7,
  V8,
  V9,
  V10,
  V11,
  V12,
  V13,
  V14,
  V15,
  V16,
  V17,
  V18,
  V19,
  V20,
  V21,
  V22,
  V23,
  V24,
  V25,
  V26,
  V27,
  V28,
  V29,
  V30,
  V31;

  private static final Fpr[] BY_NUMBER = values();

  static Fpr of(int number) {
    return BY_NUMBER[number];
  }

  @Override
  public int number() {
    return ordinal();
  }

  @Override
  public String name(Size size) {
    return (size == Size.S ? "s" : "d") + ordinal();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
