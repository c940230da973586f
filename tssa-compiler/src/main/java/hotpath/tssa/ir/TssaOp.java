package hotpath.tssa.ir;

import java.util.EnumSet;
import java.util.Set;

/**
 * The operations of Trace SSA: the one table from which printer, parser, verifier, evaluator, dumps
 * and documentation derive.
 *
 * <p>A signature lists operand kinds, a colon and the result kind: {@code i l f d r a} as in {@link
 * Kind#letter()}, {@code T} the instruction's own kind, {@code S} one kind for all operands so
 * marked (not that of the result), {@code m} the kind that the memory type names, {@code ?} any,
 * {@code b} a ref or an addr, {@code *} any number of operands of any kind, a trailing {@code i?}
 * an operand that may be missing.
 *
 * <p>Semantics are Java's (JVMS 6.5): integer arithmetic wraps, shift distances are masked,
 * conversions to integers saturate and map NaN to 0, division of the least value by -1 wraps.
 * Division and remainder by zero are excluded by a guard before them. Scalar arithmetic is defined
 * once, in {@code hotpath.tssa.eval.Arithmetic}.
 */
public enum TssaOp {
  // Inputs
  CONST(
      "const",
      ":T",
      "the constant whose bits are the immediate, those of an i32 or f32 sign-extended; of refs"
          + " only null"),
  PARAM("param", ":T", "a parameter of the block"),
  SLOT("slot", ":T", "interpreter slot number imm, as it was on entry"),
  FP("fp", ":a", "the frame pointer"),
  SP("sp", ":a", "the operand stack pointer (handlers)"),
  PC("pc", ":a", "the address of the current code word (handlers)"),
  TB("tb", ":a", "the thread block"),
  COUNT("count", ":l", "the instruction count (handlers; a trace loads it from the thread block)"),

  // Arithmetic
  ADD("add", "TT:T", "sum", Trait.PURE, Trait.COMMUTES),
  SUB("sub", "TT:T", "difference", Trait.PURE),
  MUL("mul", "TT:T", "product", Trait.PURE, Trait.COMMUTES),
  DIV("div", "TT:T", "quotient, toward zero; the integer divisor is not 0", Trait.PURE),
  REM(
      "rem",
      "TT:T",
      "remainder with the dividend's sign; the integer divisor is not 0",
      Trait.PURE),
  NEG("neg", "T:T", "negation", Trait.PURE),
  AND("and", "TT:T", "bitwise and", Trait.PURE, Trait.COMMUTES),
  OR("or", "TT:T", "bitwise or", Trait.PURE, Trait.COMMUTES),
  XOR("xor", "TT:T", "bitwise exclusive or", Trait.PURE, Trait.COMMUTES),
  SHL("shl", "Ti:T", "shift left, distance masked", Trait.PURE),
  SHR("shr", "Ti:T", "arithmetic shift right, distance masked", Trait.PURE),
  USHR("ushr", "Ti:T", "logical shift right, distance masked", Trait.PURE),
  MIN("min", "TT:T", "Math.min", Trait.PURE, Trait.COMMUTES),
  MAX("max", "TT:T", "Math.max", Trait.PURE, Trait.COMMUTES),
  ABS("abs", "T:T", "Math.abs", Trait.PURE),
  SQRT("sqrt", "T:T", "square root, correctly rounded", Trait.PURE),
  FLOOR("floor", "T:T", "Math.floor (f64)", Trait.PURE),
  CEIL("ceil", "T:T", "Math.ceil (f64)", Trait.PURE),
  RINT("rint", "T:T", "Math.rint (f64)", Trait.PURE),
  MULHI("mulhi", "ll:l", "upper 64 bits of the signed product", Trait.PURE, Trait.COMMUTES),
  UMULHI("umulhi", "ll:l", "upper 64 bits of the unsigned product", Trait.PURE, Trait.COMMUTES),
  BITCOUNT("bitcount", "S:i", "number of one bits", Trait.PURE),
  CLZ("clz", "S:i", "number of leading zeros", Trait.PURE),
  CTZ("ctz", "S:i", "number of trailing zeros", Trait.PURE),
  BSWAP("bswap", "T:T", "bytes reversed", Trait.PURE),

  // Conversions
  I2L("i2l", "i:l", "sign extension", Trait.PURE),
  U2L("u2l", "i:l", "zero extension", Trait.PURE),
  L2I("l2i", "l:i", "low half", Trait.PURE),
  I2B("i2b", "i:i", "to byte, sign-extended", Trait.PURE),
  I2C("i2c", "i:i", "to char, zero-extended", Trait.PURE),
  I2S("i2s", "i:i", "to short, sign-extended", Trait.PURE),
  I2F("i2f", "i:f", "to float", Trait.PURE),
  I2D("i2d", "i:d", "to double", Trait.PURE),
  L2F("l2f", "l:f", "to float", Trait.PURE),
  L2D("l2d", "l:d", "to double", Trait.PURE),
  F2I("f2i", "f:i", "to int, saturating", Trait.PURE),
  F2L("f2l", "f:l", "to long, saturating", Trait.PURE),
  F2D("f2d", "f:d", "to double", Trait.PURE),
  D2I("d2i", "d:i", "to int, saturating", Trait.PURE),
  D2L("d2l", "d:l", "to long, saturating", Trait.PURE),
  D2F("d2f", "d:f", "to float, rounded", Trait.PURE),
  F2BITS("f2bits", "f:i", "raw bits", Trait.PURE),
  BITS2F("bits2f", "i:f", "from raw bits", Trait.PURE),
  D2BITS("d2bits", "d:l", "raw bits", Trait.PURE),
  BITS2D("bits2d", "l:d", "from raw bits", Trait.PURE),
  R2I("r2i", "r:i", "a reference's offset as a number", Trait.PURE),
  I2R("i2r", "i:r", "a number as a reference", Trait.PURE),

