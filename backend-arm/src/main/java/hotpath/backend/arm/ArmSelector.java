package hotpath.backend.arm;

import hotpath.backend.arm.ArmOperands.Address;
import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.backend.Selector;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.lir.LirBuilder;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.SharedOp;
import org.jspecify.annotations.Nullable;

/**
 * Instruction selection. Comparisons are in {@link ArmComparisons}, integer arithmetic is in {@link
 * ArmIntegers}; here are memory, floating point, conversions and calls.
 *
 * <p>The machine's arithmetic is Java's as it is: conversions to integers saturate and make 0 of
 * NaN, minimum and maximum know the signs of zeros. Products are never fused with sums.
 */
final class ArmSelector implements Selector {
  private final LirBuilder builder;
  private final ArmOperands operands;
  private final ArmIntegers integers;
  private final ArmComparisons comparisons;
  private final CodeLayout layout;

  ArmSelector(LirBuilder builder, CodeLayout layout) {
    this.builder = builder;
    this.layout = layout;
    this.operands = new ArmOperands(builder);
    this.integers = new ArmIntegers(builder, operands);
    this.comparisons = new ArmComparisons(builder, operands);
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
      case SQRT -> unary(insn, ArmLir.FF, ArmOp.FSQRT, sizeOf(insn));
      case FLOOR -> unary(insn, ArmLir.FF, ArmOp.FRINTM, sizeOf(insn));
      case CEIL -> unary(insn, ArmLir.FF, ArmOp.FRINTP, sizeOf(insn));
      case RINT -> unary(insn, ArmLir.FF, ArmOp.FRINTN, sizeOf(insn));
      case I2L -> extend(insn, ArmOp.SXTW);
      case L2I -> integers.truncate(builder.value(insn), operands.reg(insn.arg(0)));
      case I2B -> extend(insn, ArmOp.SXTB);
      case I2C -> extend(insn, ArmOp.UXTH);
      case I2S -> extend(insn, ArmOp.SXTH);
      case I2F -> unary(insn, ArmLir.FR, ArmOp.SCVTF_S, Size.W);
      case I2D -> unary(insn, ArmLir.FR, ArmOp.SCVTF_D, Size.W);
      case L2F -> unary(insn, ArmLir.FR, ArmOp.SCVTF_S, Size.X);
      case L2D -> unary(insn, ArmLir.FR, ArmOp.SCVTF_D, Size.X);
      case F2I -> unary(insn, ArmLir.RF, ArmOp.FCVTZS_S, Size.W);
      case F2L -> unary(insn, ArmLir.RF, ArmOp.FCVTZS_S, Size.X);
      case D2I -> unary(insn, ArmLir.RF, ArmOp.FCVTZS_D, Size.W);
      case D2L -> unary(insn, ArmLir.RF, ArmOp.FCVTZS_D, Size.X);
      case F2D -> unary(insn, ArmLir.FF, ArmOp.FCVT_DS, null);
      case D2F -> unary(insn, ArmLir.FF, ArmOp.FCVT_SD, null);
      case F2BITS -> unary(insn, ArmLir.RF, ArmOp.FMOV_WS, null);
      case D2BITS -> unary(insn, ArmLir.RF, ArmOp.FMOV_XD, null);
      case BITS2F -> unary(insn, ArmLir.FR, ArmOp.FMOV_SW, null);
      case BITS2D -> unary(insn, ArmLir.FR, ArmOp.FMOV_DX, null);
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

  private static Size sizeOf(Insn insn) {
    return ArmOperands.size(insn.kind());
  }

  private void unary(Insn insn, ArmLir shape, ArmOp op, @Nullable Size size) {
    int source = operands.reg(insn.arg(0));
    builder.add(new ArmInsn(shape, op, size, builder.value(insn), source));
  }

  private void extend(Insn insn, ArmOp op) {
    int source = operands.reg(operands.low(insn.arg(0)));
    builder.add(new ArmInsn(ArmLir.RR, op, null, builder.value(insn), source));
  }

  private void load(Insn load) {
    MemType type = load.mem().type();
    ArmOp op =
        switch (type) {
          case I8 -> ArmOp.LDRSB;
          case U8 -> ArmOp.LDRB;
          case I16 -> ArmOp.LDRSH;
          case U16 -> ArmOp.LDRH;
          case I32, REF, SLOT_I32, SLOT_REF -> ArmOp.LDR_W;
          case I64 -> ArmOp.LDR_X;
          case F32, SLOT_F32 -> ArmOp.LDR_S;
          case F64 -> ArmOp.LDR_D;
        };
    Address a = operands.address(load, 1, op.scale());
    ArmLir shape = type.kind().isFloat() ? ArmLir.LOAD_F : ArmLir.LOAD;
    builder.add(
        new ArmInsn(shape, op, null, builder.value(load), a.base(), a.index())
            .address(a.shift(), a.disp()));
  }

  private void store(Insn store) {
    MemType type = store.mem().type();
    Insn value = builder.stored(store.arg(1), type);
    ArmOp op =
        switch (type) {
          case I8, U8 -> ArmOp.STRB;
          case I16, U16 -> ArmOp.STRH;
          case I32, REF -> ArmOp.STR_W;
          case I64, SLOT_I32, SLOT_REF -> ArmOp.STR_X;
          case F32, SLOT_F32 -> value.isConst() ? ArmOp.STR_W : ArmOp.STR_S;
          case F64 -> value.isConst() ? ArmOp.STR_X : ArmOp.STR_D;
        };
    if (value.isConst() && value.imm() == 0) {
      Address a = operands.address(store, 2, op.scale());
      builder.add(
          new ArmInsn(ArmLir.STORE_ZERO, op, null, a.base(), a.index())
              .address(a.shift(), a.disp()));
      return;
    }
    boolean isFloat = value.kind().isFloat() && !value.isConst();
    // The bits of a floating-point constant need no floating-point register.
    int register =
        value.kind().isFloat() && value.isConst()
            ? operands.constant(value.kind().is64() ? Kind.I64 : Kind.I32, value.imm())
            : operands.reg(value);
    Address a = operands.address(store, 2, op.scale());
    ArmLir shape = isFloat ? ArmLir.STORE_F : ArmLir.STORE;
    builder.add(
        new ArmInsn(shape, op, null, register, a.base(), a.index()).address(a.shift(), a.disp()));
  }

  private void arithmetic(Insn insn) {
    if (!insn.kind().isFloat()) {
      integers.select(insn);
      return;
    }
    switch (insn.op()) {
      case ADD -> binary(insn, ArmOp.FADD);
      case SUB -> binary(insn, ArmOp.FSUB);
      case MUL -> binary(insn, ArmOp.FMUL);
      case DIV -> binary(insn, ArmOp.FDIV);
      case MIN -> binary(insn, ArmOp.FMIN);
      case MAX -> binary(insn, ArmOp.FMAX);
      case NEG -> unary(insn, ArmLir.FF, ArmOp.FNEG, sizeOf(insn));
      case ABS -> unary(insn, ArmLir.FF, ArmOp.FABS, sizeOf(insn));
      case REM -> {
        int routine = insn.kind() == Kind.F32 ? layout.fremRoutine() : layout.dremRoutine();
        call(insn, routine, insn.arg(0), insn.arg(1));
      }
      default -> throw new IllegalArgumentException("no selection for " + insn);
    }
  }

  private void binary(Insn insn, ArmOp op) {
    int left = operands.reg(insn.arg(0));
    int right = operands.reg(insn.arg(1));
    builder.add(new ArmInsn(ArmLir.FFF, op, sizeOf(insn), builder.value(insn), left, right));
  }

  /** Arguments go where C expects them; the routine's address is in the table of routines. */
  private void call(Insn insn, int routine, Insn... arguments) {
    int[] placed = new int[arguments.length];
    int integersUsed = 0;
    int floatsUsed = 0;
    for (int i = 0; i < arguments.length; i++) {
      placed[i] =
          arguments[i].kind().isFloat()
              ? ArmRegisters.number(Fpr.of(floatsUsed++))
              : ArmRegisters.number(Gpr.of(integersUsed++));
    }
    if (integersUsed > ArmRegisters.ARGUMENTS || floatsUsed > ArmRegisters.ARGUMENTS) {
      throw new IllegalArgumentException("too many arguments for " + insn);
    }
    for (int i = 0; i < arguments.length; i++) {
      builder.add(new LirInsn(SharedOp.MOVE, placed[i], builder.value(arguments[i])));
    }
    if (insn.kind() == Kind.VOID) {
      builder.add(call(ArmLir.CALL_VOID, routine, placed));
      return;
    }
    boolean isFloat = insn.kind().isFloat();
    int register = ArmRegisters.number(isFloat ? Fpr.V0 : Gpr.X0);
    int[] all = new int[placed.length + 1];
    all[0] = register;
    System.arraycopy(placed, 0, all, 1, placed.length);
    builder.add(call(isFloat ? ArmLir.CALL_F : ArmLir.CALL, routine, all));
    int result = builder.value(insn);
    if (isFloat || insn.kind().is64()) {
      builder.add(new LirInsn(SharedOp.MOVE, result, register));
    } else {
      // C leaves the upper half of the register undefined.
      integers.truncate(result, register);
    }
  }

  private ArmInsn call(ArmLir shape, int routine, int[] placed) {
    return new ArmInsn(shape, ArmOp.BLR, null, placed).address(0, layout.leafTable() + 8 * routine);
  }
}
