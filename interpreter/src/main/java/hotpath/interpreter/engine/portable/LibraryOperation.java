package hotpath.interpreter.engine.portable;

import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;

/** TSSA operations that Java code states as a call of the host's library. */
record LibraryOperation(String owner, String name, String descriptor) {

  private static final String MATH = "java/lang/Math";

  static LibraryOperation of(Insn insn) {
    boolean wide = insn.argCount() > 0 && insn.arg(0).kind() == Kind.I64;
    String box = wide ? "java/lang/Long" : "java/lang/Integer";
    String letter = wide ? "J" : "I";
    return switch (insn.op()) {
      case MIN, MAX -> math(insn, 2);
      case ABS -> math(insn, 1);
      case SQRT, FLOOR, CEIL, RINT -> math(insn, 1);
      case MULHI -> new LibraryOperation(MATH, "multiplyHigh", "(JJ)J");
      case UMULHI -> new LibraryOperation(MATH, "unsignedMultiplyHigh", "(JJ)J");
      case BITCOUNT -> new LibraryOperation(box, "bitCount", "(" + letter + ")I");
      case CLZ -> new LibraryOperation(box, "numberOfLeadingZeros", "(" + letter + ")I");
      case CTZ -> new LibraryOperation(box, "numberOfTrailingZeros", "(" + letter + ")I");
      case BSWAP -> new LibraryOperation(box, "reverseBytes", "(" + letter + ")" + letter);
      case F2BITS -> new LibraryOperation("java/lang/Float", "floatToRawIntBits", "(F)I");
      case BITS2F -> new LibraryOperation("java/lang/Float", "intBitsToFloat", "(I)F");
      case D2BITS -> new LibraryOperation("java/lang/Double", "doubleToRawLongBits", "(D)J");
      case BITS2D -> new LibraryOperation("java/lang/Double", "longBitsToDouble", "(J)D");
      default -> throw new IllegalStateException("no handler prints " + insn);
    };
  }

  private static LibraryOperation math(Insn insn, int operands) {
    String letter =
        switch (insn.kind()) {
          case I32 -> "I";
          case I64 -> "J";
          case F32 -> "F";
          case F64 -> "D";
          default -> throw new IllegalStateException("no handler prints " + insn);
        };
    return new LibraryOperation(
        MATH, insn.op().toString(), "(" + letter.repeat(operands) + ")" + letter);
  }
}
