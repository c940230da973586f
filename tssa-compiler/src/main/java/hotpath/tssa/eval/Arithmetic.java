package hotpath.tssa.eval;

import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.TssaOp;

/**
 * Every scalar rule of TSSA, once: the folder and the evaluator both compute here, so that a
 * constant folded is the value that would have been computed.
 *
 * <p>Values travel as {@code long} bits in canonical form: an i32 and the bits of an f32
 * sign-extended, a ref as its offset sign-extended from 32 bits, the others as they are. Results
 * are canonical too, and a NaN result is always the one NaN of {@link Float#NaN}; machine code may
 * yield another one, as Java allows.
 */
public final class Arithmetic {
  private Arithmetic() {}

  /** The canonical form of {@code bits} as a value of {@code kind}. */
  public static long canonical(Kind kind, long bits) {
    return kind == Kind.I32 || kind == Kind.F32 || kind == Kind.REF ? (int) bits : bits;
  }

  public static long ofFloat(float f) {
    return Float.floatToIntBits(f);
  }

  public static long ofDouble(double d) {
    return Double.doubleToLongBits(d);
  }

  public static float toFloat(long bits) {
    return Float.intBitsToFloat((int) bits);
  }

  public static double toDouble(long bits) {
    return Double.longBitsToDouble(bits);
  }

  /** Whether {@code a cond b}. */
  public static boolean holds(Cond cond, Kind kind, long a, long b) {
    if (kind == Kind.F32) {
      return FloatArithmetic.holds(cond, toFloat(a), toFloat(b));
    }
    if (kind == Kind.F64) {
      return FloatArithmetic.holds(cond, toDouble(a), toDouble(b));
    }
    // Sign extension keeps the unsigned order of 32-bit values too.
    return switch (cond) {
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case GE -> a >= b;
      case GT -> a > b;
      case LE -> a <= b;
      case ULT -> Long.compareUnsigned(a, b) < 0;
      case UGE -> Long.compareUnsigned(a, b) >= 0;
      case UGT -> Long.compareUnsigned(a, b) > 0;
      case ULE -> Long.compareUnsigned(a, b) <= 0;
      case NLT, NGE, NGT, NLE -> throw unknown(cond, kind);
    };
  }

  /** Whether {@link #unary} or {@link #binary} computes {@code op}. */
  public static boolean computes(TssaOp op) {
    return switch (op) {
      case ADDRESS, REGION, OFFSET, PLUS, SET, SELECT -> false;
      default -> op.isPure();
    };
  }

  /**
   * The result of a pure operation of one operand.
   *
   * @param kind the operand's kind
   */
  public static long unary(TssaOp op, Kind kind, long a) {
    return switch (kind) {
      case I32 -> unary32(op, (int) a);
      case I64 -> unary64(op, a);
      case F32 -> FloatArithmetic.unary32(op, toFloat(a));
      case F64 -> FloatArithmetic.unary64(op, toDouble(a));
      case REF -> {
        if (op != TssaOp.R2I) {
          throw unknown(op, kind);
        }
        yield (int) a;
      }
      case ADDR, VOID -> throw unknown(op, kind);
    };
  }

  private static long unary32(TssaOp op, int a) {
    return switch (op) {
      case NEG -> -a;
      case ABS -> Math.abs(a);
      case BITCOUNT -> Integer.bitCount(a);
      case CLZ -> Integer.numberOfLeadingZeros(a);
      case CTZ -> Integer.numberOfTrailingZeros(a);
      case BSWAP -> Integer.reverseBytes(a);
      case I2L, I2R, BITS2F -> a;
      case U2L -> Integer.toUnsignedLong(a);
      case I2B -> (byte) a;
      case I2C -> (char) a;
      case I2S -> (short) a;
      case I2F -> ofFloat((float) a);
      case I2D -> ofDouble(a);
      default -> throw unknown(op, Kind.I32);
    };
  }

  private static long unary64(TssaOp op, long a) {
    return switch (op) {
      case NEG -> -a;
      case ABS -> Math.abs(a);
      case BITCOUNT -> Long.bitCount(a);
      case CLZ -> Long.numberOfLeadingZeros(a);
      case CTZ -> Long.numberOfTrailingZeros(a);
      case BSWAP -> Long.reverseBytes(a);
      case L2I -> (int) a;
      case L2F -> ofFloat((float) a);
      case L2D -> ofDouble((double) a);
      case BITS2D -> a;
      default -> throw unknown(op, Kind.I64);
    };
  }

  /**
   * The result of a pure operation of two operands.
   *
   * @param kind the first operand's kind
   * @throws ArithmeticException for an integer division by zero, which a guard must exclude
   */
  public static long binary(TssaOp op, Kind kind, long a, long b) {
    return switch (kind) {
      case I32 -> binary32(op, (int) a, (int) b);
      case I64 -> binary64(op, a, b);
      case F32 -> FloatArithmetic.binary32(op, toFloat(a), toFloat(b));
      case F64 -> FloatArithmetic.binary64(op, toDouble(a), toDouble(b));
      case REF, ADDR, VOID -> throw unknown(op, kind);
    };
  }

  private static int binary32(TssaOp op, int a, int b) {
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case REM -> a % b;
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case SHL -> a << b;
      case SHR -> a >> b;
      case USHR -> a >>> b;
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      default -> throw unknown(op, Kind.I32);
    };
  }

  private static long binary64(TssaOp op, long a, long b) {
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case REM -> a % b;
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case SHL -> a << (int) b;
      case SHR -> a >> (int) b;
      case USHR -> a >>> (int) b;
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case MULHI -> Math.multiplyHigh(a, b);
      case UMULHI -> Math.unsignedMultiplyHigh(a, b);
      case LCMP -> Long.compare(a, b);
      default -> throw unknown(op, Kind.I64);
    };
  }

  static IllegalArgumentException unknown(Object what, Kind kind) {
    return new IllegalArgumentException("no " + what + " of " + kind);
  }
}
