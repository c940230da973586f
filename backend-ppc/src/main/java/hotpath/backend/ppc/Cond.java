package hotpath.backend.ppc;

import hotpath.tssa.ir.Kind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a conditional jump asks: that a bit of condition register field 0 is set, or that it is not.
 *
 * <p>Unordered operands set none of the bits LT, GT and EQ. So "less" and its negation are one bit,
 * NaN included; "less or equal" of floating-point numbers is one of two bits, which {@code cror}
 * unites before ({@link Test}).
 */
public enum Cond implements Operand {
  LT,
  GE,
  GT,
  LE,
  EQ,
  NE,
  SO,
  NS;

  private static final Cond[] ALL = values();

  /**
   * A condition of two operands.
   *
   * @param orEqual the bit that is added to EQ before EQ is asked; null if none is
   */
  record Test(Cond cond, @Nullable CrBit orEqual) {
    Test negated() {
      return new Test(cond.negated(), orEqual);
    }

    @Override
    public String toString() {
      return orEqual == null ? cond.suffix() : cond.suffix() + "|" + orEqual;
    }
  }

  static Cond of(CrBit bit, boolean set) {
    return ALL[2 * bit.ordinal() + (set ? 0 : 1)];
  }

  CrBit bit() {
    return CrBit.of(ordinal() / 2);
  }

  /** Whether the bit has to be set. */
  boolean isSet() {
    return ordinal() % 2 == 0;
  }

  /** True exactly when this is false. */
  public Cond negated() {
    return ALL[ordinal() ^ 1];
  }

  String suffix() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is asked behind the comparison of operands of a kind, signed or not. */
  static Test test(hotpath.tssa.ir.Cond condition, Kind kind) {
    return switch (condition) {
      case EQ -> new Test(EQ, null);
      case NE -> new Test(NE, null);
      case LT, ULT -> new Test(LT, null);
      case GT, UGT -> new Test(GT, null);
      case GE -> kind.isFloat() ? new Test(EQ, CrBit.GT) : new Test(GE, null);
      case LE -> kind.isFloat() ? new Test(EQ, CrBit.LT) : new Test(LE, null);
      case UGE, NLT -> new Test(GE, null);
      case ULE, NGT -> new Test(LE, null);
      case NGE -> new Test(NE, CrBit.GT);
      case NLE -> new Test(NE, CrBit.LT);
    };
  }

  /** Whether the comparison has to take integers for unsigned. */
  static boolean isUnsigned(hotpath.tssa.ir.Cond condition) {
    return switch (condition) {
      case ULT, ULE, UGT, UGE -> true;
      default -> false;
    };
  }
}
