package hotpath.backend.x86;

import java.util.Locale;

/** The SSE registers, in the order of their numbers. */
public enum Xmm implements Register {
  XMM0,
  XMM1,
  XMM2,
  XMM3,
  XMM4,
  XMM5,
  XMM6,
  XMM7,
  XMM8,
  XMM9,
  XMM10,
  XMM11,
  XMM12,
  XMM13,
  XMM14,
  XMM15;

  private static final Xmm[] BY_NUMBER = values();

  public static Xmm of(int number) {
    return BY_NUMBER[number];
  }

  @Override
  public int number() {
    return ordinal();
  }

  @Override
  public String name(int bits) {
    return name().toLowerCase(Locale.ROOT);
  }
}
