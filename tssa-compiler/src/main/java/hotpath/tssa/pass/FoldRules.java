package hotpath.tssa.pass;

import static hotpath.tssa.pass.Fold.AGAIN;
import static hotpath.tssa.pass.Fold.NO;

import hotpath.tssa.eval.Arithmetic;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.TssaOp;

/** Runs the rules of {@link FoldRule} on an instruction until none applies. */
final class FoldRules {
  /** No chain of rules is longer; a longer one is two rules that undo each other. */
  private static final int LIMIT = 100;

  private FoldRules() {}

  /**
   * Folds {@code f}: the code that {@link Fold} describes, NO or AGAIN if the instruction, as it is
   * now, must be emitted.
   */
  static int fold(Fold f) {
    boolean changed = false;
    for (int i = 0; i < LIMIT; i++) {
      int code = step(f);
      if (code != AGAIN) {
        return code == NO && changed ? AGAIN : code;
      }
      changed = true;
    }
    throw new IllegalStateException("fold rules of " + f.op + " do not end");
  }

  private static int step(Fold f) {
    if (f.op.isPure()) {
      int code = constants(f);
      if (code != NO) {
        f.builder.applied(FoldRule.CONSTANTS);
        return code;
      }
    }
    for (FoldRule rule : FoldRule.of(f.op)) {
      int code = apply(rule, f);
      if (code != NO) {
        f.builder.applied(rule);
        return code;
      }
    }
    return NO;
  }

  /** Computes an operation of constants by the arithmetic that the evaluator uses. */
  private static int constants(Fold f) {
    if (!f.a.isConst() || f.argCount > 2 || !Arithmetic.computes(f.op)) {
      return NO;
    }
    Insn a = f.a;
    if (f.argCount == 1) {
      return f.value(Arithmetic.unary(f.op, a.kind(), a.imm()));
    }
    // An integer division by zero is behind a guard that fails.
    boolean divides = f.op == TssaOp.DIV || f.op == TssaOp.REM;
    if (!f.b.isConst() || (divides && f.isInt() && f.b.isConst(0))) {
      return NO;
    }
    return f.value(Arithmetic.binary(f.op, a.kind(), a.imm(), f.b.imm()));
  }

