package hotpath.interpreter.meaning;

import static hotpath.interpreter.meaning.ScalarMeanings.binary;
import static hotpath.interpreter.meaning.ScalarMeanings.combine;
import static hotpath.interpreter.meaning.ScalarMeanings.convert;
import static hotpath.interpreter.meaning.ScalarMeanings.divide;
import static hotpath.interpreter.meaning.ScalarMeanings.ifCompare;
import static hotpath.interpreter.meaning.ScalarMeanings.ifNull;
import static hotpath.interpreter.meaning.ScalarMeanings.ifZero;
import static hotpath.interpreter.meaning.ScalarMeanings.load;
import static hotpath.interpreter.meaning.ScalarMeanings.shift;
import static hotpath.interpreter.meaning.ScalarMeanings.stack;
import static hotpath.interpreter.meaning.ScalarMeanings.store;
import static hotpath.interpreter.meaning.ScalarMeanings.unary;
import static hotpath.tssa.ir.Kind.F32;
import static hotpath.tssa.ir.Kind.F64;
import static hotpath.tssa.ir.Kind.I32;
import static hotpath.tssa.ir.Kind.I64;
import static hotpath.tssa.ir.Kind.REF;

import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.TssaOp;

/**
 * The handlers of pre-decoded code: the one table of code words and their meanings. Class-file
 * bytecodes that need resolution start as {@link #RESOLVE} and become one of the quick forms; the
 * pre-decoder chooses among the others.
 *
 * <p>A branch has a forward form and two backward {@link Form}s with numbers of their own ({@link
 * HandlerNumber}), so that counting and entering a trace are a rewrite of the word's first half. A
 * loop that nobody wants to hear of again just gets the largest counter: one leave in 65,535
 * iterations costs less than another form would (decision 003).
 */
public enum Handler {
  // Words that only leave for the VM
  RESOLVE(e -> e.leave(LeaveReason.RESOLVE), Use.RARE),
  PREPARE(e -> e.leave(LeaveReason.PREPARE), Use.RARE),
  NATIVE(e -> e.leave(LeaveReason.NATIVE), Use.RARE),
  ABSTRACT(e -> e.leave(LeaveReason.ABSTRACT), Use.RARE),
  VM_INSTRUCTION(e -> e.leave(LeaveReason.VM_INSTRUCTION), Use.RARE),
  THREAD_END(e -> e.leave(LeaveReason.THREAD_END), Use.RARE),

  // Method entries
  ENTER(Emitter::enter, Use.HOT),
  ENTER_TRACE(Emitter::enter, Use.RARE),

  // Constants
  ACONST_NULL(e -> e.push(e.nullRef()), Use.HOT),
  ICONST(e -> e.push(e.operandB()), Use.HOT),
  LCONST(e -> e.push(e.wideOperand(I64)), Use.RARE),
  FCONST(e -> e.push(e.op(TssaOp.BITS2F, F32, e.operandB())), Use.RARE),
  DCONST(e -> e.push(e.wideOperand(F64)), Use.HOT),
  /** ldc of a reference: operand b is the region offset of its cell. */
  LDC(e -> e.push(e.constantCell(e.operandB())), Use.RARE),

  // Locals
  ILOAD(load(I32), Use.HOT),
  LLOAD(load(I64), Use.HOT),
  FLOAD(load(F32), Use.RARE),
  DLOAD(load(F64), Use.HOT),
  ALOAD(load(REF), Use.HOT),
  ISTORE(store(I32), Use.HOT),
  LSTORE(store(I64), Use.HOT),
  FSTORE(store(F32), Use.RARE),
  DSTORE(store(F64), Use.HOT),
  ASTORE(store(REF), Use.HOT),
  IINC(ScalarMeanings::increment, Use.HOT),

  // Operand stack, in slots
  POP(stack(1), Use.HOT),
  POP2(stack(2), Use.RARE),
  DUP(stack(1, 0, 0), Use.HOT),
  DUP_X1(stack(2, 1, 0, 1), Use.HOT),
  DUP_X2(stack(3, 2, 0, 1, 2), Use.RARE),
  DUP2(stack(2, 0, 1, 0, 1), Use.HOT),
  DUP2_X1(stack(3, 1, 2, 0, 1, 2), Use.RARE),
  DUP2_X2(stack(4, 2, 3, 0, 1, 2, 3), Use.RARE),
  SWAP(stack(2, 1, 0), Use.RARE),

