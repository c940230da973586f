package hotpath.backend.ppc;

import hotpath.backend.ppc.PpcOperands.Address;
import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.backend.Selector;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.lir.LirBuilder;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.SharedOp;

/**
 * Instruction selection. Comparisons are in {@link PpcComparisons}, integer arithmetic is in {@link
 * PpcIntegers}; here are memory, floating point, conversions and calls.
 *
 * <p>Products are never fused with sums: Java rounds twice.
 */
final class PpcSelector implements Selector {
  private final LirBuilder builder;
  private final PpcOperands operands;
  private final PpcIntegers integers;
  private final PpcComparisons comparisons;
  private final CodeLayout layout;

  PpcSelector(LirBuilder builder, CodeLayout layout) {
    this.builder = builder;
    this.layout = layout;
    this.operands = new PpcOperands(builder);
    this.integers = new PpcIntegers(builder, operands);
    this.comparisons = new PpcComparisons(builder, operands);
  }

  @Override
  public void addConstant(int result, int value, long addend) {
    operands.add(result, value, addend);
  }

  @Override
  public void select(Insn insn) {
    switch (insn.op()) {
      case LOAD -> load(insn);
      case STORE -> store(insn);
      case ADDRESS, REGION, PLUS -> integers.address(insn);
      case OFFSET -> integers.offset(insn);
      case ADD, SUB, MUL, DIV, REM, MIN, MAX, NEG, ABS -> arithmetic(insn);
      case AND, OR, XOR, SHL, SHR, USHR, MULHI, UMULHI, BITCOUNT, CLZ, CTZ, BSWAP ->
          integers.select(insn);
      case SQRT -> floating(insn, isSingle(insn) ? PpcOp.FSQRTS : PpcOp.FSQRT);
      case FLOOR -> floating(insn, PpcOp.FRIM);
      case CEIL -> floating(insn, PpcOp.FRIP);
      case RINT -> floating(insn, PpcOp.XSRDPIC);
      case F2D -> floating(insn, PpcOp.FMR);
      case D2F -> floating(insn, PpcOp.FRSP);
      case I2L -> general(insn, PpcOp.EXTSW);
      case L2I -> narrow(insn);
      case I2B -> general(insn, PpcOp.EXTSB);
      case I2S -> general(insn, PpcOp.EXTSH);
      case I2C ->
          builder.add(
              new PpcInsn(PpcLir.RR, PpcOp.CLRLWI, operands.result(insn), operands.low(insn.arg(0)))
                  .numbers(16));
      case I2F -> fromInteger(insn, PpcOp.FCFIDS, 32);
      case I2D -> fromInteger(insn, PpcOp.FCFID, 32);
      case L2F -> fromInteger(insn, PpcOp.FCFIDS, 64);
      case L2D -> fromInteger(insn, PpcOp.FCFID, 64);
      case F2I, D2I -> toGeneral(insn, PpcLir.TO_INTEGER, PpcOp.FCTIWZ);
      case F2L, D2L -> toGeneral(insn, PpcLir.TO_INTEGER, PpcOp.FCTIDZ);
      case F2BITS -> toGeneral(insn, PpcLir.TO_BITS, PpcOp.XSCVDPSPN);
      case D2BITS -> toGeneral(insn, PpcLir.TO_BITS, PpcOp.MFFPRD);
      case BITS2F -> fromBits(insn, PpcOp.XSCVSPDPN);
      case BITS2D -> fromBits(insn, PpcOp.MTFPRD);
      case GUARD, BRANCH -> comparisons.guard(insn);
      case SET -> comparisons.set(insn);
      case LCMP, CMPL, CMPG -> comparisons.compare(insn);
      case SELECT -> comparisons.select(insn);
      case COPY -> call(insn, layout.copyRoutine(), insn.arg(0), insn.arg(1), insn.arg(2));
      case CALL, CALLEFFECT -> {
        Insn[] arguments = new Insn[insn.argCount()];
        for (int i = 0; i < arguments.length; i++) {
          arguments[i] = insn.arg(i);
        }
        call(insn, (int) insn.imm(), arguments);
      }
      default -> throw new IllegalArgumentException("no selection for " + insn);
    }
  }

