package hotpath.tssa.pass;

import hotpath.tssa.ir.TssaOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The fold rules: what is rewritten to what, in the order in which they are tried for an operation.
 * The methods are in {@link ArithmeticRules}, {@link BitRules}, {@link ConversionRules}, {@link
 * CompareRules} and {@link AddressRules}.
 *
 * <p>The table is an enum and not a list of method references because the host spends a tenth of a
 * millisecond on linking each of those, before the first trace is compiled.
 *
 * <p>Requirements of a rule:
 *
 * <ol>
 *   <li>It keeps the kind of the result.
 *   <li>It keeps every bit of the result, of floating-point numbers too (any NaN stands for any
 *       other). So there is no algebra on those but what is exact.
 *   <li>It looks at operands, facts and ranges, never at what comes later or at the other iteration
 *       of a loop: a parameter is opaque.
 *   <li>It emits pure operations only, or a guard with the exit of the guard that it folds; and
 *       none that could fault where the original could not: an integer division keeps its divisor.
 *   <li>It makes progress: fewer operations, cheaper ones, or constants further to the right. No
 *       two rules undo each other.
 * </ol>
 *
 * <p>In the patterns x, y are any values, c, d constants, k a shift distance.
 */
public enum FoldRule {
  // Every pure operation
  CONSTANTS("c op d -> the constant"),

  // Arithmetic
  CONSTANT_RIGHT(
      "c + x -> x + c, for every operation that commutes",
      TssaOp.ADD,
      TssaOp.MUL,
      TssaOp.AND,
      TssaOp.OR,
      TssaOp.XOR,
      TssaOp.MIN,
      TssaOp.MAX,
      TssaOp.MULHI,
      TssaOp.UMULHI),
  ADD_ZERO("x + 0 -> x (integers)", TssaOp.ADD),
  ADD_CONSTANTS("(x + c) + d -> x + (c + d)", TssaOp.ADD),
  ADD_TO_REST("(c - x) + d -> (c + d) - x", TssaOp.ADD),
  ADD_NEGATED("x + neg y -> x - y (integers)", TssaOp.ADD),
  ADD_SUBTRACTED("(x - y) + y -> x", TssaOp.ADD),
  SUB_CONSTANT("x - c -> x + -c", TssaOp.SUB),
  SUB_SAME("x - x -> 0", TssaOp.SUB),
  SUB_FROM_ZERO("0 - x -> neg x (integers)", TssaOp.SUB),
  SUB_NEGATED("x - neg y -> x + y (integers)", TssaOp.SUB),
  SUB_ADDED("(x + y) - x -> y", TssaOp.SUB),
  SUB_OFFSETS("(x + c) - (x + d) -> c - d, x - (x + d) -> -d", TssaOp.SUB),
  NEG_NEG("neg neg x -> x", TssaOp.NEG),
  NEG_SUB("neg (x - y) -> y - x (integers)", TssaOp.NEG),
  MUL_ZERO("x * 0 -> 0 (integers)", TssaOp.MUL),
  MUL_ONE("x * 1 -> x (integers)", TssaOp.MUL),
  MUL_MINUS_ONE("x * -1 -> neg x (integers)", TssaOp.MUL),
  MUL_CONSTANTS("(x * c) * d -> x * (c * d), (x << k) * d -> x * (d << k)", TssaOp.MUL),
  MUL_POWER("x * 2^k -> x << k", TssaOp.MUL),
  DIV_ONE("x / 1 -> x, x / -1 -> neg x (integers)", TssaOp.DIV),
  DIV_POWER("x / 2^k -> (x + ((x >> 31) >>> (32 - k))) >> k; x >> k if x >= 0", TssaOp.DIV),
  DIV_RECIPROCAL("x / 2^k -> x * 2^-k (floating point, both normal)", TssaOp.DIV),
  REM_ONE("x % 1 -> 0, x % -1 -> 0", TssaOp.REM),
  REM_SMALL("x % y -> x if 0 <= x < y", TssaOp.REM),
  REM_POWER(
      "x % 2^k -> x - ((x + ((x >> 31) >>> (32 - k))) & -2^k); x & (2^k - 1) if x >= 0",
      TssaOp.REM),
  MIN_MAX_SAME("min x, x -> x", TssaOp.MIN, TssaOp.MAX),
  MIN_MAX_RANGE("min x, y -> x if x <= y is known (i32)", TssaOp.MIN, TssaOp.MAX),
  ABS_SIGN("abs (abs x) -> abs x, abs (neg x) -> abs x", TssaOp.ABS),
  ABS_POSITIVE("abs x -> x if x >= 0", TssaOp.ABS),

