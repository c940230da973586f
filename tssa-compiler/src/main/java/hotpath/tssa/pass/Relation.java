package hotpath.tssa.pass;

import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What is known of two values, as the set of the ways in which they can still compare. A condition
 * is such a set too, so implication and contradiction are set operations.
 *
 * <p>Integers, references and addresses compare in one of five ways: equal, or less or greater as
 * signed and, on its own, below or above as unsigned numbers. Floating-point numbers compare in
 * four: equal, less, greater, unordered.
 */
final class Relation {
  static final int EQUAL = 1;
  static final int LESS_BELOW = 2;
  static final int LESS_ABOVE = 4;
  static final int GREATER_BELOW = 8;
  static final int GREATER_ABOVE = 16;
  static final int ANY = 31;

  static final int LESS = LESS_BELOW | LESS_ABOVE;
  static final int GREATER = GREATER_BELOW | GREATER_ABOVE;
  static final int BELOW = LESS_BELOW | GREATER_BELOW;
  static final int ABOVE = LESS_ABOVE | GREATER_ABOVE;

  static final int FLOAT_LESS = 2;
  static final int FLOAT_GREATER = 4;
  static final int UNORDERED = 8;
  static final int FLOAT_ANY = 15;

  private Relation() {}

  static int any(Kind kind) {
    return kind.isFloat() ? FLOAT_ANY : ANY;
  }

  /** The ways in which the condition holds. */
  static int of(Cond cond, Kind kind) {
    return kind.isFloat() ? ofFloat(cond) : ofInt(cond);
  }

  private static int ofInt(Cond cond) {
    return switch (cond) {
      case EQ -> EQUAL;
      case NE -> ANY & ~EQUAL;
      case LT -> LESS;
      case GE -> EQUAL | GREATER;
      case GT -> GREATER;
      case LE -> EQUAL | LESS;
      case ULT -> BELOW;
      case UGE -> EQUAL | ABOVE;
      case UGT -> ABOVE;
      case ULE -> EQUAL | BELOW;
      case NLT, NGE, NGT, NLE -> throw new IllegalArgumentException(cond + " of integers");
    };
  }

  private static int ofFloat(Cond cond) {
    return switch (cond) {
      case EQ -> EQUAL;
      case NE -> FLOAT_ANY & ~EQUAL;
      case LT -> FLOAT_LESS;
      case GE -> EQUAL | FLOAT_GREATER;
      case GT -> FLOAT_GREATER;
      case LE -> EQUAL | FLOAT_LESS;
      case NLT -> FLOAT_ANY & ~FLOAT_LESS;
      case NGE -> FLOAT_LESS | UNORDERED;
      case NGT -> FLOAT_ANY & ~FLOAT_GREATER;
      case NLE -> FLOAT_GREATER | UNORDERED;
      case ULT, UGE, UGT, ULE -> throw new IllegalArgumentException(cond + " of floats");
    };
  }

  /** The condition that holds in exactly the ways of {@code relation}; null if there is none. */
  static @Nullable Cond cond(int relation, Kind kind) {
    for (Cond cond : CONDS) {
      if (kind.isFloat() ? isFloatCond(cond) : !isNegated(cond)) {
        if (of(cond, kind) == relation) {
          return cond;
        }
      }
    }
    return null;
  }

  private static final Cond[] CONDS = Cond.values();

  private static boolean isNegated(Cond cond) {
    return cond == Cond.NLT || cond == Cond.NGE || cond == Cond.NGT || cond == Cond.NLE;
  }

  private static boolean isFloatCond(Cond cond) {
    return cond != Cond.ULT && cond != Cond.UGE && cond != Cond.UGT && cond != Cond.ULE;
  }

  /** The same knowledge with the two values exchanged. */
  static int swapped(int relation, Kind kind) {
    if (kind.isFloat()) {
      return (relation & (EQUAL | UNORDERED))
          | (relation & FLOAT_LESS) << 1
          | (relation & FLOAT_GREATER) >> 1;
    }
    return (relation & EQUAL)
        | (relation & LESS_BELOW) << 3
        | (relation & LESS_ABOVE) << 1
        | (relation & GREATER_BELOW) >> 1
        | (relation & GREATER_ABOVE) >> 3;
  }

  /** How two 32-bit numbers in these ranges can compare. */
  static int ofRanges(long a, long b) {
    int aLow = Range.low(a);
    int aHigh = Range.high(a);
    int bLow = Range.low(b);
    int bHigh = Range.high(b);
    int relation = 0;
    if (aLow <= bHigh && bLow <= aHigh) {
      relation |= EQUAL;
    }
    boolean less = aLow < bHigh;
    boolean greater = bLow < aHigh;
    // Signed and unsigned order agree for numbers of one sign, and oppose each other for two.
    boolean sameSign = (aLow < 0 && bLow < 0) || (aHigh >= 0 && bHigh >= 0);
    if (sameSign) {
      relation |= (less ? LESS_BELOW : 0) | (greater ? GREATER_ABOVE : 0);
    }
    if (aLow < 0 && bHigh >= 0) {
      relation |= LESS_ABOVE;
    }
    if (aHigh >= 0 && bLow < 0) {
      relation |= GREATER_BELOW;
    }
    return relation;
  }
}