  // Arithmetic
  IADD(binary(TssaOp.ADD, I32), Use.HOT),
  LADD(binary(TssaOp.ADD, I64), Use.HOT),
  FADD(binary(TssaOp.ADD, F32), Use.RARE),
  DADD(binary(TssaOp.ADD, F64), Use.HOT),
  ISUB(binary(TssaOp.SUB, I32), Use.HOT),
  LSUB(binary(TssaOp.SUB, I64), Use.RARE),
  FSUB(binary(TssaOp.SUB, F32), Use.RARE),
  DSUB(binary(TssaOp.SUB, F64), Use.HOT),
  IMUL(binary(TssaOp.MUL, I32), Use.HOT),
  LMUL(binary(TssaOp.MUL, I64), Use.RARE),
  FMUL(binary(TssaOp.MUL, F32), Use.RARE),
  DMUL(binary(TssaOp.MUL, F64), Use.HOT),
  IDIV(divide(TssaOp.DIV, I32), Use.RARE),
  LDIV(divide(TssaOp.DIV, I64), Use.RARE),
  FDIV(binary(TssaOp.DIV, F32), Use.RARE),
  DDIV(binary(TssaOp.DIV, F64), Use.RARE),
  IREM(divide(TssaOp.REM, I32), Use.HOT),
  LREM(divide(TssaOp.REM, I64), Use.RARE),
  FREM(ScalarMeanings.floatRemainder(LeafRoutine.FREM, F32), Use.RARE),
  DREM(ScalarMeanings.floatRemainder(LeafRoutine.DREM, F64), Use.RARE),
  INEG(unary(TssaOp.NEG, I32), Use.RARE),
  LNEG(unary(TssaOp.NEG, I64), Use.RARE),
  FNEG(unary(TssaOp.NEG, F32), Use.RARE),
  DNEG(unary(TssaOp.NEG, F64), Use.RARE),
  ISHL(shift(TssaOp.SHL, I32), Use.HOT),
  LSHL(shift(TssaOp.SHL, I64), Use.RARE),
  ISHR(shift(TssaOp.SHR, I32), Use.HOT),
  LSHR(shift(TssaOp.SHR, I64), Use.RARE),
  IUSHR(shift(TssaOp.USHR, I32), Use.RARE),
  LUSHR(shift(TssaOp.USHR, I64), Use.RARE),
  IAND(binary(TssaOp.AND, I32), Use.HOT),
  LAND(binary(TssaOp.AND, I64), Use.RARE),
  IOR(binary(TssaOp.OR, I32), Use.RARE),
  LOR(binary(TssaOp.OR, I64), Use.RARE),
  IXOR(binary(TssaOp.XOR, I32), Use.RARE),
  LXOR(binary(TssaOp.XOR, I64), Use.RARE),

  // Conversions
  I2L(convert(TssaOp.I2L, I32, I64), Use.HOT),
  I2F(convert(TssaOp.I2F, I32, F32), Use.RARE),
  I2D(convert(TssaOp.I2D, I32, F64), Use.HOT),
  L2I(convert(TssaOp.L2I, I64, I32), Use.HOT),
  L2F(convert(TssaOp.L2F, I64, F32), Use.RARE),
  L2D(convert(TssaOp.L2D, I64, F64), Use.RARE),
  F2I(convert(TssaOp.F2I, F32, I32), Use.RARE),
  F2L(convert(TssaOp.F2L, F32, I64), Use.RARE),
  F2D(convert(TssaOp.F2D, F32, F64), Use.RARE),
  D2I(convert(TssaOp.D2I, F64, I32), Use.RARE),
  D2L(convert(TssaOp.D2L, F64, I64), Use.RARE),
  D2F(convert(TssaOp.D2F, F64, F32), Use.RARE),
  I2B(unary(TssaOp.I2B, I32), Use.RARE),
  I2C(unary(TssaOp.I2C, I32), Use.HOT),
  I2S(unary(TssaOp.I2S, I32), Use.RARE),

  // Comparisons
  LCMP(combine(TssaOp.LCMP, I64, I32), Use.RARE),
  FCMPL(combine(TssaOp.CMPL, F32, I32), Use.RARE),
  FCMPG(combine(TssaOp.CMPG, F32, I32), Use.RARE),
  DCMPL(combine(TssaOp.CMPL, F64, I32), Use.HOT),
  DCMPG(combine(TssaOp.CMPG, F64, I32), Use.HOT),