  // Bits
  AND_ZERO("x & 0 -> 0", TssaOp.AND),
  AND_ONES("x & -1 -> x", TssaOp.AND),
  AND_SAME("x & x -> x", TssaOp.AND, TssaOp.OR),
  AND_CONSTANTS("(x & c) & d -> x & (c & d), likewise | and ^", TssaOp.AND, TssaOp.OR, TssaOp.XOR),
  AND_COVERED("x & c -> x if 0 <= x <= 2^k - 1 and c has those bits", TssaOp.AND),
  OR_COVERED("x | c -> c if 0 <= x <= 2^k - 1 and c has those bits", TssaOp.OR),
  AND_NARROWED("i2b x & c -> x & c if c <= 255, likewise i2s and i2c", TssaOp.AND),
  AND_CHAR("x & 65535 -> i2c x", TssaOp.AND),
  OR_ZERO("x | 0 -> x, x ^ 0 -> x", TssaOp.OR, TssaOp.XOR),
  OR_ONES("x | -1 -> -1", TssaOp.OR),
  XOR_SAME("x ^ x -> 0", TssaOp.XOR),
  XOR_TWICE("(x ^ y) ^ y -> x", TssaOp.XOR),
  SHIFT_ZERO("x << 0 -> x, 0 << x -> 0, likewise right", TssaOp.SHL, TssaOp.SHR, TssaOp.USHR),
  SHIFT_MASKED(
      "x << (y & 31) -> x << y; a constant distance is masked",
      TssaOp.SHL,
      TssaOp.SHR,
      TssaOp.USHR),
  SHIFT_TWICE("(x << c) << d -> x << (c + d), likewise right", TssaOp.SHL, TssaOp.SHR, TssaOp.USHR),
  SHIFT_BACK("(x << 24) >> 24 -> i2b x, (x << 16) >> 16 -> i2s x (i32)", TssaOp.SHR),
  SHIFT_CLEAR("(x << k) >>> k -> x & (-1 >>> k)", TssaOp.USHR),
  BSWAP_BSWAP("bswap (bswap x) -> x", TssaOp.BSWAP),

  // Conversions
  NARROW_COVERED(
      "i2b x -> x if -128 <= x <= 127, likewise i2s and i2c", TssaOp.I2B, TssaOp.I2S, TssaOp.I2C),
  NARROW_TWICE("i2b (i2s x) -> i2b x and the like", TssaOp.I2B, TssaOp.I2S, TssaOp.I2C),
  NARROW_MASKED(
      "i2b (x & c) -> i2b x if c has all 8 bits, likewise 16", TssaOp.I2B, TssaOp.I2S, TssaOp.I2C),
  I2L_POSITIVE("i2l x -> u2l x if x >= 0", TssaOp.I2L),
  L2I_EXTENDED("l2i (i2l x) -> x, l2i (u2l x) -> x", TssaOp.L2I),
  L2I_LOW(
      "l2i (x + y) -> l2i x + l2i y if both are extended or constant; also - * & | ^", TssaOp.L2I),
  D2F_WIDENED("d2f (f2d x) -> x, d2f (i2d x) -> i2f x, d2f (sqrt (f2d x)) -> sqrt x", TssaOp.D2F),
  D2I_WIDENED("d2i (i2d x) -> x, d2i (f2d x) -> f2i x, d2l likewise", TssaOp.D2I, TssaOp.D2L),
  BITS_BACK(
      "f2bits (bits2f x) -> x and the like",
      TssaOp.F2BITS,
      TssaOp.BITS2F,
      TssaOp.D2BITS,
      TssaOp.BITS2D,
      TssaOp.R2I,
      TssaOp.I2R),
  LCMP_SAME("lcmp x, x -> 0", TssaOp.LCMP),

