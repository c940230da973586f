package hotpath.backend.x86;

import hotpath.backend.x86.X86Operands.Address;
import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.backend.Selector;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.lir.LirBuilder;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.SharedOp;
import org.jspecify.annotations.Nullable;

/**
 * Instruction selection. Comparisons are in {@link X86Comparisons}, integer arithmetic is in {@link
 * X86Integers}; here are memory, floating point, conversions and calls.
 */
final class X86Selector implements Selector {
  static final long SIGN_F64 = Long.MIN_VALUE;
  static final long SIGN_F32 = 0x8000_0000_8000_0000L;

  private final LirBuilder builder;
  private final X86Operands operands;
  private final X86Integers integers;
  private final X86Comparisons comparisons;
  private final CodeLayout layout;

  X86Selector(LirBuilder builder, CodeLayout layout, CpuFeatures features) {
    this.builder = builder;
    this.layout = layout;
    this.operands = new X86Operands(builder);
    this.integers = new X86Integers(builder, operands, features);
    this.comparisons = new X86Comparisons(builder, operands);
  }

  @Override
  public void addConstant(int result, int value, long addend) {
    integers.addConstant(result, value, addend);
  }

  @Override
  public void select(Insn insn) {
    switch (insn.op()) {
      case LOAD -> load(insn);
      case STORE -> store(insn);
      case ADDRESS, REGION, PLUS -> integers.address(insn);
      case OFFSET -> offset(insn);
      case ADD, SUB, MUL, DIV, REM, MIN, MAX, NEG, ABS -> arithmetic(insn);
      case AND, OR, XOR, SHL, SHR, USHR, MULHI, UMULHI, BITCOUNT, CLZ, CTZ, BSWAP ->
          integers.select(insn);
      case SQRT -> copyFloat(insn, scalar(insn, X86Op.SQRTSS, X86Op.SQRTSD));
      case FLOOR -> round(insn, 9);
      case CEIL -> round(insn, 10);
      case RINT -> round(insn, 8);
      case I2L -> copy(insn, X86Op.MOVSXD, Size.Q);
      case L2I -> truncate(insn);
      case I2B -> copy(insn, X86Op.MOVSX_B, Size.D);
      case I2C -> copy(insn, X86Op.MOVZX_W, Size.D);
      case I2S -> copy(insn, X86Op.MOVSX_W, Size.D);
      case I2F -> toFloat(insn, X86Op.CVTSI2SS, Size.D);
      case I2D -> toFloat(insn, X86Op.CVTSI2SD, Size.D);
      case L2F -> toFloat(insn, X86Op.CVTSI2SS, Size.Q);
      case L2D -> toFloat(insn, X86Op.CVTSI2SD, Size.Q);
      case F2I -> toInt(insn, X86Op.CVTTSS2SI, Size.D);
      case F2L -> toInt(insn, X86Op.CVTTSS2SI, Size.Q);
      case D2I -> toInt(insn, X86Op.CVTTSD2SI, Size.D);
      case D2L -> toInt(insn, X86Op.CVTTSD2SI, Size.Q);
      case F2D -> copyFloat(insn, X86Op.CVTSS2SD);
      case D2F -> copyFloat(insn, X86Op.CVTSD2SS);
      case F2BITS -> unary(insn, X86Lir.BITS_FROM_F, X86Op.MOVD);
      case D2BITS -> unary(insn, X86Lir.BITS_FROM_F, X86Op.MOVQ);
      case BITS2F -> unary(insn, X86Lir.BITS_TO_F, X86Op.MOVD);
      case BITS2D -> unary(insn, X86Lir.BITS_TO_F, X86Op.MOVQ);
      case GUARD, BRANCH -> comparisons.guard(insn);
      case SET -> comparisons.set(insn);
      case LCMP, CMPL, CMPG -> comparisons.compare(insn);
      case SELECT -> comparisons.select(insn);
      case COPY -> {
        Insn[] arguments = {insn.arg(0), insn.arg(1), insn.arg(2)};
        call(insn, layout.copyRoutine(), arguments);
      }
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

  private void load(Insn load) {
    Address a = operands.address(load, 1);
    int result = builder.value(load);
    MemType type = load.mem().type();
    X86Op op = loadOp(type);
    X86Lir shape = type.kind().isFloat() ? X86Lir.LOAD_F : X86Lir.LOAD;
    Size size = type == MemType.I64 ? Size.Q : Size.D;
    builder.add(
        new X86Insn(shape, op, size, result, a.base(), a.index()).address(a.scale(), a.disp()));
  }

  private static X86Op loadOp(MemType type) {
    return switch (type) {
      case I8 -> X86Op.MOVSX_B;
      case U8 -> X86Op.MOVZX_B;
      case I16 -> X86Op.MOVSX_W;
      case U16 -> X86Op.MOVZX_W;
      case I32, REF, SLOT_I32, SLOT_REF, I64 -> X86Op.MOV;
      case F32, SLOT_F32 -> X86Op.MOVSS;
      case F64 -> X86Op.MOVSD;
    };
  }

  private void store(Insn store) {
    if (integers.updatesMemory(store)) {
      return;
    }
    Mem mem = store.mem();
    Insn value = stored(store.arg(1), mem.type());
    if (value.isConst() && isStorable(value, mem.type())) {
      Address a = operands.address(store, 2);
      builder.add(
          new X86Insn(X86Lir.STORE_I, X86Op.MOV, storeSize(mem.type()), a.base(), a.index())
              .address(a.scale(), a.disp())
              .immediate(immediate(value, mem.type())));
      return;
    }
    int register = operands.reg(value);
    Address a = operands.address(store, 2);
    if (value.kind().isFloat()) {
      X86Op op = value.kind() == Kind.F32 ? X86Op.MOVSS : X86Op.MOVSD;
      builder.add(
          new X86Insn(X86Lir.STORE_F, op, null, register, a.base(), a.index())
              .address(a.scale(), a.disp()));
    } else {
      builder.add(
          new X86Insn(
                  X86Lir.STORE_R, X86Op.MOV, storeSize(mem.type()), register, a.base(), a.index())
              .address(a.scale(), a.disp()));
    }
  }

  /** The value to store, without conversions that change only bits that are not stored. */
  private Insn stored(Insn value, MemType type) {
    if (builder.uses(value) != 1) {
      return value;
    }
    boolean narrows =
        switch (type) {
          case I8, U8 ->
              value.op() == TssaOp.I2B || value.op() == TssaOp.I2S || value.op() == TssaOp.I2C;
          case I16, U16 -> value.op() == TssaOp.I2S || value.op() == TssaOp.I2C;
          case I32 -> value.op() == TssaOp.L2I;
          default -> false;
        };
    return narrows ? stored(value.arg(0), type) : value;
  }

  private static Size storeSize(MemType type) {
    return switch (type) {
      case I8, U8 -> Size.B;
      case I16, U16 -> Size.W;
      case I32, REF, F32, SLOT_F32 -> Size.D;
      case I64, F64, SLOT_I32, SLOT_REF -> Size.Q;
    };
  }

  /** The instruction extends 32 bits by their sign, a slot of an i32 or ref by zeros. */
  private static boolean isStorable(Insn constant, MemType type) {
    long bits = X86Operands.bits(constant);
    return switch (type) {
      case SLOT_I32, SLOT_REF -> bits >= 0;
      default -> X86Operands.fits32(bits);
    };
  }

  private static long immediate(Insn constant, MemType type) {
    long bits = X86Operands.bits(constant);
    return switch (type) {
      case I8, U8 -> (byte) bits;
      case I16, U16 -> (short) bits;
      default -> bits;
    };
  }

  private void offset(Insn insn) {
    Insn address = insn.arg(0);
    int source = operands.any(address);
    int region = X86Registers.BASE.number();
    builder.add(new X86Insn(X86Lir.ALU_RR, X86Op.SUB, Size.D, builder.value(insn), source, region));
  }

  private void arithmetic(Insn insn) {
    Kind kind = insn.kind();
    if (!kind.isFloat()) {
      integers.select(insn);
      return;
    }
    switch (insn.op()) {
      case ADD -> binary(insn, scalar(insn, X86Op.ADDSS, X86Op.ADDSD));
      case SUB -> binary(insn, scalar(insn, X86Op.SUBSS, X86Op.SUBSD));
      case MUL -> binary(insn, scalar(insn, X86Op.MULSS, X86Op.MULSD));
      case DIV -> binary(insn, scalar(insn, X86Op.DIVSS, X86Op.DIVSD));
      case NEG -> mask(insn, X86Op.XORPS, kind == Kind.F32 ? SIGN_F32 : SIGN_F64);
      case ABS -> mask(insn, X86Op.ANDPS, kind == Kind.F32 ? ~SIGN_F32 : ~SIGN_F64);
      case MIN, MAX -> {
        X86Op op =
            insn.op() == TssaOp.MIN
                ? scalar(insn, X86Op.MINSS, X86Op.MINSD)
                : scalar(insn, X86Op.MAXSS, X86Op.MAXSD);
        int a = operands.any(insn.arg(0));
        int b = operands.reg(insn.arg(1));
        builder.add(new X86Insn(X86Lir.MINMAX_F, op, null, builder.value(insn), a, b));
      }
      case REM -> {
        int routine = kind == Kind.F32 ? layout.fremRoutine() : layout.dremRoutine();
        call(insn, routine, insn.arg(0), insn.arg(1));
      }
      default -> throw new IllegalArgumentException("no selection for " + insn);
    }
  }

  private static X86Op scalar(Insn insn, X86Op single, X86Op twice) {
    return insn.kind() == Kind.F32 ? single : twice;
  }

  private void binary(Insn insn, X86Op op) {
    Insn a = insn.arg(0);
    Insn b = insn.arg(1);
    boolean commutes = insn.op() == TssaOp.ADD || insn.op() == TssaOp.MUL;
    if (commutes && !b.isConst() && prefersSwap(a, b, insn)) {
      a = insn.arg(1);
      b = insn.arg(0);
    }
    int result = builder.value(insn);
    if (b.isConst()) {
      int source = operands.any(a);
      builder.add(
          new X86Insn(X86Lir.FPU_RL, op, null, result, source)
              .immediate(X86Operands.bits(b))
              .address(b.kind() == Kind.F32 ? 4 : 8, 0));
      return;
    }
    Insn load = operands.foldable(b, insn, Size.Q);
    if (load != null) {
      int source = operands.any(a);
      Address m = operands.address(load, 1);
      builder.add(
          new X86Insn(X86Lir.FPU_RM, op, null, result, source, m.base(), m.index())
              .address(m.scale(), m.disp()));
      return;
    }
    int source = operands.any(a);
    builder.add(new X86Insn(X86Lir.FPU_RR, op, null, result, source, operands.reg(b)));
  }

  /** Whether {@code b op a} needs fewer instructions than {@code a op b}. */
  private boolean prefersSwap(Insn a, Insn b, Insn user) {
    if (a.isConst()) {
      return true;
    }
    boolean foldsA = operands.foldable(a, user, Size.Q) != null;
    boolean foldsB = operands.foldable(b, user, Size.Q) != null;
    if (foldsA != foldsB) {
      return foldsA;
    }
    return builder.livesBehind(a, user) && !builder.livesBehind(b, user);
  }

  /** A bitwise operation with a literal of 128 bits. */
  private void mask(Insn insn, X86Op op, long bits) {
    int source = operands.any(insn.arg(0));
    builder.add(
        new X86Insn(X86Lir.FPU_RL, op, null, builder.value(insn), source)
            .immediate(bits)
            .address(16, 0));
  }

  private void round(Insn insn, int mode) {
    int source = operands.reg(insn.arg(0));
    X86Op op = scalar(insn, X86Op.ROUNDSS, X86Op.ROUNDSD);
    builder.add(new X86Insn(X86Lir.ROUND, op, null, builder.value(insn), source).immediate(mode));
  }

  private void copyFloat(Insn insn, X86Op op) {
    Insn load = operands.foldable(insn.arg(0), insn, Size.Q);
    int result = builder.value(insn);
    if (load != null) {
      memory(X86Lir.COPY_FM, op, null, result, load);
    } else {
      int source = operands.reg(insn.arg(0));
      builder.add(new X86Insn(X86Lir.COPY_F, op, null, result, source));
    }
  }

  private void copy(Insn insn, X86Op op, Size size) {
    Insn source = insn.arg(0);
    Insn load = op == X86Op.MOVSXD ? operands.foldable(source, insn, Size.D) : null;
    int result = builder.value(insn);
    if (load != null) {
      memory(X86Lir.COPY_M, op, size, result, load);
    } else {
      int register = operands.reg(operands.low(source));
      builder.add(new X86Insn(X86Lir.COPY, op, size, result, register));
    }
  }

  private void memory(X86Lir shape, X86Op op, @Nullable Size size, int result, Insn load) {
    Address a = operands.address(load, 1);
    builder.add(
        new X86Insn(shape, op, size, result, a.base(), a.index()).address(a.scale(), a.disp()));
  }

  private void truncate(Insn insn) {
    Insn load = operands.foldable(insn.arg(0), insn, Size.Q);
    int result = builder.value(insn);
    if (load != null) {
      memory(X86Lir.COPY_M, X86Op.MOV, Size.D, result, load);
    } else {
      int source = operands.reg(insn.arg(0));
      builder.add(new X86Insn(X86Lir.COPY, X86Op.MOV, Size.D, result, source));
    }
  }

  private void toFloat(Insn insn, X86Op op, Size size) {
    int source = operands.reg(insn.arg(0));
    builder.add(new X86Insn(X86Lir.TO_F, op, size, builder.value(insn), source));
  }

  private void toInt(Insn insn, X86Op op, Size size) {
    int source = operands.reg(insn.arg(0));
    builder.add(new X86Insn(X86Lir.TO_INT, op, size, builder.value(insn), source));
  }

  private void unary(Insn insn, X86Lir shape, X86Op op) {
    int source = operands.reg(insn.arg(0));
    builder.add(new X86Insn(shape, op, null, builder.value(insn), source));
  }

  /** Arguments go where C expects them; the routine's address is in the table of routines. */
  private void call(Insn insn, int routine, Insn... arguments) {
    int[] placed = new int[arguments.length];
    int integersUsed = 0;
    int floatsUsed = 0;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].kind().isFloat()) {
        placed[i] = X86Registers.number(Xmm.of(floatsUsed++));
      } else if (integersUsed < X86Registers.ARGUMENTS.length) {
        placed[i] = X86Registers.number(X86Registers.ARGUMENTS[integersUsed++]);
      } else {
        throw new IllegalArgumentException("too many arguments for " + insn);
      }
    }
    if (floatsUsed > X86Registers.FLOAT_ARGUMENTS) {
      throw new IllegalArgumentException("too many arguments for " + insn);
    }
    for (int i = 0; i < arguments.length; i++) {
      builder.add(new LirInsn(SharedOp.MOVE, placed[i], operands.any(arguments[i])));
    }
    if (insn.kind() == Kind.VOID) {
      builder.add(call(X86Lir.CALL_VOID, routine, placed));
      return;
    }
    boolean isFloat = insn.kind().isFloat();
    int register = isFloat ? X86Registers.number(Xmm.XMM0) : Gpr.RAX.number();
    int[] all = new int[placed.length + 1];
    all[0] = register;
    System.arraycopy(placed, 0, all, 1, placed.length);
    builder.add(call(isFloat ? X86Lir.CALL_F : X86Lir.CALL, routine, all));
    int result = builder.value(insn);
    if (isFloat || insn.kind().is64()) {
      builder.add(new LirInsn(SharedOp.MOVE, result, register));
    } else {
      // C leaves the upper half of the register undefined.
      builder.add(new X86Insn(X86Lir.COPY, X86Op.MOV, Size.D, result, register));
    }
  }

  private X86Insn call(X86Lir shape, int routine, int[] placed) {
    return new X86Insn(shape, X86Op.CALL, null, placed)
        .address(1, layout.leafTable() + 8 * routine);
  }
}