  private static boolean isSingle(Insn insn) {
    return insn.kind() == Kind.F32;
  }

  private void floating(Insn insn, PpcOp op) {
    int source = operands.reg(insn.arg(0));
    builder.add(new PpcInsn(PpcLir.FF, op, operands.result(insn), source));
  }

  private void general(Insn insn, PpcOp op) {
    int source = operands.low(insn.arg(0));
    operands.add(insn, new PpcInsn(PpcLir.RR, op, operands.result(insn), source));
  }

  /** Nothing but a copy, if nobody reads what is cut off. */
  private void narrow(Insn insn) {
    int source = operands.low(insn.arg(0));
    int result = operands.result(insn);
    if (builder.isWhole(insn)) {
      integers.truncate(result, source);
    } else {
      builder.add(new LirInsn(SharedOp.MOVE, result, source));
    }
  }

  private void toGeneral(Insn insn, PpcLir shape, PpcOp op) {
    int source = operands.reg(insn.arg(0));
    builder.add(new PpcInsn(shape, op, operands.result(insn), source));
  }

  private void fromInteger(Insn insn, PpcOp op, int bits) {
    int source = operands.low(insn.arg(0));
    builder.add(new PpcInsn(PpcLir.FROM_INTEGER, op, operands.result(insn), source).numbers(bits));
  }

  private void fromBits(Insn insn, PpcOp op) {
    int source = operands.low(insn.arg(0));
    builder.add(new PpcInsn(PpcLir.FROM_BITS, op, operands.result(insn), source));
  }

  /** Of what the displacement of a load or store has to be a multiple. */
  private static int multiple(PpcOp op) {
    return op == PpcOp.LD || op == PpcOp.STD ? 4 : 1;
  }

  private void load(Insn load) {
    MemType type = load.mem().type();
    PpcOp op =
        switch (type) {
          case I8, U8 -> PpcOp.LBZ;
          case I16 -> PpcOp.LHA;
          case U16 -> PpcOp.LHZ;
          case I32, REF, SLOT_I32, SLOT_REF -> PpcOp.LWZ;
          case I64 -> PpcOp.LD;
          case F32, SLOT_F32 -> PpcOp.LFS;
          case F64 -> PpcOp.LFD;
        };
    Address a = operands.address(load, 1, multiple(op));
    PpcLir shape = type.kind().isFloat() ? PpcLir.LOAD_F : PpcLir.LOAD;
    int result = operands.result(load);
    int loaded = type == MemType.I8 ? operands.temporary(Kind.I32) : result;
    PpcInsn insn = new PpcInsn(shape, op, loaded, a.base(), a.index()).disp(a.disp());
    switch (type) {
      case I8 -> {
        // No load extends the sign of a byte.
        builder.add(insn);
        operands.add(load, new PpcInsn(PpcLir.RR, PpcOp.EXTSB, result, loaded));
      }
      case I16 -> operands.add(load, insn);
      default -> builder.add(insn);
    }
  }

  private void store(Insn store) {
    MemType type = store.mem().type();
    Insn value = builder.stored(store.arg(1), type);
    PpcOp op =
        switch (type) {
          case I8, U8 -> PpcOp.STB;
          case I16, U16 -> PpcOp.STH;
          case I32, REF -> PpcOp.STW;
          case I64, SLOT_I32, SLOT_REF -> PpcOp.STD;
          case F32, SLOT_F32 -> value.isConst() ? PpcOp.STW : PpcOp.STFS;
          case F64 -> value.isConst() ? PpcOp.STD : PpcOp.STFD;
        };
    boolean isFloat = value.kind().isFloat() && !value.isConst();
    int register;
    if (value.kind().isFloat() && value.isConst()) {
      // The bits of a floating-point constant need no floating-point register.
      Kind kind = value.kind().is64() ? Kind.I64 : Kind.I32;
      register = operands.constant(kind, value.imm());
    } else {
      register = op == PpcOp.STD ? operands.reg(value) : operands.low(value);
    }
    Address a = operands.address(store, 2, multiple(op));
    PpcLir shape = isFloat ? PpcLir.STORE_F : PpcLir.STORE;
    builder.add(new PpcInsn(shape, op, register, a.base(), a.index()).disp(a.disp()));
  }