  // Comparisons: of guards, branches and set
  COMPARE_CONSTANTS("c ? d -> decided", TssaOp.GUARD, TssaOp.BRANCH, TssaOp.SET),
  COMPARE_RIGHT("c < x -> x > c", TssaOp.GUARD, TssaOp.BRANCH, TssaOp.SET),
  COMPARE_SAME("x < x -> decided (not floating point)", TssaOp.GUARD, TssaOp.BRANCH, TssaOp.SET),
  COMPARE_THREE_WAY(
      "(cmpg x, y) >= c -> x ? y, ordered or not as the constant asks; also cmpl, lcmp",
      TssaOp.GUARD,
      TssaOp.BRANCH,
      TssaOp.SET),
  COMPARE_BOOLEAN(
      "(set ? x, y) != 0 -> x ? y, (select x, c, d) == c -> x != 0",
      TssaOp.GUARD,
      TssaOp.BRANCH,
      TssaOp.SET),
  COMPARE_DIFFERENCE(
      "(x - y) == 0 -> x == y, (x ^ y) == 0 -> x == y", TssaOp.GUARD, TssaOp.BRANCH, TssaOp.SET),
  COMPARE_SUM("(x + c) == d -> x == d - c", TssaOp.GUARD, TssaOp.BRANCH, TssaOp.SET),
  COMPARE_EXTENDED(
      "i2l x < i2l y -> x < y; u2l likewise, unsigned", TssaOp.GUARD, TssaOp.BRANCH, TssaOp.SET),
  COMPARE_REFERENCE(
      "r2i x == 0 -> x == null, r2i x == r2i y -> x == y", TssaOp.GUARD, TssaOp.BRANCH, TssaOp.SET),
  COMPARE_UNSIGNED(
      "x <u 1 -> x == 0, x >u 0 -> x != 0 and their inverses",
      TssaOp.GUARD,
      TssaOp.BRANCH,
      TssaOp.SET),
  COMPARE_SELECT(
      "guard (select x, y, c) == d -> guard y == d, guard x != 0, if c != d (one exit)",
      TssaOp.GUARD),
  SET_BOOLEAN(
      "set ne x, 0 -> x if 0 <= x <= 1; set eq x, 0 of a set -> the inverse set", TssaOp.SET),
  SELECT_SAME("select x, y, y -> y", TssaOp.SELECT),
  SELECT_KNOWN("select x, y, z -> y if x != 0 is known, z if x == 0", TssaOp.SELECT),
  SELECT_TEST("select (set ne x, 0), y, z -> select x, y, z; eq exchanges", TssaOp.SELECT),
  SELECT_BOOLEAN("select x, 1, 0 -> set ne x, 0; select x, 0, 1 -> set eq x, 0", TssaOp.SELECT),

  // Addresses
  ADDRESS_NUMBER(
      "address (i2r x) -> region x, region (r2i x) -> address x", TssaOp.ADDRESS, TssaOp.REGION),
  OFFSET_BACK("offset (address x) -> r2i x, offset (region x) -> x", TssaOp.OFFSET),
  PLUS_ZERO("x plus 0 -> x", TssaOp.PLUS),
  PLUS_CONSTANTS("(x plus c) plus d -> x plus (c + d)", TssaOp.PLUS),
  PLUS_APART("x plus (y + c) -> (x plus y) plus c", TssaOp.PLUS),
  MEMORY_DISPLACEMENT("[x plus c] -> [x + c]", TssaOp.LOAD, TssaOp.STORE),
  MEMORY_INDEXED("[x plus (u2l y << k)] -> [x + y << k]", TssaOp.LOAD, TssaOp.STORE),
  MEMORY_INDEX_CONSTANT("[x + c << k] -> [x + (c << k)]", TssaOp.LOAD, TssaOp.STORE),
  MEMORY_INDEX_OFFSET(
      "[x + (y + c) << k] -> [x + y << k + (c << k)] if y >= 0 and y + c >= 0",
      TssaOp.LOAD,
      TssaOp.STORE),
  STORE_NARROWED("store.i8 of i2b x -> of x, and the like", TssaOp.STORE);

  private static final FoldRule[][] BY_OP = byOp();

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final String pattern;
  private final TssaOp[] ops;

  FoldRule(String pattern, TssaOp... ops) {
    this.pattern = pattern;
    this.ops = ops;
  }

  /** What is rewritten to what, for the documentation. */
  public String pattern() {
    return pattern;
  }

  /** The operations that the rule is tried for; none means all pure ones. */
  public List<TssaOp> ops() {
    return List.of(ops);
  }

  static FoldRule[] of(TssaOp op) {
    return BY_OP[op.ordinal()];
  }

  private static FoldRule[][] byOp() {
    FoldRule[][] table = new FoldRule[TssaOp.values().length][];
    for (TssaOp op : TssaOp.values()) {
      List<FoldRule> rules = new ArrayList<>();
      for (FoldRule rule : values()) {
        for (TssaOp of : rule.ops) {
          if (of == op) {
            rules.add(rule);
          }
        }
      }
      table[op.ordinal()] = rules.toArray(new FoldRule[0]);
    }
    return table;
  }

  /** The name in dumps: {@code add-zero}. */
  @Override
  public String toString() {
    return text;
  }
}