  // Arrays
  IALOAD(ObjectMeanings.arrayLoad(MemType.I32), Use.HOT),
  LALOAD(ObjectMeanings.arrayLoad(MemType.I64), Use.RARE),
  FALOAD(ObjectMeanings.arrayLoad(MemType.F32), Use.RARE),
  DALOAD(ObjectMeanings.arrayLoad(MemType.F64), Use.HOT),
  AALOAD(ObjectMeanings.arrayLoad(MemType.REF), Use.HOT),
  BALOAD(ObjectMeanings.arrayLoad(MemType.I8), Use.HOT),
  CALOAD(ObjectMeanings.arrayLoad(MemType.U16), Use.RARE),
  SALOAD(ObjectMeanings.arrayLoad(MemType.I16), Use.RARE),
  IASTORE(ObjectMeanings.arrayStore(MemType.I32), Use.HOT),
  LASTORE(ObjectMeanings.arrayStore(MemType.I64), Use.RARE),
  FASTORE(ObjectMeanings.arrayStore(MemType.F32), Use.RARE),
  DASTORE(ObjectMeanings.arrayStore(MemType.F64), Use.HOT),
  AASTORE(ObjectMeanings::referenceArrayStore, Use.RARE),
  BASTORE(ObjectMeanings.arrayStore(MemType.I8), Use.HOT),
  CASTORE(ObjectMeanings.arrayStore(MemType.U16), Use.RARE),
  SASTORE(ObjectMeanings.arrayStore(MemType.I16), Use.RARE),
  ARRAYLENGTH(ObjectMeanings::arrayLength, Use.HOT),

  // Fields: quick forms by memory type
  GETFIELD_I8(ObjectMeanings.getField(MemType.I8), Use.HOT),
  GETFIELD_U16(ObjectMeanings.getField(MemType.U16), Use.RARE),
  GETFIELD_I16(ObjectMeanings.getField(MemType.I16), Use.RARE),
  GETFIELD_I32(ObjectMeanings.getField(MemType.I32), Use.HOT),
  GETFIELD_I64(ObjectMeanings.getField(MemType.I64), Use.RARE),
  GETFIELD_F32(ObjectMeanings.getField(MemType.F32), Use.RARE),
  GETFIELD_F64(ObjectMeanings.getField(MemType.F64), Use.HOT),
  GETFIELD_REF(ObjectMeanings.getField(MemType.REF), Use.HOT),
  PUTFIELD_I8(ObjectMeanings.putField(MemType.I8), Use.RARE),
  PUTFIELD_U16(ObjectMeanings.putField(MemType.U16), Use.RARE),
  PUTFIELD_I32(ObjectMeanings.putField(MemType.I32), Use.HOT),
  PUTFIELD_I64(ObjectMeanings.putField(MemType.I64), Use.RARE),
  PUTFIELD_F32(ObjectMeanings.putField(MemType.F32), Use.RARE),
  PUTFIELD_F64(ObjectMeanings.putField(MemType.F64), Use.HOT),
  PUTFIELD_REF(ObjectMeanings.putField(MemType.REF), Use.HOT),
  GETSTATIC_I8(ObjectMeanings.getStatic(MemType.I8), Use.RARE),
  GETSTATIC_U16(ObjectMeanings.getStatic(MemType.U16), Use.RARE),
  GETSTATIC_I16(ObjectMeanings.getStatic(MemType.I16), Use.RARE),
  GETSTATIC_I32(ObjectMeanings.getStatic(MemType.I32), Use.HOT),
  GETSTATIC_I64(ObjectMeanings.getStatic(MemType.I64), Use.RARE),
  GETSTATIC_F32(ObjectMeanings.getStatic(MemType.F32), Use.RARE),
  GETSTATIC_F64(ObjectMeanings.getStatic(MemType.F64), Use.RARE),
  GETSTATIC_REF(ObjectMeanings.getStatic(MemType.REF), Use.HOT),
  PUTSTATIC_I8(ObjectMeanings.putStatic(MemType.I8), Use.RARE),
  PUTSTATIC_U16(ObjectMeanings.putStatic(MemType.U16), Use.RARE),
  PUTSTATIC_I32(ObjectMeanings.putStatic(MemType.I32), Use.RARE),
  PUTSTATIC_I64(ObjectMeanings.putStatic(MemType.I64), Use.RARE),
  PUTSTATIC_F32(ObjectMeanings.putStatic(MemType.F32), Use.RARE),
  PUTSTATIC_F64(ObjectMeanings.putStatic(MemType.F64), Use.RARE),
  PUTSTATIC_REF(ObjectMeanings.putStatic(MemType.REF), Use.RARE),

