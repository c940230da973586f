package hotpath.backend.x86;

import hotpath.backend.x86.X86Operands.Address;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.lir.LirBuilder;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.SharedOp;
import org.jspecify.annotations.Nullable;

/** Selection of integer arithmetic and of addresses. */
final class X86Integers {
  private static final int NONE = LirInsn.NO_OPERAND;

  private final LirBuilder builder;
  private final X86Operands operands;
  private final CpuFeatures features;
  private final X86Division division;

  X86Integers(LirBuilder builder, X86Operands operands, CpuFeatures features) {
    this.builder = builder;
    this.operands = operands;
    this.features = features;
    this.division = new X86Division(builder, operands);
  }

  void select(Insn insn) {
    Size size = X86Operands.size(insn.kind());
    switch (insn.op()) {
      case ADD -> add(insn, size);
      case SUB -> subtract(insn, size);
      case MUL -> multiply(insn, size);
      case DIV, REM -> division.select(insn, size);
      case AND -> and(insn, size);
      case OR -> binary(insn, X86Op.OR, size);
      case XOR -> {
        if (insn.arg(1).isConst() && X86Operands.bits(insn.arg(1)) == -1) {
          unary(insn, X86Op.NOT, size);
        } else {
          binary(insn, X86Op.XOR, size);
        }
      }
      case SHL -> shift(insn, X86Op.SHL, size);
      case SHR -> shift(insn, X86Op.SAR, size);
      case USHR -> shift(insn, X86Op.SHR, size);
      case NEG -> unary(insn, X86Op.NEG, size);
      case BSWAP -> unary(insn, X86Op.BSWAP, size);
      case ABS -> {
        int source = operands.reg(insn.arg(0));
        builder.add(new X86Insn(X86Lir.ABS, X86Op.NEG, size, builder.value(insn), source));
      }
      case MIN -> minmax(insn, Cond.G, size);
      case MAX -> minmax(insn, Cond.L, size);
      case MULHI -> multiplyHigh(insn, X86Op.IMUL);
      case UMULHI -> multiplyHigh(insn, X86Op.MUL);
      case BITCOUNT -> count(insn, X86Lir.COPY, X86Op.POPCNT);
      case CLZ ->
          count(
              insn,
              features.lzcnt() ? X86Lir.COPY : X86Lir.CLZ,
              features.lzcnt() ? X86Op.LZCNT : X86Op.BSR);
      case CTZ ->
          count(
              insn,
              features.bmi1() ? X86Lir.COPY : X86Lir.CTZ,
              features.bmi1() ? X86Op.TZCNT : X86Op.BSF);
      default -> throw new IllegalArgumentException("no selection for " + insn);
    }
  }

  void addConstant(int result, int value, long addend) {
    if (X86Operands.fits32(addend)) {
      lea(Size.Q, result, value, NONE, 1, (int) addend);
    } else {
      int constant = operands.constant(Kind.I64, addend);
      builder.add(new X86Insn(X86Lir.ALU_RR, X86Op.ADD, Size.Q, result, value, constant));
    }
  }

  private void lea(Size size, int result, int base, int index, int scale, int disp) {
    builder.add(new X86Insn(X86Lir.LEA, X86Op.LEA, size, result, base, index).address(scale, disp));
  }

  /** ADDRESS, REGION and PLUS: sums, that is, what lea computes. */
  void address(Insn insn) {
    int result = builder.value(insn);
    if (insn.op() != TssaOp.PLUS) {
      Insn offset = insn.arg(0);
      long constant = LirBuilder.constantOffset(offset, 0);
      if (constant >= 0 && X86Operands.fits32(constant)) {
        lea(Size.Q, result, X86Registers.BASE.number(), NONE, 1, (int) constant);
      } else {
        lea(Size.Q, result, X86Registers.BASE.number(), operands.reg(offset), 1, 0);
      }
      return;
    }
    sum(insn, insn.arg(0), insn.arg(1), Size.Q);
  }

  private void add(Insn insn, Size size) {
    Insn a = insn.arg(0);
    Insn b = insn.arg(1);
    if (a.isConst()) {
      a = insn.arg(1);
      b = insn.arg(0);
    }
    sum(insn, a, b, size);
  }

  private void sum(Insn insn, Insn a, Insn b, Size size) {
    if (X86Operands.isImmediate(b)) {
      addImmediate(insn, a, X86Operands.bits(b), size);
      return;
    }
    if (insn.op() == TssaOp.ADD && operands.foldable(b, insn, size) == null) {
      if (operands.foldable(a, insn, size) != null) {
        sum(insn, b, a, size);
        return;
      }
      if (shiftOf(a) > 0 && shiftOf(b) == 0) {
        sum(insn, b, a, size);
        return;
      }
    }
    int shift = shiftOf(b);
    if (shift > 0) {
      int base = operands.reg(a);
      int index = operands.reg(operands.low(b.arg(0)));
      lea(size, builder.value(insn), base, index, 1 << shift, 0);
      return;
    }
    boolean keepsA = builder.livesBehind(a, insn);
    boolean keepsB = builder.livesBehind(b, insn);
    if (operands.foldable(b, insn, size) == null && keepsA && keepsB) {
      lea(size, builder.value(insn), operands.reg(a), operands.reg(b), 1, 0);
      return;
    }
    boolean swap = insn.op() == TssaOp.ADD && keepsA && !keepsB;
    if (swap && operands.foldable(b, insn, size) == null) {
      binary(insn, X86Op.ADD, size, b, a);
    } else if (insn.op() == TssaOp.PLUS && keepsA && operands.foldable(b, insn, size) == null) {
      lea(size, builder.value(insn), operands.reg(a), operands.reg(b), 1, 0);
    } else {
      binary(insn, X86Op.ADD, size, a, b);
    }
  }

