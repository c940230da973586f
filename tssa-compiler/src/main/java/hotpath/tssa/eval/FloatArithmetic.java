package hotpath.tssa.eval;

import static hotpath.tssa.eval.Arithmetic.ofDouble;
import static hotpath.tssa.eval.Arithmetic.ofFloat;
import static hotpath.tssa.eval.Arithmetic.unknown;

import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.TssaOp;

/** The floating-point half of {@link Arithmetic}. */
final class FloatArithmetic {
  private FloatArithmetic() {}

  /** The "not" conditions hold when the plain ones do not, so with a NaN they all do. */
  static boolean holds(Cond cond, double a, double b) {
    return switch (cond) {
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case GE -> a >= b;
      case GT -> a > b;
      case LE -> a <= b;
      case NLT -> !(a < b);
      case NGE -> !(a >= b);
      case NGT -> !(a > b);
      case NLE -> !(a <= b);
      case ULT, UGE, UGT, ULE -> throw unknown(cond, Kind.F64);
    };
  }

  static long unary32(TssaOp op, float a) {
    return switch (op) {
      case NEG -> ofFloat(-a);
      case ABS -> ofFloat(Math.abs(a));
      // The square root of a float, rounded to double and then to float, is the float nearest to
      // it.
      case SQRT -> ofFloat((float) Math.sqrt(a));
      case F2I -> (int) a;
      case F2L -> (long) a;
      case F2D -> ofDouble(a);
      case F2BITS -> Float.floatToRawIntBits(a);
      default -> throw unknown(op, Kind.F32);
    };
  }

  static long unary64(TssaOp op, double a) {
    return switch (op) {
      case NEG -> ofDouble(-a);
      case ABS -> ofDouble(Math.abs(a));
      case SQRT -> ofDouble(Math.sqrt(a));
      case FLOOR -> ofDouble(Math.floor(a));
      case CEIL -> ofDouble(Math.ceil(a));
      case RINT -> ofDouble(Math.rint(a));
      case D2I -> (int) a;
      case D2L -> (long) a;
      case D2F -> ofFloat((float) a);
      case D2BITS -> Double.doubleToRawLongBits(a);
      default -> throw unknown(op, Kind.F64);
    };
  }

  static long binary32(TssaOp op, float a, float b) {
    return switch (op) {
      case ADD -> ofFloat(a + b);
      case SUB -> ofFloat(a - b);
      case MUL -> ofFloat(a * b);
      case DIV -> ofFloat(a / b);
      case REM -> ofFloat(a % b);
      case MIN -> ofFloat(Math.min(a, b));
      case MAX -> ofFloat(Math.max(a, b));
      case CMPL, CMPG -> compare(op, a, b);
      default -> throw unknown(op, Kind.F32);
    };
  }

  static long binary64(TssaOp op, double a, double b) {
    return switch (op) {
      case ADD -> ofDouble(a + b);
      case SUB -> ofDouble(a - b);
      case MUL -> ofDouble(a * b);
      case DIV -> ofDouble(a / b);
      case REM -> ofDouble(a % b);
      case MIN -> ofDouble(Math.min(a, b));
      case MAX -> ofDouble(Math.max(a, b));
      case CMPL, CMPG -> compare(op, a, b);
      default -> throw unknown(op, Kind.F64);
    };
  }

  private static long compare(TssaOp op, double a, double b) {
    if (a < b) {
      return -1;
    }
    if (a == b) {
      return 0;
    }
    return a > b || op == TssaOp.CMPG ? 1 : -1;
  }
}