  // Calls and returns
  INVOKESTATIC(ObjectMeanings::invokeStatic, Use.HOT),
  INVOKENONVIRTUAL(ObjectMeanings::invokeNonVirtual, Use.HOT),
  INVOKEVIRTUAL(ObjectMeanings::invokeVirtual, Use.HOT),
  INVOKEINTERFACE(ObjectMeanings::invokeInterface, Use.RARE),
  LINKED_CALL(HandleMeanings::linked, Use.RARE),
  INVOKE_BASIC(HandleMeanings::basic, Use.RARE),
  LINK_TO_STATIC(HandleMeanings::direct, Use.RARE),
  LINK_TO_SPECIAL(HandleMeanings::special, Use.RARE),
  LINK_TO_VIRTUAL(HandleMeanings::virtual, Use.RARE),
  LINK_TO_INTERFACE(HandleMeanings::interfaceCall, Use.RARE),
  RETURN(e -> e.ret(null), Use.HOT),
  IRETURN(e -> e.ret(e.pop(I32)), Use.HOT),
  LRETURN(e -> e.ret(e.pop(I64)), Use.RARE),
  FRETURN(e -> e.ret(e.pop(F32)), Use.RARE),
  DRETURN(e -> e.ret(e.pop(F64)), Use.HOT),
  ARETURN(e -> e.ret(e.pop(REF)), Use.HOT),

  // Objects
  NEW(ObjectMeanings::newObject, Use.HOT),
  NEWARRAY_1(ObjectMeanings.newArray(0), Use.RARE),
  NEWARRAY_2(ObjectMeanings.newArray(1), Use.RARE),
  NEWARRAY_4(ObjectMeanings.newArray(2), Use.RARE),
  NEWARRAY_8(ObjectMeanings.newArray(3), Use.RARE),
  /** Operand a is the display depth of the class, operand b its descriptor. */
  CHECKCAST_CLASS(ObjectMeanings.checkCast(true), Use.HOT),
  CHECKCAST_ANY(ObjectMeanings.checkCast(false), Use.RARE),
  INSTANCEOF_CLASS(ObjectMeanings.instanceOf(true), Use.RARE),
  INSTANCEOF_ANY(ObjectMeanings.instanceOf(false), Use.RARE),
  MONITORENTER(ObjectMeanings::monitorEnter, Use.RARE),
  MONITOREXIT(ObjectMeanings::monitorExit, Use.RARE),
  ATHROW(ObjectMeanings::athrow, Use.RARE),

  // Switches; GOTO_FAR is a branch whose displacement does not fit a branch word
  TABLESWITCH(ObjectMeanings::tableSwitch, Use.RARE),
  LOOKUPSWITCH(ObjectMeanings::lookupSwitch, Use.RARE),
  GOTO_FAR(Emitter::jumpFar, Use.RARE),