  private static int apply(FoldRule rule, Fold f) {
    return switch (rule) {
      case CONSTANTS -> NO;
      case CONSTANT_RIGHT -> ArithmeticRules.constantRight(f);
      case ADD_ZERO -> ArithmeticRules.addZero(f);
      case ADD_CONSTANTS -> ArithmeticRules.addConstants(f);
      case ADD_TO_REST -> ArithmeticRules.addToRest(f);
      case ADD_NEGATED -> ArithmeticRules.addNegated(f);
      case ADD_SUBTRACTED -> ArithmeticRules.addSubtracted(f);
      case SUB_CONSTANT -> ArithmeticRules.subConstant(f);
      case SUB_SAME -> ArithmeticRules.subSame(f);
      case SUB_FROM_ZERO -> ArithmeticRules.subFromZero(f);
      case SUB_NEGATED -> ArithmeticRules.subNegated(f);
      case SUB_ADDED -> ArithmeticRules.subAdded(f);
      case SUB_OFFSETS -> ArithmeticRules.subOffsets(f);
      case NEG_NEG -> ArithmeticRules.negNeg(f);
      case NEG_SUB -> ArithmeticRules.negSub(f);
      case MUL_ZERO -> ArithmeticRules.mulZero(f);
      case MUL_ONE -> ArithmeticRules.mulOne(f);
      case MUL_MINUS_ONE -> ArithmeticRules.mulMinusOne(f);
      case MUL_CONSTANTS -> ArithmeticRules.mulConstants(f);
      case MUL_POWER -> ArithmeticRules.mulPower(f);
      case DIV_ONE -> ArithmeticRules.divOne(f);
      case DIV_POWER -> ArithmeticRules.divPower(f);
      case DIV_RECIPROCAL -> ArithmeticRules.divReciprocal(f);
      case REM_ONE -> ArithmeticRules.remOne(f);
      case REM_SMALL -> ArithmeticRules.remSmall(f);
      case REM_POWER -> ArithmeticRules.remPower(f);
      case MIN_MAX_SAME -> ArithmeticRules.minMaxSame(f);
      case MIN_MAX_RANGE -> ArithmeticRules.minMaxRange(f);
      case ABS_SIGN -> ArithmeticRules.absSign(f);
      case ABS_POSITIVE -> ArithmeticRules.absPositive(f);
      case AND_ZERO -> BitRules.andZero(f);
      case AND_ONES -> BitRules.andOnes(f);
      case AND_SAME -> BitRules.andSame(f);
      case AND_CONSTANTS -> BitRules.andConstants(f);
      case AND_COVERED -> BitRules.andCovered(f);
      case OR_COVERED -> BitRules.orCovered(f);
      case AND_NARROWED -> BitRules.andNarrowed(f);
      case AND_CHAR -> BitRules.andChar(f);
      case OR_ZERO -> BitRules.orZero(f);
      case OR_ONES -> BitRules.orOnes(f);
      case XOR_SAME -> BitRules.xorSame(f);
      case XOR_TWICE -> BitRules.xorTwice(f);
      case SHIFT_ZERO -> BitRules.shiftZero(f);
      case SHIFT_MASKED -> BitRules.shiftMasked(f);
      case SHIFT_TWICE -> BitRules.shiftTwice(f);
      case SHIFT_BACK -> BitRules.shiftBack(f);
      case SHIFT_CLEAR -> BitRules.shiftClear(f);
      case BSWAP_BSWAP -> BitRules.bswapBswap(f);
      case NARROW_COVERED -> ConversionRules.narrowCovered(f);
      case NARROW_TWICE -> ConversionRules.narrowTwice(f);
      case NARROW_MASKED -> ConversionRules.narrowMasked(f);
      case I2L_POSITIVE -> ConversionRules.i2lPositive(f);
      case L2I_EXTENDED -> ConversionRules.l2iExtended(f);
      case L2I_LOW -> ConversionRules.l2iLow(f);
      case D2F_WIDENED -> ConversionRules.d2fWidened(f);
      case D2I_WIDENED -> ConversionRules.d2iWidened(f);
      case BITS_BACK -> ConversionRules.bitsBack(f);
      case LCMP_SAME -> ConversionRules.lcmpSame(f);
      case COMPARE_CONSTANTS -> CompareRules.compareConstants(f);
      case COMPARE_RIGHT -> CompareRules.compareRight(f);
      case COMPARE_SAME -> CompareRules.compareSame(f);
      case COMPARE_THREE_WAY -> CompareRules.compareThreeWay(f);
      case COMPARE_BOOLEAN -> CompareRules.compareBoolean(f);
      case COMPARE_DIFFERENCE -> CompareRules.compareDifference(f);
      case COMPARE_SUM -> CompareRules.compareSum(f);
      case COMPARE_EXTENDED -> CompareRules.compareExtended(f);
      case COMPARE_REFERENCE -> CompareRules.compareReference(f);
      case COMPARE_UNSIGNED -> CompareRules.compareUnsigned(f);
      case COMPARE_SELECT -> CompareRules.compareSelect(f);
      case SET_BOOLEAN -> CompareRules.setBoolean(f);
      case SELECT_SAME -> CompareRules.selectSame(f);
      case SELECT_KNOWN -> CompareRules.selectKnown(f);
      case SELECT_TEST -> CompareRules.selectTest(f);
      case SELECT_BOOLEAN -> CompareRules.selectBoolean(f);
      case ADDRESS_NUMBER -> AddressRules.addressNumber(f);
      case OFFSET_BACK -> AddressRules.offsetBack(f);
      case PLUS_ZERO -> AddressRules.plusZero(f);
      case PLUS_CONSTANTS -> AddressRules.plusConstants(f);
      case PLUS_APART -> AddressRules.plusApart(f);
      case MEMORY_DISPLACEMENT -> AddressRules.memoryDisplacement(f);
      case MEMORY_INDEXED -> AddressRules.memoryIndexed(f);
      case MEMORY_INDEX_CONSTANT -> AddressRules.memoryIndexConstant(f);
      case MEMORY_INDEX_OFFSET -> AddressRules.memoryIndexOffset(f);
      case STORE_NARROWED -> AddressRules.storeNarrowed(f);
    };
  }
}
