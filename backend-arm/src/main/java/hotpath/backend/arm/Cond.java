package hotpath.backend.arm;

import hotpath.tssa.ir.Kind;
import java.util.Locale;

/**
 * The conditions, in the order of their encoding (Arm ARM, C1.2.4).
 *
 * <p>After fcmp an unordered result clears N and Z and sets C and V. So each comparison of Java's
 * is one condition, NaN included: MI and LS are the ordered "less", PL and HI their negations.
 */
public enum Cond implements Operand {
  EQ,
  NE,
  HS,
  LO,
  MI,
  PL,
  VS,
  VC,
  HI,
  LS,
  GE,
  LT,
  GT,
  LE;

  private static final Cond[] BY_CODE = values();

  static Cond of(int code) {
    return BY_CODE[code];
  }

  int code() {
    return ordinal();
  }

  /** objdump's name. */
  String suffix() {
    return switch (this) {
      case HS -> "cs";
      case LO -> "cc";
      default -> name().toLowerCase(Locale.ROOT);
    };
  }

  /** True exactly when this is false. */
  public Cond negated() {
    return BY_CODE[ordinal() ^ 1];
  }

  /** The condition behind {@code cmp a, b} or {@code fcmp a, b}. */
  static Cond of(hotpath.tssa.ir.Cond condition, Kind kind) {
    boolean ordered = kind.isFloat();
    return switch (condition) {
      case EQ -> EQ;
      case NE -> NE;
      case LT -> ordered ? MI : LT;
      case LE -> ordered ? LS : LE;
      case GT -> GT;
      case GE -> GE;
      case NLT -> PL;
      case NLE -> HI;
      case NGT -> LE;
      case NGE -> LT;
      case ULT -> LO;
      case UGE -> HS;
      case UGT -> HI;
      case ULE -> LS;
    };
  }
}
