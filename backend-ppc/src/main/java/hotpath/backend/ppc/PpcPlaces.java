package hotpath.backend.ppc;

import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.Location;

/**
 * Locations as operands, and copies between any two of them. Copies change no condition and use no
 * register but r11, r12 and f0. The word of a float in a frame is written in its low half only.
 */
final class PpcPlaces {
  private final LirCode code;
  private final PpcAssembler assembler;
  private final CodeLayout layout;

  PpcPlaces(LirCode code, PpcAssembler assembler, CodeLayout layout) {
    this.code = code;
    this.assembler = assembler;
    this.layout = layout;
  }

  Gpr gpr(LirInsn insn, int operand) {
    return PpcRegisters.gpr(insn.location(operand));
  }

  Fpr fpr(LirInsn insn, int operand) {
    return PpcRegisters.fpr(insn.location(operand));
  }

  /** The register of an operand, of whichever bank. */
  Register register(LirInsn insn, int operand) {
    int location = insn.location(operand);
    return PpcRegisters.isGpr(location) ? PpcRegisters.gpr(location) : PpcRegisters.fpr(location);
  }

  /** The memory operand of an instruction, as its shape says. */
  Mem mem(PpcInsn insn) {
    int at = insn.shape().memory();
    Gpr base = gpr(insn, at);
    return insn.operand(at + 1) == LirInsn.NO_OPERAND
        ? Mem.at(base, insn.disp())
        : Mem.at(base, gpr(insn, at + 1));
  }

  /** A word of memory; an offset that no instruction holds goes to r11. */
  private Mem memory(int location) {
    int number = Location.number(location);
    return switch (Location.sort(location)) {
      case Location.SPILL -> at(PpcRegisters.THREAD, layout.spills() + 8L * number);
      case Location.VALUE -> at(PpcRegisters.THREAD, layout.values() + 8L * number);
      case Location.COUNT -> at(PpcRegisters.THREAD, layout.count());
      case Location.FRAME -> at(PpcRegisters.FRAME, 8L * number);
      case Location.CELL -> at(PpcRegisters.BASE, code.constantAt(location));
      default -> throw new IllegalArgumentException("no place: " + Location.text(location));
    };
  }

  private Mem at(Gpr base, long offset) {
    if (offset == (short) offset) {
      return Mem.at(base, (int) offset);
    }
    assembler.moveImmediate(PpcRegisters.SCRATCH2, offset);
    return Mem.at(base, PpcRegisters.SCRATCH2);
  }

  /** Adds to a place that holds a number of 64 bits. */
  void add(int location, long addend) {
    if (addend == 0) {
      return;
    }
    if (Location.isReg(location)) {
      Gpr register = PpcRegisters.gpr(location);
      assembler.add(register, register, addend, PpcRegisters.SCRATCH2);
      return;
    }
    Gpr register = PpcRegisters.SCRATCH;
    assembler.access(PpcOp.LD, register, memory(location));
    assembler.add(register, register, addend, PpcRegisters.SCRATCH2);
    assembler.access(PpcOp.STD, register, memory(location));
  }

  boolean exchange(int a, int b) {
    if (PpcRegisters.isGpr(a) != PpcRegisters.isGpr(b)) {
      return false;
    }
    if (PpcRegisters.isGpr(a)) {
      exchange(PpcOp.MR, PpcRegisters.gpr(a), PpcRegisters.gpr(b), PpcRegisters.SCRATCH);
    } else {
      exchange(PpcOp.FMR, PpcRegisters.fpr(a), PpcRegisters.fpr(b), PpcRegisters.FLOAT_SCRATCH);
    }
    return true;
  }

  private void exchange(PpcOp move, Register a, Register b, Register scratch) {
    assembler.emit(move, scratch, a);
    assembler.emit(move, a, b);
    assembler.emit(move, b, scratch);
  }

