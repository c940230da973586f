package hotpath.backend.ppc;

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
 * Operands for selection: values in registers, and memory operands. An address has a base and
 * either an index or a displacement; what an access needs beyond that, a scale of the index above
 * all, is computed by instructions of its own before it.
 *
 * <p>Arithmetic works on 64 bits, and 32-bit results carry over into the upper half, which has to
 * be zero where someone reads all of it: in an address, a slot, a conversion, on the way to another
 * block. Most instructions read the low half only, and ask by {@link #low}; so a value is cleared
 * ({@link #add}) only if somebody asked for the whole.
 */
final class PpcOperands {
  private static final int NONE = LirInsn.NO_OPERAND;

  /** {@code base + index} or {@code base + disp}; the index may be missing. */
  record Address(int base, int index, int disp) {}

  private final LirBuilder builder;
  private final LirCode code;

  PpcOperands(LirBuilder builder) {
    this.builder = builder;
    this.code = builder.code();
  }

  /** The value in a register; constants and cells are brought there. */
  int reg(Insn insn) {
    return reg(builder.value(insn));
  }

  /**
   * The value for an instruction of its size; of a 32-bit one the low half is read, and a
   * truncation that nobody else needs is left out.
   */
  int low(Insn insn) {
    if (insn.kind().is64()) {
      return reg(insn);
    }
    return reg(builder.lowValue(untruncated(insn)));
  }

  private Insn untruncated(Insn insn) {
    return insn.op() == TssaOp.L2I && builder.isPart(insn) ? insn.arg(0) : insn;
  }

  /** An operand whose upper half becomes that of the result. */
  int like(Insn result, Insn operand) {
    return builder.isWhole(result) ? reg(operand) : low(operand);
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

  /** The register of what an instruction computes. */
  int result(Insn insn) {
    return builder.lowValue(insn);
  }

  /** Adds what computes a value, and may leave anything in the upper half of its register. */
  void add(Insn insn, PpcInsn lir) {
    builder.add(lir.clears(!insn.kind().is64() && builder.isWhole(insn)));
  }

  /** The bits of a constant as a signed number of its size. */
  static long bits(Insn constant) {
    return constant.kind().is64() ? constant.imm() : (int) constant.imm();
  }

  static boolean isShort(long value) {
    return value == (short) value;
  }

  /** Whether an addition of a number is one instruction, to the low or to the high half. */
  static boolean isAddend(long value) {
    return isShort(value) || ((value & 0xFFFF) == 0 && isShort(value >> 16));
  }

  /** {@code value + addend}, for an addend that {@link #isAddend}. */
  static PpcInsn plus(int result, int value, long addend) {
    return isShort(addend)
        ? new PpcInsn(PpcLir.RR, PpcOp.ADDI, result, value).numbers(addend)
        : new PpcInsn(PpcLir.RR, PpcOp.ADDIS, result, value).numbers(addend >> 16);
  }

  /** {@code value + addend} in 64 bits, as an instruction that sets {@code result}. */
  void add(int result, int value, long addend) {
    if (isAddend(addend)) {
      builder.add(plus(result, value, addend));
    } else {
      builder.add(sum(result, value, constant(Kind.I64, addend)));
    }
  }

  private static PpcInsn sum(int result, int left, int right) {
    return new PpcInsn(PpcLir.RRR, PpcOp.ADD, result, left, right);
  }

  private int sum(int left, int right) {
    int sum = temporary(Kind.ADDR);
    builder.add(sum(sum, left, right));
    return sum;
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
    if (invariant && one && isAddend(disp)) {
      int before =
          builder.beforeLoop(
              new Base(from, added, disp),
              Kind.ADDR,
              sum -> added == NONE ? plus(sum, from, disp) : sum(sum, from, added));
      if (before != NONE) {
        return before;
      }
    }
    if (one && added != NONE) {
      return sum(from, added);
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
   * @param multiple of what the displacement has to be
   */
  Address address(Insn access, int indexAt, int multiple) {
    Mem mem = access.mem();
    Insn index = indexAt < access.argCount() ? access.arg(indexAt) : null;
    return address(access.arg(0), index, mem.scale(), mem.disp(), multiple);
  }

  private Address address(Insn base, @Nullable Insn index, int shift, long disp, int multiple) {
    if (index != null && index.isConst()) {
      long sum = ((index.imm() & 0xFFFF_FFFFL) << shift) + disp;
      return address(base, null, 0, sum, multiple);
    }
    if (base.op() == TssaOp.PLUS && base.arg(1).isConst() && builder.isPart(base)) {
      return address(base.arg(0), index, shift, base.arg(1).imm() + disp, multiple);
    }
    int region = PpcRegisters.BASE.number();
    long offset = disp == (int) disp ? LirBuilder.constantOffset(base, (int) disp) : -1;
    if (offset >= 0) {
      return place(builder.isInLoop(), region, NONE, index, shift, offset, multiple);
    }
    if (base.kind() == Kind.REF || isSwallowed(base)) {
      Insn of = base.kind() == Kind.REF ? base : base.arg(0);
      int reference = reg(of);
      return index == null && disp == 0
          ? new Address(region, reference, 0)
          : place(builder.isInvariant(of), region, reference, index, shift, disp, multiple);
    }
    if (index == null && disp == 0 && base.op() == TssaOp.PLUS && builder.isPart(base)) {
      return new Address(reg(base.arg(0)), reg(base.arg(1)), 0);
    }
    return place(builder.isInvariant(base), reg(base), NONE, index, shift, disp, multiple);
  }

  /** Whether the base is the sum of region and reference, for this access only. */
  private boolean isSwallowed(Insn base) {
    return (base.op() == TssaOp.ADDRESS || base.op() == TssaOp.REGION) && builder.isPart(base);
  }

  /** {@code from + added + (index << shift) + disp}. */
  private Address place(
      boolean invariant,
      int from,
      int added,
      @Nullable Insn index,
      int shift,
      long disp,
      int multiple) {
    if (index == null) {
      int base = base(invariant, from, added, 0);
      return isShort(disp) && disp % multiple == 0
          ? new Address(base, NONE, (int) disp)
          : new Address(base, constant(Kind.I64, disp), 0);
    }
    int base = base(invariant, from, added, disp);
    return new Address(base, scaled(index, shift), 0);
  }

  /** An index times a power of two; what shifts it clears its upper half too. */
  private int scaled(Insn index, int shift) {
    if (shift == 0) {
      return reg(index);
    }
    Insn source = untruncated(index);
    int value = builder.lowValue(source);
    if (!code.isVirtual(value)) {
      int scaled = temporary(Kind.I64);
      builder.add(scaled(scaled, reg(value), shift));
      return scaled;
    }
    return builder.derived(source, shift, Kind.I64, scaled -> scaled(scaled, value, shift));
  }

  private static PpcInsn scaled(int result, int index, int shift) {
    return new PpcInsn(PpcLir.RR, PpcOp.RLDIC, result, index).numbers(shift, 32 - shift);
  }
}
