package hotpath.backend.x86;

import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.lir.LirBuilder;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.SharedOp;
import org.jspecify.annotations.Nullable;

/**
 * Operands for selection: values in registers, immediates, and memory operands that swallow address
 * computations and loads.
 */
final class X86Operands {
  private static final int NONE = LirInsn.NO_OPERAND;

  /** {@code base + index << log2(scale) + disp}; base and index are LIR values or missing. */
  record Address(int base, int index, int scale, int disp) {}

  private final LirBuilder builder;
  private final LirCode code;

  X86Operands(LirBuilder builder) {
    this.builder = builder;
    this.code = builder.code();
  }

  /** The size of operations on integers and addresses of a kind. */
  static Size size(Kind kind) {
    return kind.is64() ? Size.Q : Size.D;
  }

  /** The value in a register; constants and cells are brought there. */
  int reg(Insn insn) {
    int value = builder.value(insn);
    int fixed = code.fixed(value);
    if (fixed == Location.NONE || Location.isReg(fixed)) {
      return value;
    }
    int copy = code.newVirtual(code.kind(value));
    code.home(copy, fixed);
    builder.add(new LirInsn(SharedOp.MOVE, copy, value));
    return copy;
  }

  /** A value anywhere, for a tied operand. */
  int any(Insn insn) {
    return builder.value(insn);
  }

  /** A constant in a register. */
  int constant(Kind kind, long bits) {
    int value = code.newConstant(kind, bits);
    int copy = code.newVirtual(kind);
    code.home(copy, code.fixed(value));
    builder.add(new LirInsn(SharedOp.MOVE, copy, value));
    return copy;
  }

  int temporary(Kind kind) {
    return code.newVirtual(kind);
  }

  /** The bits of a constant as a signed number of its size. */
  static long bits(Insn constant) {
    return constant.kind().is64() ? constant.imm() : (int) constant.imm();
  }

  static boolean fits32(long value) {
    return value == (int) value;
  }

  /** Whether the operand is a constant that an instruction can hold. */
  static boolean isImmediate(Insn insn) {
    return insn.isConst() && !insn.kind().isFloat() && fits32(bits(insn));
  }

  /**
   * The value whose low half an operation of 32 bits may read in place of {@code insn}: a
   * truncation that nobody else needs is left out.
   */
  Insn low(Insn insn) {
    return insn.op() == TssaOp.L2I && builder.uses(insn) == 1 ? insn.arg(0) : insn;
  }

  /**
   * The load that {@code user}, an instruction of {@code size}, may execute as its own memory
   * operand; null if {@code insn} is none.
   */
  @Nullable Insn foldable(Insn insn, Insn user, Size size) {
    Insn load = insn;
    while (load.op() == TssaOp.R2I || load.op() == TssaOp.I2R || load.op() == TssaOp.U2L) {
      if (builder.uses(load) != 1) {
        return null;
      }
      load = load.arg(0);
    }
    if (load.op() != TssaOp.LOAD || builder.isAsked(load) || !builder.foldsInto(load, user)) {
      return null;
    }
    return matches(load.mem().type(), insn.kind(), size, load != insn) ? load : null;
  }

  private static boolean matches(MemType type, Kind kind, Size size, boolean converted) {
    return switch (type) {
      case I32, REF, SLOT_I32, SLOT_REF -> size == Size.D && !kind.is64();
      case I64 -> size == Size.Q && !converted;
      case F32, SLOT_F32 -> kind == Kind.F32;
      case F64 -> kind == Kind.F64;
      case I8, U8, I16, U16 -> false;
    };
  }

  Address address(Insn access, int indexAt) {
    Mem mem = access.mem();
    Insn index = indexAt < access.argCount() ? access.arg(indexAt) : null;
    return address(access.arg(0), index, mem.scale(), mem.disp());
  }

  private Address address(Insn base, @Nullable Insn index, int shift, int disp) {
    if (index != null && index.isConst()) {
      long sum = ((index.imm() & 0xFFFF_FFFFL) << shift) + disp;
      if (fits32(sum)) {
        return address(base, null, 0, (int) sum);
      }
    }
    long offset = LirBuilder.constantOffset(base, disp);
    if (offset >= 0 && fits32(offset)) {
      return withIndex(X86Registers.BASE.number(), index, shift, (int) offset);
    }
    if (base.op() == TssaOp.PLUS && base.arg(1).isConst()) {
      long sum = base.arg(1).imm() + disp;
      if (fits32(sum)) {
        return address(base.arg(0), index, shift, (int) sum);
      }
    }
    if (index != null) {
      return withIndex(addressOf(base), index, shift, disp);
    }
    if (base.kind() == Kind.REF) {
      return new Address(X86Registers.BASE.number(), reg(base), 1, disp);
    }
    if (base.op() == TssaOp.ADDRESS || base.op() == TssaOp.REGION) {
      return new Address(X86Registers.BASE.number(), reg(base.arg(0)), 1, disp);
    }
    if (base.op() == TssaOp.PLUS && !builder.isAsked(base)) {
      return sum(base, disp);
    }
    return new Address(reg(base), NONE, 1, disp);
  }

  /** The address of a sum with a variable number of bytes; a shifted number becomes the index. */
  private Address sum(Insn plus, int disp) {
    Insn addend = plus.arg(1);
    int scale = 1;
    if (addend.op() == TssaOp.SHL
        && addend.arg(1).isConst()
        && (addend.arg(1).imm() & 63) <= 3
        && !builder.isAsked(addend)) {
      scale = 1 << (addend.arg(1).imm() & 63);
      addend = addend.arg(0);
    }
    return new Address(addressOf(plus.arg(0)), reg(addend), scale, disp);
  }

  private Address withIndex(int base, @Nullable Insn index, int shift, int disp) {
    return index == null
        ? new Address(base, NONE, 1, disp)
        : new Address(base, reg(index), 1 << shift, disp);
  }

  /** A machine address in a register, made of a reference if need be. */
  private int addressOf(Insn base) {
    if (base.kind() != Kind.REF) {
      return reg(base);
    }
    int sum = temporary(Kind.ADDR);
    int region = X86Registers.BASE.number();
    builder.add(new X86Insn(X86Lir.LEA, X86Op.LEA, Size.Q, sum, region, reg(base)).address(1, 0));
    return sum;
  }
}