  private void arithmetic(Insn insn) {
    if (!insn.kind().isFloat()) {
      integers.select(insn);
      return;
    }
    boolean single = isSingle(insn);
    switch (insn.op()) {
      case ADD -> binary(insn, PpcLir.FFF, single ? PpcOp.FADDS : PpcOp.FADD);
      case SUB -> binary(insn, PpcLir.FFF, single ? PpcOp.FSUBS : PpcOp.FSUB);
      case MUL -> binary(insn, PpcLir.FFF, single ? PpcOp.FMULS : PpcOp.FMUL);
      case DIV -> binary(insn, PpcLir.FFF, single ? PpcOp.FDIVS : PpcOp.FDIV);
      case MIN -> binary(insn, PpcLir.MINMAX_F, PpcOp.XSMINDP);
      case MAX -> binary(insn, PpcLir.MINMAX_F, PpcOp.XSMAXDP);
      case NEG -> floating(insn, PpcOp.FNEG);
      case ABS -> floating(insn, PpcOp.FABS);
      case REM -> {
        int routine = single ? layout.fremRoutine() : layout.dremRoutine();
        call(insn, routine, insn.arg(0), insn.arg(1));
      }
      default -> throw new IllegalArgumentException("no selection for " + insn);
    }
  }

  private void binary(Insn insn, PpcLir shape, PpcOp op) {
    int left = operands.reg(insn.arg(0));
    int right = operands.reg(insn.arg(1));
    builder.add(new PpcInsn(shape, op, operands.result(insn), left, right));
  }

  /**
   * Arguments go where C expects them (ELF V2 ABI, 2.2.3.2): each takes a place in the order of the
   * general-purpose registers, even if it stands in a floating-point one. The routine's address is
   * in the table of routines.
   */
  private void call(Insn insn, int routine, Insn... arguments) {
    if (arguments.length > PpcRegisters.ARGUMENTS) {
      throw new IllegalArgumentException("too many arguments for " + insn);
    }
    int[] placed = new int[arguments.length];
    int floats = 1;
    for (int i = 0; i < arguments.length; i++) {
      placed[i] =
          arguments[i].kind().isFloat()
              ? PpcRegisters.number(Fpr.of(floats++))
              : PpcRegisters.number(Gpr.of(PpcRegisters.FIRST_ARGUMENT + i));
    }
    for (int i = 0; i < arguments.length; i++) {
      builder.add(new LirInsn(SharedOp.MOVE, placed[i], builder.value(arguments[i])));
    }
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].kind() == Kind.I32) {
        builder.add(new PpcInsn(PpcLir.RR, PpcOp.EXTSW, placed[i], placed[i]));
      }
    }
    if (insn.kind() == Kind.VOID) {
      builder.add(call(PpcLir.CALL_VOID, routine, placed));
      return;
    }
    boolean isFloat = insn.kind().isFloat();
    int register = PpcRegisters.number(isFloat ? Fpr.F1 : Gpr.R3);
    int[] all = new int[placed.length + 1];
    all[0] = register;
    System.arraycopy(placed, 0, all, 1, placed.length);
    builder.add(call(isFloat ? PpcLir.CALL_F : PpcLir.CALL, routine, all));
    int result = operands.result(insn);
    if (isFloat || insn.kind().is64()) {
      builder.add(new LirInsn(SharedOp.MOVE, result, register));
    } else {
      // C extends the sign.
      integers.truncate(result, register);
    }
  }

  private PpcInsn call(PpcLir shape, int routine, int[] placed) {
    return new PpcInsn(shape, PpcOp.BCTRL, placed).disp(layout.leafTable() + 8 * routine);
  }
}
