package hotpath.tssa.pass;

import static hotpath.tssa.pass.Fold.NO;

import hotpath.tssa.eval.Arithmetic;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.TssaOp;
import org.jspecify.annotations.Nullable;

/**
 * Fold rules of guards, branches, {@code set} and {@code select}; the table is {@link FoldRule}.
 */
final class CompareRules {
  private CompareRules() {}

  static int compareConstants(Fold f) {
    return f.a.isConst() && f.b.isConst()
        ? f.decided(Arithmetic.holds(f.cond(), f.a.kind(), f.a.imm(), f.b.imm()))
        : NO;
  }

  static int compareRight(Fold f) {
    return f.a.isConst() && !f.b.isConst() ? f.compare(f.cond().swapped(), f.b, f.a) : NO;
  }

  static int compareSame(Fold f) {
    return f.a == f.b && !f.a.kind().isFloat()
        ? f.decided((Relation.of(f.cond(), f.a.kind()) & Relation.EQUAL) != 0)
        : NO;
  }

  /**
   * Asks the condition of each result that the comparison can have, and joins the ways that lead to
   * those where it holds.
   */
  static int compareThreeWay(Fold f) {
    TssaOp op = f.a.op();
    if ((op != TssaOp.LCMP && op != TssaOp.CMPL && op != TssaOp.CMPG) || !f.b.isConst()) {
      return NO;
    }
    Kind kind = f.a.arg(0).kind();
    boolean floating = kind.isFloat();
    int less = floating ? Relation.FLOAT_LESS : Relation.LESS;
    int greater = floating ? Relation.FLOAT_GREATER : Relation.GREATER;
    less |= op == TssaOp.CMPL ? Relation.UNORDERED : 0;
    greater |= op == TssaOp.CMPG ? Relation.UNORDERED : 0;
    int ways = 0;
    ways |= holds(f, -1) ? less : 0;
    ways |= holds(f, 0) ? Relation.EQUAL : 0;
    ways |= holds(f, 1) ? greater : 0;
    return compareIn(f, ways, f.a.arg(0), f.a.arg(1));
  }

  private static boolean holds(Fold f, int result) {
    return Arithmetic.holds(f.cond(), Kind.I32, result, f.b.imm());
  }

  private static int compareIn(Fold f, int ways, Insn x, Insn y) {
    if (ways == 0 || ways == Relation.any(x.kind())) {
      return f.decided(ways != 0);
    }
    Cond cond = Relation.cond(ways, x.kind());
    return cond == null ? NO : f.compare(cond, x, y);
  }

  /** A value that is one of two constants: the condition holds of both, of neither, or of one. */
  static int compareBoolean(Fold f) {
    Insn x = f.a;
    if (!f.b.isConst()) {
      return NO;
    }
    boolean set = x.op() == TssaOp.SET;
    boolean select = x.op() == TssaOp.SELECT && x.arg(1).isConst() && x.arg(2).isConst();
    if (!set && !select) {
      return NO;
    }
    long ifTrue = set ? 1 : x.arg(1).imm();
    long ifFalse = set ? 0 : x.arg(2).imm();
    boolean onTrue = Arithmetic.holds(f.cond(), x.kind(), ifTrue, f.b.imm());
    boolean onFalse = Arithmetic.holds(f.cond(), x.kind(), ifFalse, f.b.imm());
    if (onTrue == onFalse) {
      return f.decided(onTrue);
    }
    if (select) {
      return f.compare(onTrue ? Cond.NE : Cond.EQ, x.arg(0), f.constant(Kind.I32, 0));
    }
    Kind kind = x.arg(0).kind();
    return f.compare(onTrue ? x.cond() : x.cond().inverse(kind), x.arg(0), x.arg(1));
  }

  private static boolean isEquality(Cond cond) {
    return cond == Cond.EQ || cond == Cond.NE;
  }

  private static boolean isInt(Insn x) {
    return x.kind() == Kind.I32 || x.kind() == Kind.I64;
  }

  static int compareDifference(Fold f) {
    return isEquality(f.cond())
            && f.b.isConst(0)
            && isInt(f.a)
            && (f.a.op() == TssaOp.SUB || f.a.op() == TssaOp.XOR)
        ? f.compare(f.cond(), f.a.arg(0), f.a.arg(1))
        : NO;
  }

  static int compareSum(Fold f) {
    Insn x = f.a;
    if (isEquality(f.cond())
        && f.b.isConst()
        && isInt(x)
        && x.op() == TssaOp.ADD
        && x.arg(1).isConst()) {
      long rest = Arithmetic.canonical(x.kind(), f.b.imm() - x.arg(1).imm());
      return f.compare(f.cond(), x.arg(0), f.constant(x.kind(), rest));
    }
    return NO;
  }