  // Comparison
  LCMP("lcmp", "ll:i", "-1, 0 or 1", Trait.PURE),
  CMPL("cmpl", "SS:i", "floating-point comparison, -1 for NaN", Trait.PURE),
  CMPG("cmpg", "SS:i", "floating-point comparison, 1 for NaN", Trait.PURE),
  SET("set", "SS:i", "1 if the condition holds, else 0", Trait.PURE, Trait.COND),
  SELECT("select", "iTT:T", "operand 1 if operand 0 is not 0, else operand 2", Trait.PURE),

  // Addresses and memory
  ADDRESS("address", "b:a", "region base + reference", Trait.PURE),
  REGION("region", "i:a", "region base + unsigned offset", Trait.PURE),
  OFFSET("offset", "a:i", "address - region base", Trait.PURE),
  PLUS("plus", "al:a", "address + bytes", Trait.PURE),
  LOAD("load", "bi?:m", "what is in memory; operands base, index", Trait.MEMORY),
  STORE(
      "store", "bmi?:v", "writes memory; operands base, value, index", Trait.MEMORY, Trait.EFFECT),
  COPY(
      "copy",
      "aal:v",
      "copies bytes, as if through a buffer; operands to, from, how many; writes its alias only",
      Trait.MEMORY,
      Trait.EFFECT),

  // Allocation: expanded to the plan's sequence by the pass `expand`; leaves when the sequence
  // finds no room
  NEW(
      "new",
      "ii:r",
      "a zeroed object with class word operand 0, of operand 1 bytes",
      Trait.EXIT,
      Trait.FRESH),
  NEWARRAY(
      "newarray",
      "ii:r",
      "a zeroed array with class word operand 0, length operand 1 (0 <= length), elements of 2^imm"
          + " bytes",
      Trait.EXIT,
      Trait.FRESH),

  // Calls of leaf routines: imm = number in the table of routines; no exit, no allocation
  CALL("call", "*:T", "a leaf routine's result; may read memory", Trait.CALL),
  CALLEFFECT("calleffect", "*:T", "a leaf routine that writes memory", Trait.CALL, Trait.EFFECT),

  // Leaving
  GUARD(
      "guard",
      "SS:v",
      "leaves through its exit unless the condition holds",
      Trait.EXIT,
      Trait.COND),

  // Ends of blocks
  JUMP("jump", "*:v", "to its target with arguments for the target's parameters", Trait.END),
  BRANCH(
      "branch",
      "SS:v",
      "to target 0 if the condition holds, else to target 1",
      Trait.END,
      Trait.COND),
  DISPATCH(
      "dispatch", "aaal:v", "to the handler of pc, with sp, fp and count (handlers)", Trait.END),
  LEAVE(
      "leave",
      "*:v",
      "through its exit, always; in handlers with the state of its operands pc, sp, fp, count, or"
          + " none: as on entry",
      Trait.END,
      Trait.EXIT),
  LOOP(
      "loop",
      ":v",
      "to the trace's anchor in the state of its exit (before loop formation)",
      Trait.END,
      Trait.EXIT),
  LINK("link", ":v", "to the entry of trace imm in the state of its exit", Trait.END, Trait.EXIT),
  RETURN("return", "*:v", "from a leaf routine", Trait.END);

  /** What a pass may assume. */
  public enum Trait {
    /** Depends on its operands only, has no effect: may be moved, merged or dropped. */
    PURE,
    COMMUTES,
    /** Has a {@link Mem}. */
    MEMORY,
    /** Changes memory: stays, in order. */
    EFFECT,
    /** Yields a new object that nothing else refers to. */
    FRESH,
    /** Has a {@link Cond}. */
    COND,
    /** Has an {@link Exit}. */
    EXIT,
    /** Calls a leaf routine. */
    CALL,
    /** Ends its block. */
    END
  }

  private final String text;
  private final String signature;
  private final String meaning;
  private final Set<Trait> traits;

  TssaOp(String text, String signature, String meaning, Trait... traits) {
    this.text = text;
    this.signature = signature;
    this.meaning = meaning;
    this.traits = traits.length == 0 ? EnumSet.noneOf(Trait.class) : EnumSet.of(traits[0], traits);
  }

  public String signature() {
    return signature;
  }

  /** One line for the documentation. */
  public String meaning() {
    return meaning;
  }

  public boolean has(Trait trait) {
    return traits.contains(trait);
  }

  public boolean isPure() {
    return traits.contains(Trait.PURE);
  }

  public boolean endsBlock() {
    return traits.contains(Trait.END);
  }

  /** Whether the instruction has to stay although nothing uses its value. */
  public boolean isPinned() {
    return has(Trait.EFFECT) || has(Trait.END) || this == GUARD || this == PARAM;
  }

  @Override
  public String toString() {
    return text;
  }
}