  /** The distance of a shift that lea can do on the way, else 0. */
  private int shiftOf(Insn insn) {
    if (insn.op() != TssaOp.SHL
        || !insn.arg(1).isConst()
        || builder.isAsked(insn)
        || builder.uses(insn) != 1) {
      return 0;
    }
    long distance = insn.arg(1).imm() & (insn.kind().is64() ? 63 : 31);
    return distance <= 3 ? (int) distance : 0;
  }

  private void addImmediate(Insn insn, Insn a, long value, Size size) {
    int result = builder.value(insn);
    if (builder.livesBehind(a, insn)) {
      lea(size, result, operands.reg(operands.low(a)), NONE, 1, (int) value);
    } else {
      int source = operands.any(operands.low(a));
      builder.add(new X86Insn(X86Lir.ALU_RI, X86Op.ADD, size, result, source).immediate(value));
    }
  }

  private void subtract(Insn insn, Size size) {
    Insn b = insn.arg(1);
    long bits = b.isConst() ? -X86Operands.bits(b) : 0;
    if (b.isConst() && X86Operands.fits32(size == Size.D ? (int) bits : bits)) {
      addImmediate(insn, insn.arg(0), size == Size.D ? (int) bits : bits, size);
    } else if (insn.arg(0).isConst() && X86Operands.bits(insn.arg(0)) == 0) {
      int source = operands.any(b);
      builder.add(new X86Insn(X86Lir.ALU_R, X86Op.NEG, size, builder.value(insn), source));
    } else {
      binary(insn, X86Op.SUB, size, insn.arg(0), b);
    }
  }

  private void multiply(Insn insn, Size size) {
    Insn a = insn.arg(0);
    Insn b = insn.arg(1);
    if (a.isConst()) {
      a = insn.arg(1);
      b = insn.arg(0);
    }
    if (!X86Operands.isImmediate(b)) {
      binary(insn, X86Op.IMUL, size, a, b);
      return;
    }
    long factor = X86Operands.bits(b);
    int result = builder.value(insn);
    if (factor > 0 && Long.bitCount(factor) == 1) {
      int source = operands.any(operands.low(a));
      builder.add(
          new X86Insn(X86Lir.ALU_RI, X86Op.SHL, size, result, source)
              .immediate(Long.numberOfTrailingZeros(factor)));
    } else if (factor == 3 || factor == 5 || factor == 9) {
      int source = operands.reg(operands.low(a));
      lea(size, result, source, source, (int) factor - 1, 0);
    } else {
      int source = operands.reg(operands.low(a));
      builder.add(new X86Insn(X86Lir.COPY_I, X86Op.IMUL, size, result, source).immediate(factor));
    }
  }

  private void and(Insn insn, Size size) {
    Insn b = insn.arg(1);
    if (b.isConst()) {
      long mask = X86Operands.bits(b);
      X86Op op = mask == 0xFF ? X86Op.MOVZX_B : mask == 0xFFFF ? X86Op.MOVZX_W : null;
      if (mask == 0xFFFF_FFFFL) {
        op = X86Op.MOV;
      }
      if (op != null) {
        int source = operands.reg(operands.low(insn.arg(0)));
        builder.add(new X86Insn(X86Lir.COPY, op, Size.D, builder.value(insn), source));
        return;
      }
    }
    binary(insn, X86Op.AND, size);
  }

  private void binary(Insn insn, X86Op op, Size size) {
    Insn a = insn.arg(0);
    Insn b = insn.arg(1);
    boolean foldsB = operands.foldable(b, insn, size) != null;
    boolean foldsA = operands.foldable(a, insn, size) != null;
    boolean keepsA = builder.livesBehind(a, insn) && !builder.livesBehind(b, insn);
    if (a.isConst() || (!b.isConst() && !foldsB && (foldsA || keepsA))) {
      binary(insn, op, size, b, a);
    } else {
      binary(insn, op, size, a, b);
    }
  }

  private void binary(Insn insn, X86Op op, Size size, Insn a, Insn b) {
    int result = builder.value(insn);
    if (X86Operands.isImmediate(b) && op != X86Op.IMUL) {
      int source = operands.any(operands.low(a));
      builder.add(
          new X86Insn(X86Lir.ALU_RI, op, size, result, source).immediate(X86Operands.bits(b)));
      return;
    }
    Insn load = operands.foldable(b, insn, size);
    if (load == null && op == X86Op.IMUL && operands.foldable(a, insn, size) != null) {
      binary(insn, op, size, b, a);
      return;
    }
    int source = operands.any(operands.low(a));
    if (load != null) {
      Address m = operands.address(load, 1);
      builder.add(
          new X86Insn(X86Lir.ALU_RM, op, size, result, source, m.base(), m.index())
              .address(m.scale(), m.disp()));
      return;
    }
    int right = operands.reg(operands.low(b));
    builder.add(new X86Insn(X86Lir.ALU_RR, op, size, result, source, right));
  }