  // Intrinsics: methods with a meaning of their own; operand a is the charge of the call they
  // replace
  MATH_SQRT(Intrinsics.unary(TssaOp.SQRT, F64), Use.RARE),
  MATH_ABS_I32(Intrinsics.unary(TssaOp.ABS, I32), Use.RARE),
  MATH_ABS_I64(Intrinsics.unary(TssaOp.ABS, I64), Use.RARE),
  MATH_ABS_F32(Intrinsics.unary(TssaOp.ABS, F32), Use.RARE),
  MATH_ABS_F64(Intrinsics.unary(TssaOp.ABS, F64), Use.RARE),
  MATH_MIN_I32(Intrinsics.binary(TssaOp.MIN, I32), Use.RARE),
  MATH_MIN_I64(Intrinsics.binary(TssaOp.MIN, I64), Use.RARE),
  MATH_MIN_F32(Intrinsics.binary(TssaOp.MIN, F32), Use.RARE),
  MATH_MIN_F64(Intrinsics.binary(TssaOp.MIN, F64), Use.RARE),
  MATH_MAX_I32(Intrinsics.binary(TssaOp.MAX, I32), Use.RARE),
  MATH_MAX_I64(Intrinsics.binary(TssaOp.MAX, I64), Use.RARE),
  MATH_MAX_F32(Intrinsics.binary(TssaOp.MAX, F32), Use.RARE),
  MATH_MAX_F64(Intrinsics.binary(TssaOp.MAX, F64), Use.RARE),
  MATH_FLOOR(Intrinsics.unary(TssaOp.FLOOR, F64), Use.RARE),
  MATH_CEIL(Intrinsics.unary(TssaOp.CEIL, F64), Use.RARE),
  MATH_RINT(Intrinsics.unary(TssaOp.RINT, F64), Use.RARE),
  MATH_MULTIPLY_HIGH(Intrinsics.binary(TssaOp.MULHI, I64), Use.RARE),
  MATH_UNSIGNED_MULTIPLY_HIGH(Intrinsics.binary(TssaOp.UMULHI, I64), Use.RARE),
  MATH_SIN(Intrinsics.leaf(LeafRoutine.SIN), Use.RARE),
  MATH_COS(Intrinsics.leaf(LeafRoutine.COS), Use.RARE),
  MATH_TAN(Intrinsics.leaf(LeafRoutine.TAN), Use.RARE),
  MATH_EXP(Intrinsics.leaf(LeafRoutine.EXP), Use.RARE),
  MATH_LOG(Intrinsics.leaf(LeafRoutine.LOG), Use.RARE),
  MATH_LOG10(Intrinsics.leaf(LeafRoutine.LOG10), Use.RARE),
  MATH_POW(Intrinsics.leaf(LeafRoutine.POW), Use.RARE),
  FLOAT_TO_BITS(Intrinsics.convert(TssaOp.F2BITS, F32, I32), Use.RARE),
  BITS_TO_FLOAT(Intrinsics.convert(TssaOp.BITS2F, I32, F32), Use.RARE),
  DOUBLE_TO_BITS(Intrinsics.convert(TssaOp.D2BITS, F64, I64), Use.RARE),
  BITS_TO_DOUBLE(Intrinsics.convert(TssaOp.BITS2D, I64, F64), Use.RARE),
  BIT_COUNT_I32(Intrinsics.convert(TssaOp.BITCOUNT, I32, I32), Use.RARE),
  BIT_COUNT_I64(Intrinsics.convert(TssaOp.BITCOUNT, I64, I32), Use.RARE),
  LEADING_ZEROS_I32(Intrinsics.convert(TssaOp.CLZ, I32, I32), Use.RARE),
  LEADING_ZEROS_I64(Intrinsics.convert(TssaOp.CLZ, I64, I32), Use.RARE),
  TRAILING_ZEROS_I32(Intrinsics.convert(TssaOp.CTZ, I32, I32), Use.RARE),
  TRAILING_ZEROS_I64(Intrinsics.convert(TssaOp.CTZ, I64, I32), Use.RARE),
  REVERSE_BYTES_I32(Intrinsics.unary(TssaOp.BSWAP, I32), Use.RARE),
  REVERSE_BYTES_I64(Intrinsics.unary(TssaOp.BSWAP, I64), Use.RARE),
  GET_CLASS(Intrinsics::getClass, Use.RARE),
  IDENTITY_HASH(Intrinsics::identityHash, Use.RARE),
  ARRAY_COPY(Intrinsics::arrayCopy, Use.RARE),
  ARRAY_CLONE_1(Intrinsics.arrayClone(0), Use.RARE),
  ARRAY_CLONE_2(Intrinsics.arrayClone(1), Use.RARE),
  ARRAY_CLONE_4(Intrinsics.arrayClone(2), Use.RARE),
  ARRAY_CLONE_8(Intrinsics.arrayClone(3), Use.RARE),
  CURRENT_THREAD(Intrinsics::currentThread, Use.RARE),
  UNSAFE_GET_I8(Intrinsics.unsafeGet(MemType.I8), Use.RARE),
  UNSAFE_GET_U16(Intrinsics.unsafeGet(MemType.U16), Use.RARE),
  UNSAFE_GET_I16(Intrinsics.unsafeGet(MemType.I16), Use.RARE),
  UNSAFE_GET_I32(Intrinsics.unsafeGet(MemType.I32), Use.RARE),
  UNSAFE_GET_I64(Intrinsics.unsafeGet(MemType.I64), Use.RARE),
  UNSAFE_GET_REF(Intrinsics.unsafeGet(MemType.REF), Use.RARE),
  UNSAFE_PUT_I8(Intrinsics.unsafePut(MemType.I8), Use.RARE),
  UNSAFE_PUT_U16(Intrinsics.unsafePut(MemType.U16), Use.RARE),
  UNSAFE_PUT_I32(Intrinsics.unsafePut(MemType.I32), Use.RARE),
  UNSAFE_PUT_I64(Intrinsics.unsafePut(MemType.I64), Use.RARE),
  UNSAFE_PUT_REF(Intrinsics.unsafePut(MemType.REF), Use.RARE),
  UNSAFE_CAS_I32(Intrinsics.unsafeCompareAndSet(MemType.I32), Use.RARE),
  UNSAFE_CAS_I64(Intrinsics.unsafeCompareAndSet(MemType.I64), Use.RARE),
  UNSAFE_CAS_REF(Intrinsics.unsafeCompareAndSet(MemType.REF), Use.RARE),

