package hotpath.backend.arm;

import hotpath.backend.arm.Operand.Shift;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.lir.LirBuilder;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.SharedOp;
import org.jspecify.annotations.Nullable;

/**
 * Operands for selection: values in registers, shifted registers, and memory operands. An address
 * has a base and either an index or a displacement; what an access needs beyond that is added up by
 * instructions of its own before it.
 */
final class ArmOperands {
  private static final int NONE = LirInsn.NO_OPERAND;

  /** {@code base + (index << shift)} or {@code base + disp}; the index may be missing. */
  record Address(int base, int index, int shift, int disp) {}

  /** A value and how it is to be shifted. */
  record Shifted(int value, Shift shift) {}

  private final LirBuilder builder;
  private final LirCode code;

  ArmOperands(LirBuilder builder) {
    this.builder = builder;
    this.code = builder.code();
  }

  /** The size of operations on values of a kind. */
  static Size size(Kind kind) {
    return switch (kind) {
      case F32 -> Size.S;
      case F64 -> Size.D;
      default -> kind.is64() ? Size.X : Size.W;
    };
  }

  /** The value in a register; constants and cells are brought there. */
  int reg(Insn insn) {
    return reg(builder.value(insn));
  }

  private int reg(int value) {
    int fixed = code.fixed(value);
    if (fixed == Location.NONE || Location.isReg(fixed)) {
      return value;
    }
    int inLoop = Location.sort(fixed) == Location.CONST ? builder.loopConstant(value) : NONE;
    if (inLoop != NONE) {
      return inLoop;
    }
    int copy = code.newVirtual(code.kind(value));
    code.home(copy, fixed);
    builder.add(new LirInsn(SharedOp.MOVE, copy, value));
    return copy;
  }

  /** A constant in a register. */
  int constant(Kind kind, long bits) {
    return reg(code.newConstant(kind, bits));
  }

  int temporary(Kind kind) {
    return code.newVirtual(kind);
  }

  /** The bits of a constant as a signed number of its size. */
  static long bits(Insn constant) {
    return constant.kind().is64() ? constant.imm() : (int) constant.imm();
  }

  /**
   * The value whose low half an operation of 32 bits may read in place of {@code insn}: a
   * truncation that nobody else needs is left out.
   */
  Insn low(Insn insn) {
    return insn.op() == TssaOp.L2I && builder.isPart(insn) ? insn.arg(0) : insn;
  }

  /** Whether an instruction can shift the operand on the way. */
  boolean isShifted(Insn insn) {
    boolean shifts =
        switch (insn.op()) {
          case SHL, SHR, USHR -> true;
          default -> false;
        };
    return shifts && insn.arg(1).isConst() && builder.isPart(insn);
  }

  /** A register as the last operand of an arithmetic instruction, with a shift on the way. */
  Shifted shifted(Insn insn) {
    if (!isShifted(insn)) {
      return new Shifted(reg(low(insn)), Shift.NONE);
    }
    int distance = (int) insn.arg(1).imm() & (insn.kind().is64() ? 63 : 31);
    // A right shift needs all bits of what it shifts.
    Insn source = insn.op() == TssaOp.SHL ? low(insn.arg(0)) : insn.arg(0);
    Shift shift =
        switch (insn.op()) {
          case SHL -> Operand.lsl(distance);
          case SHR -> Operand.asr(distance);
          default -> Operand.lsr(distance);
        };
    return new Shifted(reg(source), shift);
  }

  /** {@code value + addend} in 64 bits, as an instruction that sets {@code result}. */
  void add(int result, int value, long addend) {
    if (Immediates.isArithmetic(addend) || Immediates.isArithmetic(-addend)) {
      builder.add(plus(result, value, addend));
    } else {
      int constant = constant(Kind.I64, addend);
      builder.add(new ArmInsn(ArmLir.RRR, ArmOp.ADD, Size.X, result, value, constant));
    }
  }

  /** With a constant that an instruction holds. */
  private static ArmInsn plus(int result, int value, long addend) {
    return Immediates.isArithmetic(addend)
        ? new ArmInsn(ArmLir.RRI, ArmOp.ADD_I, Size.X, result, value).immediate(addend)
        : new ArmInsn(ArmLir.RRI, ArmOp.SUB_I, Size.X, result, value).immediate(-addend);
  }

  private int sum(int left, int right, int shift) {
    int sum = temporary(Kind.ADDR);
    builder.add(sum(sum, left, right, shift));
    return sum;
  }

  private static ArmInsn sum(int result, int left, int right, int shift) {
    return new ArmInsn(ArmLir.RRR, ArmOp.ADD, Size.X, result, left, right)
        .shift(Operand.lsl(shift));
  }

