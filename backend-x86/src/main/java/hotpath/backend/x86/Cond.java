package hotpath.backend.x86;

import java.util.Locale;

/**
 * The conditions of jcc, setcc and cmovcc, in the order of their encoding (SDM vol. 2, B.1.4.7).
 * After ucomiss and ucomisd the unsigned ones hold: A and AE are false for unordered operands, P
 * tells them.
 */
public enum Cond {
  O,
  NO,
  B,
  AE,
  E,
  NE,
  BE,
  A,
  S,
  NS,
  P,
  NP,
  L,
  GE,
  LE,
  G;

  private static final Cond[] BY_CODE = values();

  static Cond of(int code) {
    return BY_CODE[code];
  }

  int code() {
    return ordinal();
  }

  String suffix() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True exactly when this is false. */
  public Cond negated() {
    return BY_CODE[ordinal() ^ 1];
  }

  /** What holds of {@code cmp b, a} when this holds of {@code cmp a, b}. */
  public Cond mirrored() {
    return switch (this) {
      case B -> A;
      case A -> B;
      case AE -> BE;
      case BE -> AE;
      case L -> G;
      case G -> L;
      case GE -> LE;
      case LE -> GE;
      case E, NE -> this;
      case O, NO, S, NS, P, NP ->
          throw new IllegalArgumentException(this + " says nothing of swapped operands");
    };
  }
}