  void move(int source, int target, int value) {
    Kind kind = code.kind(value);
    if (Location.sort(source) == Location.CONST) {
      constant(code.constantAt(source), kind, target);
    } else if (!Location.isReg(target)) {
      store(source, target, kind);
    } else if (PpcRegisters.isGpr(target)) {
      toGpr(source, PpcRegisters.gpr(target));
    } else {
      toFpr(source, PpcRegisters.fpr(target), kind);
    }
  }

  /** The bits that fill a register or slot for a constant: 32-bit ones are extended by zeros. */
  private static long bits(long constant, Kind kind) {
    return kind.is64() ? constant : constant & 0xFFFF_FFFFL;
  }

  private void constant(long constant, Kind kind, int target) {
    long bits = bits(constant, kind);
    if (!Location.isReg(target)) {
      assembler.moveImmediate(PpcRegisters.SCRATCH, bits);
      storeGpr(PpcRegisters.SCRATCH, target, kind);
    } else if (PpcRegisters.isGpr(target)) {
      assembler.moveImmediate(PpcRegisters.gpr(target), bits);
    } else {
      constant(PpcRegisters.fpr(target), kind == Kind.F32 ? widened((int) bits) : bits);
    }
  }

  private void constant(Fpr target, long bits) {
    if (bits == 0) {
      assembler.emit(PpcOp.XXLXOR, target, target, target);
    } else {
      assembler.moveImmediate(PpcRegisters.SCRATCH, bits);
      assembler.emit(PpcOp.MTFPRD, target, PpcRegisters.SCRATCH);
    }
  }

  /** A float in double format, as a load leaves it; a NaN keeps its bits. */
  private static long widened(int bits) {
    float value = Float.intBitsToFloat(bits);
    return Float.isNaN(value)
        ? (bits & 0x8000_0000L) << 32 | 0x7FFL << 52 | (bits & 0x7F_FFFFL) << 29
        : Double.doubleToRawLongBits(value);
  }

  private void toGpr(int source, Gpr target) {
    if (Location.sort(source) == Location.CELL) {
      assembler.access(PpcOp.LWZ, target, memory(source));
    } else if (!Location.isReg(source)) {
      assembler.access(PpcOp.LD, target, memory(source));
    } else if (PpcRegisters.isGpr(source)) {
      assembler.emit(PpcOp.MR, target, PpcRegisters.gpr(source));
    } else {
      throw new IllegalArgumentException("a floating-point value in " + target);
    }
  }

  private void toFpr(int source, Fpr target, Kind kind) {
    if (!Location.isReg(source)) {
      assembler.access(kind == Kind.F32 ? PpcOp.LFS : PpcOp.LFD, target, memory(source));
    } else if (PpcRegisters.isGpr(source)) {
      throw new IllegalArgumentException("an integer in " + target);
    } else {
      assembler.emit(PpcOp.FMR, target, PpcRegisters.fpr(source));
    }
  }

  private void store(int source, int target, Kind kind) {
    if (Location.isReg(source) && !PpcRegisters.isGpr(source)) {
      PpcOp store = kind == Kind.F32 ? PpcOp.STFS : PpcOp.STFD;
      assembler.access(store, PpcRegisters.fpr(source), memory(target));
      return;
    }
    Gpr register = PpcRegisters.SCRATCH;
    if (Location.isReg(source)) {
      register = PpcRegisters.gpr(source);
    } else {
      // A cell has 32 bits, and so has a float's word; the load clears the rest of the register.
      boolean half = Location.sort(source) == Location.CELL || kind == Kind.F32;
      assembler.access(half ? PpcOp.LWZ : PpcOp.LD, register, memory(source));
    }
    storeGpr(register, target, kind);
  }

  private void storeGpr(Gpr register, int target, Kind kind) {
    assembler.access(kind == Kind.F32 ? PpcOp.STW : PpcOp.STD, register, memory(target));
  }
}
