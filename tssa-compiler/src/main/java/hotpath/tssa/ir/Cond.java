package hotpath.tssa.ir;

/**
 * Conditions of guards, branches and {@code set}. The order makes three facts computable, and
 * {@code CondTest} checks them: for integers the inverse of a condition is its neighbour (index ^
 * 1); the floating-point "not" conditions NLT .. NGE are the inverses of LT .. GE there, because
 * with a NaN neither LT nor GE holds; and swapping the operands exchanges less and greater.
 */
public enum Cond {
  EQ("eq"),
  NE("ne"),
  LT("lt"),
  GE("ge"),
  GT("gt"),
  LE("le"),
  ULT("ult"),
  UGE("uge"),
  UGT("ugt"),
  ULE("ule"),
  NLT("nlt"),
  NGE("nge"),
  NGT("ngt"),
  NLE("nle");

  private static final Cond[] ALL = values();

  private final String text;

  Cond(String text) {
    this.text = text;
  }

  /** The condition that holds exactly when this one does not, for operands of {@code kind}. */
  public Cond inverse(Kind kind) {
    if (!kind.isFloat() || this == EQ || this == NE) {
      return ALL[ordinal() ^ 1];
    }
    return switch (this) {
      case LT -> NLT;
      case GE -> NGE;
      case GT -> NGT;
      case LE -> NLE;
      case NLT -> LT;
      case NGE -> GE;
      case NGT -> GT;
      case NLE -> LE;
      default -> throw new IllegalStateException(this + " on " + kind);
    };
  }

  /** The condition c with {@code b c a} equivalent to {@code a this b}. */
  public Cond swapped() {
    return switch (this) {
      case EQ, NE -> this;
      case LT -> GT;
      case GT -> LT;
      case GE -> LE;
      case LE -> GE;
      case ULT -> UGT;
      case UGT -> ULT;
      case UGE -> ULE;
      case ULE -> UGE;
      case NLT -> NGT;
      case NGT -> NLT;
      case NGE -> NLE;
      case NLE -> NGE;
    };
  }

  /** Whether the condition may be asked of operands of {@code kind}. */
  public boolean fits(Kind kind) {
    return switch (this) {
      case EQ, NE -> true;
      case LT, GE, GT, LE -> kind != Kind.REF;
      case ULT, UGE, UGT, ULE -> !kind.isFloat();
      case NLT, NGE, NGT, NLE -> kind.isFloat();
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