  /** What a base in a loop has beside its index: the region, a displacement. */
  private record Base(int from, int added, long disp) {}

  /**
   * The register from which an index is counted; computed before the loop if it can be.
   *
   * @param invariant whether {@code from} and {@code added} are
   * @param added a second summand, or none
   */
  private int base(boolean invariant, int from, int added, long disp) {
    if (added == NONE && disp == 0) {
      return from;
    }
    boolean one = added == NONE || disp == 0;
    boolean small = Immediates.isArithmetic(disp) || Immediates.isArithmetic(-disp);
    if (invariant && one && small) {
      int before =
          builder.beforeLoop(
              new Base(from, added, disp),
              Kind.ADDR,
              sum -> added == NONE ? plus(sum, from, disp) : sum(sum, from, added, 0));
      if (before != NONE) {
        return before;
      }
    }
    if (one && added != NONE) {
      return sum(from, added, 0);
    }
    if (one) {
      int sum = temporary(Kind.ADDR);
      add(sum, from, disp);
      return sum;
    }
    return base(invariant, base(invariant, from, added, 0), NONE, disp);
  }

  /**
   * The address of an access.
   *
   * @param indexAt which operand the index is, if there is one
   * @param scale log2 of the bytes that the machine instruction moves
   */
  Address address(Insn access, int indexAt, int scale) {
    Mem mem = access.mem();
    Insn index = indexAt < access.argCount() ? access.arg(indexAt) : null;
    return address(access.arg(0), index, mem.scale(), mem.disp(), scale);
  }

  private Address address(Insn base, @Nullable Insn index, int shift, long disp, int scale) {
    if (index != null && index.isConst()) {
      long sum = ((index.imm() & 0xFFFF_FFFFL) << shift) + disp;
      return address(base, null, 0, sum, scale);
    }
    if (base.op() == TssaOp.PLUS && base.arg(1).isConst() && builder.isPart(base)) {
      return address(base.arg(0), index, shift, base.arg(1).imm() + disp, scale);
    }
    int region = ArmRegisters.BASE.number();
    long offset = disp == (int) disp ? LirBuilder.constantOffset(base, (int) disp) : -1;
    if (offset >= 0) {
      return place(builder.isInLoop(), region, NONE, index, shift, offset, scale);
    }
    if (base.kind() == Kind.REF || isSwallowed(base)) {
      Insn of = base.kind() == Kind.REF ? base : base.arg(0);
      int reference = reg(of);
      return index == null && disp == 0
          ? new Address(region, reference, 0, 0)
          : place(builder.isInvariant(of), region, reference, index, shift, disp, scale);
    }
    if (index == null && base.op() == TssaOp.PLUS && builder.isPart(base)) {
      return sum(base, disp, scale);
    }
    return place(builder.isInvariant(base), reg(base), NONE, index, shift, disp, scale);
  }

  /** Whether the base is the sum of region and reference, for this access only. */
  private boolean isSwallowed(Insn base) {
    return (base.op() == TssaOp.ADDRESS || base.op() == TssaOp.REGION) && builder.isPart(base);
  }

  /** The address of a sum with a variable number of bytes; a shifted number becomes the index. */
  private Address sum(Insn plus, long disp, int scale) {
    int base = reg(plus.arg(0));
    Shifted addend = shifted(plus.arg(1));
    Shift shift = addend.shift;
    boolean index = shift.equals(Shift.NONE) || shift.equals(Operand.lsl(scale));
    if (disp == 0 && index) {
      return new Address(base, addend.value, shift.amount(), 0);
    }
    int sum = temporary(Kind.ADDR);
    builder.add(new ArmInsn(ArmLir.RRR, ArmOp.ADD, Size.X, sum, base, addend.value).shift(shift));
    return place(false, sum, NONE, null, 0, disp, scale);
  }

  /** {@code from + added + (index << shift) + disp}. */
  private Address place(
      boolean invariant,
      int from,
      int added,
      @Nullable Insn index,
      int shift,
      long disp,
      int scale) {
    if (index == null) {
      int base = base(invariant, from, added, 0);
      return hotpath.backend.arm.Mem.fits(disp, scale)
          ? new Address(base, NONE, 0, (int) disp)
          : new Address(base, constant(Kind.I64, disp), 0, 0);
    }
    int base = base(invariant, from, added, disp);
    int by = reg(index);
    return shift == 0 || shift == scale
        ? new Address(base, by, shift, 0)
        : new Address(sum(base, by, shift), NONE, 0, 0);
  }
}