  private void unary(Insn insn, X86Op op, Size size) {
    int source = operands.any(operands.low(insn.arg(0)));
    builder.add(new X86Insn(X86Lir.ALU_R, op, size, builder.value(insn), source));
  }

  private void shift(Insn insn, X86Op op, Size size) {
    Insn distance = insn.arg(1);
    // A right shift needs all bits of what it shifts.
    Insn shifted = op == X86Op.SHL ? operands.low(insn.arg(0)) : insn.arg(0);
    int result = builder.value(insn);
    if (distance.isConst()) {
      int source = operands.any(shifted);
      builder.add(
          new X86Insn(X86Lir.ALU_RI, op, size, result, source)
              .immediate(distance.imm() & (size == Size.Q ? 63 : 31)));
      return;
    }
    int source = operands.any(shifted);
    int cl = Gpr.RCX.number();
    builder.add(new LirInsn(SharedOp.MOVE, cl, operands.any(operands.low(distance))));
    builder.add(new X86Insn(X86Lir.SHIFT, op, size, result, source, cl));
  }

  private void minmax(Insn insn, Cond cond, Size size) {
    Insn a = insn.arg(0);
    Insn b = insn.arg(1);
    if (a.isConst() || (!b.isConst() && builder.livesBehind(a, insn))) {
      a = insn.arg(1);
      b = insn.arg(0);
    }
    int source = operands.any(a);
    int right = operands.reg(b);
    builder.add(
        new X86Insn(X86Lir.MINMAX, X86Op.CMOVCC, size, builder.value(insn), source, right)
            .test(FlagTest.of(cond)));
  }

  private void multiplyHigh(Insn insn, X86Op op) {
    int rax = Gpr.RAX.number();
    int rdx = Gpr.RDX.number();
    int right = operands.reg(insn.arg(1));
    builder.add(new LirInsn(SharedOp.MOVE, rax, operands.any(insn.arg(0))));
    builder.add(new X86Insn(X86Lir.MULTIPLY_HIGH, op, Size.Q, rdx, rax, rax, right));
    builder.add(new LirInsn(SharedOp.MOVE, builder.value(insn), rdx));
  }

  /** Counts of bits; the operand's kind says the size. */
  private void count(Insn insn, X86Lir shape, X86Op op) {
    Size size = X86Operands.size(insn.arg(0).kind());
    int source = operands.reg(insn.arg(0));
    builder.add(new X86Insn(shape, op, size, builder.value(insn), source));
  }

  /**
   * Selects a store of what is computed from the same place: {@code add [m], x}. Returns false if
   * {@code store} is none.
   */
  boolean updatesMemory(Insn store) {
    Mem mem = store.mem();
    MemType type = mem.type();
    Insn value = store.arg(1);
    X86Op op =
        switch (value.op()) {
          case ADD -> X86Op.ADD;
          case SUB -> X86Op.SUB;
          case AND -> X86Op.AND;
          case OR -> X86Op.OR;
          case XOR -> X86Op.XOR;
          default -> null;
        };
    if (op == null
        || (type != MemType.I32 && type != MemType.I64)
        || builder.uses(value) != 1
        || builder.isAsked(value)) {
      return false;
    }
    boolean left = isSamePlace(value.arg(0), store);
    boolean right = !left && op != X86Op.SUB && isSamePlace(value.arg(1), store);
    if (!left && !right) {
      return false;
    }
    Insn other = value.arg(left ? 1 : 0);
    Size size = X86Operands.size(type.kind());
    if (X86Operands.isImmediate(other)) {
      Address a = operands.address(store, 2);
      builder.add(
          new X86Insn(X86Lir.ALU_MI, op, size, a.base(), a.index())
              .address(a.scale(), a.disp())
              .immediate(X86Operands.bits(other)));
    } else {
      int register = operands.reg(operands.low(other));
      Address a = operands.address(store, 2);
      builder.add(
          new X86Insn(X86Lir.ALU_MR, op, size, register, a.base(), a.index())
              .address(a.scale(), a.disp()));
    }
    return true;
  }

  private boolean isSamePlace(Insn insn, Insn store) {
    if (insn.op() != TssaOp.LOAD || builder.isAsked(insn) || !builder.foldsInto(insn, store)) {
      return false;
    }
    Mem a = insn.mem();
    Mem b = store.mem();
    return a.type() == b.type()
        && a.scale() == b.scale()
        && a.disp() == b.disp()
        && insn.arg(0) == store.arg(0)
        && index(insn, 1) == index(store, 2);
  }

  private static @Nullable Insn index(Insn access, int at) {
    return at < access.argCount() ? access.arg(at) : null;
  }
}