  static int compareExtended(Fold f) {
    TssaOp op = f.a.op();
    if (op != TssaOp.I2L && op != TssaOp.U2L) {
      return NO;
    }
    Insn right = narrowed(f, op);
    if (right == null) {
      return NO;
    }
    // Sign extension keeps both orders; zero extension maps both to the unsigned one.
    Cond cond = op == TssaOp.I2L ? f.cond() : unsigned(f.cond());
    return f.compare(cond, f.a.arg(0), right);
  }

  private static @Nullable Insn narrowed(Fold f, TssaOp extension) {
    if (f.b.op() == extension) {
      return f.b.arg(0);
    }
    if (!f.b.isConst()) {
      return null;
    }
    long c = f.b.imm();
    boolean fits = extension == TssaOp.I2L ? c == (int) c : c >>> 32 == 0;
    int low = (int) c;
    return fits ? f.constant(Kind.I32, low) : null;
  }

  private static Cond unsigned(Cond cond) {
    return switch (cond) {
      case LT -> Cond.ULT;
      case LE -> Cond.ULE;
      case GT -> Cond.UGT;
      case GE -> Cond.UGE;
      default -> cond;
    };
  }

  static int compareReference(Fold f) {
    if (f.a.op() != TssaOp.R2I || !f.cond().fits(Kind.REF)) {
      return NO;
    }
    if (f.b.op() == TssaOp.R2I) {
      return f.compare(f.cond(), f.a.arg(0), f.b.arg(0));
    }
    return f.b.isConst(0) && isEquality(f.cond())
        ? f.compare(f.cond(), f.a.arg(0), f.constant(Kind.REF, 0))
        : NO;
  }

  static int compareUnsigned(Fold f) {
    boolean one = f.b.isConst(1);
    if ((!one && !f.b.isConst(0)) || f.b.kind().isFloat()) {
      return NO;
    }
    Cond to =
        switch (f.cond()) {
          case ULT -> one ? Cond.EQ : null;
          case UGE -> one ? Cond.NE : null;
          case UGT -> one ? null : Cond.NE;
          case ULE -> one ? null : Cond.EQ;
          default -> null;
        };
    return to == null ? NO : f.compare(to, f.a, f.constant(f.a.kind(), 0));
  }

  /**
   * A choice between a value and a constant that is not the one asked for: it is the value, and was
   * chosen.
   */
  static int compareSelect(Fold f) {
    Insn x = f.a;
    if (x.op() != TssaOp.SELECT || f.cond() != Cond.EQ || !f.b.isConst()) {
      return NO;
    }
    boolean first = isOther(x.arg(2), f.b);
    if (!first && !isOther(x.arg(1), f.b)) {
      return NO;
    }
    f.builder.guard(Cond.EQ, x.arg(first ? 1 : 2), f.b, f.exit, f.origin);
    return f.builder.isEnded()
        ? Fold.ALWAYS
        : f.compare(first ? Cond.NE : Cond.EQ, x.arg(0), f.constant(Kind.I32, 0));
  }

  private static boolean isOther(Insn x, Insn constant) {
    return x.isConst() && !x.kind().isFloat() && x.imm() != constant.imm();
  }

  static int setBoolean(Fold f) {
    if (f.a.kind() != Kind.I32 || !f.b.isConst() || !Range.within(f.range(f.a), 0, 1)) {
      return NO;
    }
    boolean ofOne = holds(f, 1);
    return ofOne && !holds(f, 0) ? f.value(f.a) : NO;
  }

  static int selectSame(Fold f) {
    return f.b == f.c ? f.value(f.b) : NO;
  }

  static int selectKnown(Fold f) {
    long test = f.range(f.a);
    if (Range.low(test) > 0 || Range.high(test) < 0) {
      return f.value(f.b);
    }
    if (Range.isConstant(test)) {
      return f.value(f.c);
    }
    int known = f.builder.decideNotZero(f.a);
    return known < 0 ? NO : f.value(known == 1 ? f.b : f.c);
  }

  static int selectTest(Fold f) {
    Insn test = f.a;
    if (test.op() != TssaOp.SET
        || test.arg(0).kind() != Kind.I32
        || !test.arg(1).isConst(0)
        || !isEquality(test.cond())) {
      return NO;
    }
    if (test.cond() == Cond.EQ) {
      Insn b = f.b;
      f.b = f.c;
      f.c = b;
    }
    f.a = test.arg(0);
    return Fold.AGAIN;
  }

  static int selectBoolean(Fold f) {
    if (f.kind != Kind.I32) {
      return NO;
    }
    boolean straight = f.b.isConst(1) && f.c.isConst(0);
    if (!straight && !(f.b.isConst(0) && f.c.isConst(1))) {
      return NO;
    }
    f.cond = straight ? Cond.NE : Cond.EQ;
    return f.become(TssaOp.SET, f.a, f.constant(Kind.I32, 0));
  }
}