  // Branches: operands displacement and charge
  IFEQ(ifZero(Cond.EQ), Use.BRANCH),
  IFNE(ifZero(Cond.NE), Use.BRANCH),
  IFLT(ifZero(Cond.LT), Use.BRANCH),
  IFGE(ifZero(Cond.GE), Use.BRANCH),
  IFGT(ifZero(Cond.GT), Use.BRANCH),
  IFLE(ifZero(Cond.LE), Use.BRANCH),
  IF_ICMPEQ(ifCompare(Cond.EQ, I32), Use.BRANCH),
  IF_ICMPNE(ifCompare(Cond.NE, I32), Use.BRANCH),
  IF_ICMPLT(ifCompare(Cond.LT, I32), Use.BRANCH),
  IF_ICMPGE(ifCompare(Cond.GE, I32), Use.BRANCH),
  IF_ICMPGT(ifCompare(Cond.GT, I32), Use.BRANCH),
  IF_ICMPLE(ifCompare(Cond.LE, I32), Use.BRANCH),
  IF_ACMPEQ(ifCompare(Cond.EQ, REF), Use.BRANCH),
  IF_ACMPNE(ifCompare(Cond.NE, REF), Use.BRANCH),
  IFNULL(ifNull(Cond.EQ), Use.BRANCH),
  IFNONNULL(ifNull(Cond.NE), Use.BRANCH),
  GOTO(Emitter::jump, Use.BRANCH);

  /**
   * How often a handler runs, and whether it branches: the portable engine keeps rare ones out of
   * its loop.
   */
  public enum Use {
    HOT,
    RARE,
    BRANCH
  }

  /** The forms of a branch. */
  public enum Form {
    /** Not backward: pays only its charge. */
    FORWARD,
    /** Backward: counts down operand a, and leaves as HOT_LOOP when it is 0. */
    COUNTING,
    /** Backward, to an anchor with a trace, whose number is operand a. */
    TRACE
  }

  private final Meaning meaning;
  private final Use use;

  Handler(Meaning meaning, Use use) {
    this.meaning = meaning;
    this.use = use;
  }

  public Meaning meaning() {
    return meaning;
  }

  public Use use() {
    return use;
  }

  /** Whether it is the clone of an array, with elements of some size. */
  public boolean isArrayClone() {
    return compareTo(ARRAY_CLONE_1) >= 0 && compareTo(ARRAY_CLONE_8) <= 0;
  }

  public boolean isBranch() {
    return use == Use.BRANCH;
  }

  public boolean isReturn() {
    return compareTo(RETURN) >= 0 && compareTo(ARETURN) <= 0;
  }

  /** Whether it calls a method that the path of a trace goes on in. */
  public boolean isCall() {
    return compareTo(INVOKESTATIC) >= 0 && compareTo(LINK_TO_INTERFACE) <= 0;
  }

  /** Bytes of its words, tables of switches not counted. */
  public int bytes() {
    return (hasWideOperand() ? 2 : 1) * CodeWord.BYTES;
  }

  /** Whether a second word belongs to the instruction. */
  public boolean hasWideOperand() {
    return switch (this) {
      case LCONST, DCONST, INVOKEINTERFACE, LINKED_CALL, TABLESWITCH, LOOKUPSWITCH -> true;
      default -> false;
    };
  }
}
