package hotpath.backend.x86;

import hotpath.tssa.ir.Kind;

/**
 * When a comparison holds, in flags. After ucomis an unordered result sets Z, P and C alike; so
 * "greater" and "not less" style conditions are one flag test if the operands stand in the right
 * order, and only equality needs a look at the parity flag.
 *
 * @param cond the condition
 * @param parity what an unordered result means beside {@code cond}
 */
record FlagTest(Cond cond, Parity parity) {

  /** What the parity flag adds. */
  enum Parity {
    /** Nothing: {@code cond} says all. */
    IGNORED,
    /** The test holds if {@code cond} does and the operands are ordered. */
    AND_ORDERED,
    /** The test holds if {@code cond} does or the operands are unordered. */
    OR_UNORDERED
  }

  static FlagTest of(Cond cond) {
    return new FlagTest(cond, Parity.IGNORED);
  }

  FlagTest negated() {
    return new FlagTest(
        cond.negated(),
        switch (parity) {
          case IGNORED -> Parity.IGNORED;
          case AND_ORDERED -> Parity.OR_UNORDERED;
          case OR_UNORDERED -> Parity.AND_ORDERED;
        });
  }

  /**
   * The test behind {@code cmp a, b}, or behind ucomis with the operands as {@link #swaps} says.
   */
  static FlagTest of(hotpath.tssa.ir.Cond condition, Kind kind) {
    if (kind.isFloat()) {
      return switch (condition) {
        case EQ -> new FlagTest(Cond.E, Parity.AND_ORDERED);
        case NE -> new FlagTest(Cond.NE, Parity.OR_UNORDERED);
        case GT, LT -> of(Cond.A);
        case GE, LE -> of(Cond.AE);
        case NGT, NLT -> of(Cond.BE);
        case NGE, NLE -> of(Cond.B);
        default -> throw new IllegalArgumentException(condition + " of " + kind);
      };
    }
    return of(
        switch (condition) {
          case EQ -> Cond.E;
          case NE -> Cond.NE;
          case LT -> Cond.L;
          case GE -> Cond.GE;
          case GT -> Cond.G;
          case LE -> Cond.LE;
          case ULT -> Cond.B;
          case UGE -> Cond.AE;
          case UGT -> Cond.A;
          case ULE -> Cond.BE;
          default -> throw new IllegalArgumentException(condition + " of " + kind);
        });
  }

  /** Whether {@code a condition b} of floats is asked of {@code ucomis b, a}. */
  static boolean swaps(hotpath.tssa.ir.Cond condition) {
    return switch (condition) {
      case LT, LE, NLT, NLE -> true;
      default -> false;
    };
  }

  @Override
  public String toString() {
    return cond.suffix() + (parity == Parity.IGNORED ? "" : "/" + parity);
  }
}
