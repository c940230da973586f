package hotpath.tssa.text;

import hotpath.tssa.ir.Kind;

/**
 * Constants in the text form. The kind shows in the spelling, and every spelling reads back to the
 * same bits:
 *
 * <pre>
 * i32 5   i64 5L   f32 1.5f   f64 1.5   ref null
 * f32:7fc00000   f64:7ff0000000000000      the bits of NaNs and infinities
 * </pre>
 *
 * A finite floating-point number prints as the shortest decimal that reads back exactly, which
 * {@link Double#toString} guarantees. When read, integers may be hexadecimal, and so may
 * floating-point numbers ({@code 0x1.8p3f}).
 */
final class Constants {
  private Constants() {}

  static String print(Kind kind, long bits) {
    return switch (kind) {
      case I32 -> Integer.toString((int) bits);
      case I64 -> bits + "L";
      case F32 -> {
        float f = Float.intBitsToFloat((int) bits);
        yield Float.isFinite(f) ? f + "f" : "f32:" + Integer.toHexString((int) bits);
      }
      case F64 -> {
        double d = Double.longBitsToDouble(bits);
        yield Double.isFinite(d) ? Double.toString(d) : "f64:" + Long.toHexString(bits);
      }
      case REF -> bits == 0 ? "null" : "ref:" + Long.toHexString(bits);
      case ADDR -> "addr:" + Long.toHexString(bits);
      case VOID -> "void";
    };
  }

  /** A constant read from text. */
  record Constant(Kind kind, long bits) {}

  /**
   * Reads a constant.
   *
   * @throws NumberFormatException if {@code word} is none
   */
  static Constant parse(String word) {
    if (word.equals("null")) {
      return new Constant(Kind.REF, 0);
    }
    int colon = word.indexOf(':');
    if (colon > 0) {
      return ofBits(word.substring(0, colon), word.substring(colon + 1));
    }
    boolean hex = word.startsWith("0x") || word.startsWith("-0x");
    boolean floating = hex ? word.indexOf('p') > 0 : isDecimalFloat(word);
    char last = word.charAt(word.length() - 1);
    if (floating) {
      return last == 'f'
          ? new Constant(Kind.F32, Float.floatToRawIntBits(Float.parseFloat(word)))
          : new Constant(Kind.F64, Double.doubleToRawLongBits(Double.parseDouble(word)));
    }
    if (last == 'L') {
      String digits = word.substring(0, word.length() - 1);
      return new Constant(Kind.I64, hex ? hex(digits, 64) : Long.parseLong(digits));
    }
    return new Constant(Kind.I32, hex ? (int) hex(word, 32) : Integer.parseInt(word));
  }

  private static boolean isDecimalFloat(String word) {
    return word.indexOf('.') >= 0 || word.indexOf('E') >= 0 || word.endsWith("f");
  }

  private static Constant ofBits(String kind, String digits) {
    return switch (kind) {
      case "f32" -> new Constant(Kind.F32, Integer.parseUnsignedInt(digits, 16));
      case "f64" -> new Constant(Kind.F64, Long.parseUnsignedLong(digits, 16));
      case "ref" -> new Constant(Kind.REF, Long.parseUnsignedLong(digits, 16));
      case "addr" -> new Constant(Kind.ADDR, Long.parseUnsignedLong(digits, 16));
      default -> throw new NumberFormatException(kind);
    };
  }

  private static long hex(String word, int bits) {
    boolean negative = word.startsWith("-");
    String digits = word.substring(negative ? 3 : 2);
    long value =
        bits == 32 ? Integer.parseUnsignedInt(digits, 16) : Long.parseUnsignedLong(digits, 16);
    return negative ? -value : value;
  }
}
