package hotpath.backend.x86;

import static hotpath.backend.x86.Operand.imm;

import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.Location;

/**
 * Locations as operands, and copies between any two of them. Copies change no flag and use no
 * register but xmm15. The word of a float in a frame is written in its low half only.
 */
final class X86Places {
  private final LirCode code;
  private final X86Assembler assembler;
  private final CodeLayout layout;

  X86Places(LirCode code, X86Assembler assembler, CodeLayout layout) {
    this.code = code;
    this.assembler = assembler;
    this.layout = layout;
  }

  Gpr gpr(LirInsn insn, int operand) {
    return X86Registers.gpr(insn.location(operand));
  }

  Xmm xmm(LirInsn insn, int operand) {
    return X86Registers.xmm(insn.location(operand));
  }

  /** A location as the operand of an instruction that takes a register or memory. */
  Operand rm(int location) {
    if (Location.isReg(location)) {
      return X86Registers.isGpr(location) ? X86Registers.gpr(location) : X86Registers.xmm(location);
    }
    return memory(location);
  }

  Operand rm(LirInsn insn, int operand) {
    return rm(insn.location(operand));
  }

  /** The memory operand of an instruction, as its shape says. */
  Mem mem(X86Insn insn) {
    int at = insn.shape().memory();
    Gpr base = X86Registers.gpr(insn.location(at));
    if (insn.operand(at + 1) == LirInsn.NO_OPERAND) {
      return Mem.at(base, insn.disp());
    }
    return Mem.at(base, X86Registers.gpr(insn.location(at + 1)), insn.scale(), insn.disp());
  }

  /** Adds to a place that holds a number of 64 bits. */
  void add(int location, long addend) {
    if (addend != 0) {
      assembler.emit(X86Op.ADD, Size.Q, rm(location), imm(addend));
    }
  }

  private Mem memory(int location) {
    int number = Location.number(location);
    return switch (Location.sort(location)) {
      case Location.SPILL -> Mem.at(X86Registers.THREAD, layout.spills() + 8 * number);
      case Location.VALUE -> Mem.at(X86Registers.THREAD, layout.values() + 8 * number);
      case Location.COUNT -> Mem.at(X86Registers.THREAD, layout.count());
      case Location.FRAME -> Mem.at(X86Registers.FRAME, 8 * number);
      case Location.CELL -> Mem.at(X86Registers.BASE, Math.toIntExact(code.constantAt(location)));
      default -> throw new IllegalArgumentException("no place: " + Location.text(location));
    };
  }

  boolean exchange(int a, int b) {
    if (!X86Registers.isGpr(a) || !X86Registers.isGpr(b)) {
      return false;
    }
    assembler.emit(X86Op.XCHG, Size.Q, X86Registers.gpr(a), X86Registers.gpr(b));
    return true;
  }

  void move(int source, int target, int value) {
    Kind kind = code.kind(value);
    if (Location.sort(source) == Location.CONST) {
      constant(code.constantAt(source), kind, target);
    } else if (!Location.isReg(target)) {
      store(source, target, kind);
    } else if (X86Registers.isGpr(target)) {
      toGpr(source, X86Registers.gpr(target), kind);
    } else {
      toXmm(source, X86Registers.xmm(target), kind);
    }
  }

  /** The bits that fill a register or slot for a constant: 32-bit ones are extended by zeros. */
  private static long bits(long constant, Kind kind) {
    return kind.is64() ? constant : constant & 0xFFFF_FFFFL;
  }

  private void constant(long constant, Kind kind, int target) {
    long bits = bits(constant, kind);
    if (!Location.isReg(target)) {
      constantToMemory(bits, kind, memory(target));
    } else if (X86Registers.isGpr(target)) {
      assembler.moveImmediate(X86Registers.gpr(target), bits);
    } else {
      Xmm register = X86Registers.xmm(target);
      if (bits == 0) {
        assembler.emit(X86Op.XORPS, register, register);
      } else if (kind == Kind.F32) {
        assembler.emit(X86Op.MOVSS, register, assembler.literal32((int) bits));
      } else {
        assembler.emit(X86Op.MOVSD, register, assembler.literal64(bits));
      }
    }
  }

  private void constantToMemory(long bits, Kind kind, Mem place) {
    if (kind == Kind.F32) {
      int single = (int) bits;
      assembler.emit(X86Op.MOV, Size.D, place, imm(single));
    } else if (bits == (int) bits) {
      assembler.emit(X86Op.MOV, Size.Q, place, imm(bits));
    } else {
      assembler.emit(X86Op.MOVSD, X86Registers.SCRATCH, assembler.literal64(bits));
      assembler.emit(X86Op.MOVSD, place, X86Registers.SCRATCH);
    }
  }

  private void toGpr(int source, Gpr target, Kind kind) {
    if (!Location.isReg(source)) {
      boolean cell = Location.sort(source) == Location.CELL;
      assembler.emit(X86Op.MOV, cell ? Size.D : Size.Q, target, memory(source));
    } else if (X86Registers.isGpr(source)) {
      // Values of 32 bits have nothing in the upper half, so the shorter copy serves them.
      Size size = kind.is64() ? Size.Q : Size.D;
      assembler.emit(X86Op.MOV, size, target, X86Registers.gpr(source));
    } else {
      assembler.emit(X86Op.MOVQ, target, X86Registers.xmm(source));
    }
  }

  private void toXmm(int source, Xmm target, Kind kind) {
    if (!Location.isReg(source)) {
      X86Op op = kind == Kind.F32 ? X86Op.MOVSS : X86Op.MOVSD;
      assembler.emit(op, target, memory(source));
    } else if (X86Registers.isGpr(source)) {
      assembler.emit(X86Op.MOVQ, target, X86Registers.gpr(source));
    } else {
      assembler.emit(X86Op.MOVAPS, target, X86Registers.xmm(source));
    }
  }

  private void store(int source, int target, Kind kind) {
    Mem place = memory(target);
    if (Location.isReg(source) && X86Registers.isGpr(source)) {
      assembler.emit(X86Op.MOV, Size.Q, place, X86Registers.gpr(source));
      return;
    }
    X86Op op = kind == Kind.F32 ? X86Op.MOVSS : X86Op.MOVSD;
    Xmm register = X86Registers.SCRATCH;
    if (Location.isReg(source)) {
      register = X86Registers.xmm(source);
    } else if (Location.sort(source) == Location.CELL) {
      // A cell has 32 bits; the load clears the rest of the register.
      assembler.emit(X86Op.MOVSS, register, memory(source));
      op = X86Op.MOVSD;
    } else {
      assembler.emit(op, register, memory(source));
    }
    assembler.emit(op, place, register);
  }
}
