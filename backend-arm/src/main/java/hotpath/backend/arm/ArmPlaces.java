package hotpath.backend.arm;

import static hotpath.backend.arm.Operand.imm;

import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.Location;

/**
 * Locations as operands, and copies between any two of them. Copies change no flag and use no
 * register but x16, x17 and v31. The word of a float in a frame is written in its low half only.
 */
final class ArmPlaces {
  private static final int WORD = 3;
  private static final int HALF_WORD = 2;

  private final LirCode code;
  private final ArmAssembler assembler;
  private final CodeLayout layout;

  ArmPlaces(LirCode code, ArmAssembler assembler, CodeLayout layout) {
    this.code = code;
    this.assembler = assembler;
    this.layout = layout;
  }

  Gpr gpr(LirInsn insn, int operand) {
    return ArmRegisters.gpr(insn.location(operand));
  }

  Fpr fpr(LirInsn insn, int operand) {
    return ArmRegisters.fpr(insn.location(operand));
  }

  /** The register of an operand, of whichever bank. */
  Register register(LirInsn insn, int operand) {
    int location = insn.location(operand);
    return ArmRegisters.isGpr(location) ? ArmRegisters.gpr(location) : ArmRegisters.fpr(location);
  }

  /** The memory operand of an instruction, as its shape says. */
  Mem mem(ArmInsn insn) {
    int at = insn.shape().memory();
    Gpr base = gpr(insn, at);
    return insn.operand(at + 1) == LirInsn.NO_OPERAND
        ? Mem.at(base, insn.disp())
        : Mem.at(base, gpr(insn, at + 1), insn.indexShift());
  }

  /** A word of memory; what an instruction cannot hold of its offset goes to x17. */
  private Mem memory(int location, int scale) {
    int number = Location.number(location);
    return switch (Location.sort(location)) {
      case Location.SPILL -> at(ArmRegisters.THREAD, layout.spills() + 8L * number, scale);
      case Location.VALUE -> at(ArmRegisters.THREAD, layout.values() + 8L * number, scale);
      case Location.COUNT -> at(ArmRegisters.THREAD, layout.count(), scale);
      case Location.FRAME -> at(ArmRegisters.FRAME, 8L * number, scale);
      case Location.CELL -> at(ArmRegisters.BASE, code.constantAt(location), scale);
      default -> throw new IllegalArgumentException("no place: " + Location.text(location));
    };
  }

  private Mem at(Gpr base, long offset, int scale) {
    if (Mem.fits(offset, scale)) {
      return Mem.at(base, (int) offset);
    }
    assembler.moveImmediate(ArmRegisters.SCRATCH2, offset);
    return Mem.at(base, ArmRegisters.SCRATCH2, 0);
  }

  /** Adds to a place that holds a number of 64 bits. */
  void add(int location, long addend) {
    if (Location.isReg(location)) {
      add(assembler, ArmRegisters.gpr(location), addend);
      return;
    }
    if (addend == 0) {
      return;
    }
    assembler.emit(ArmOp.LDR_X, ArmRegisters.SCRATCH, memory(location, WORD));
    add(assembler, ArmRegisters.SCRATCH, addend);
    assembler.emit(ArmOp.STR_X, ArmRegisters.SCRATCH, memory(location, WORD));
  }

  /** Adds to a register other than x17. */
  static void add(ArmAssembler assembler, Gpr register, long addend) {
    if (addend == 0) {
      return;
    }
    if (Immediates.isArithmetic(addend)) {
      assembler.emit(ArmOp.ADD_I, Size.X, register, register, imm(addend));
    } else if (Immediates.isArithmetic(-addend)) {
      assembler.emit(ArmOp.SUB_I, Size.X, register, register, imm(-addend));
    } else {
      assembler.moveImmediate(ArmRegisters.SCRATCH2, addend);
      assembler.emit(ArmOp.ADD, Size.X, register, register, ArmRegisters.SCRATCH2);
    }
  }

  boolean exchange(int a, int b) {
    if (ArmRegisters.isGpr(a) != ArmRegisters.isGpr(b)) {
      return false;
    }
    if (ArmRegisters.isGpr(a)) {
      exchange(ArmOp.MOV, Size.X, ArmRegisters.gpr(a), ArmRegisters.gpr(b), ArmRegisters.SCRATCH);
    } else {
      Fpr scratch = ArmRegisters.FLOAT_SCRATCH;
      exchange(ArmOp.FMOV, Size.D, ArmRegisters.fpr(a), ArmRegisters.fpr(b), scratch);
    }
    return true;
  }

  private void exchange(ArmOp move, Size size, Register a, Register b, Register scratch) {
    assembler.emit(move, size, scratch, a);
    assembler.emit(move, size, a, b);
    assembler.emit(move, size, b, scratch);
  }

  void move(int source, int target, int value) {
    Kind kind = code.kind(value);
    if (Location.sort(source) == Location.CONST) {
      constant(code.constantAt(source), kind, target);
    } else if (!Location.isReg(target)) {
      store(source, target, kind);
    } else if (ArmRegisters.isGpr(target)) {
      toGpr(source, ArmRegisters.gpr(target), kind);
    } else {
      toFpr(source, ArmRegisters.fpr(target), kind);
    }
  }

  /** The bits that fill a register or slot for a constant: 32-bit ones are extended by zeros. */
  private static long bits(long constant, Kind kind) {
    return kind.is64() ? constant : constant & 0xFFFF_FFFFL;
  }

  private void constant(long constant, Kind kind, int target) {
    long bits = bits(constant, kind);
    if (!Location.isReg(target)) {
      Gpr source = Gpr.ZR;
      if (bits != 0) {
        source = ArmRegisters.SCRATCH;
        assembler.moveImmediate(source, bits);
      }
      storeGpr(source, target, kind);
    } else if (ArmRegisters.isGpr(target)) {
      assembler.moveImmediate(ArmRegisters.gpr(target), bits);
    } else {
      constant(ArmRegisters.fpr(target), kind == Kind.F32 ? Size.S : Size.D, bits);
    }
  }

  private void constant(Fpr target, Size size, long bits) {
    if (bits == 0) {
      assembler.emit(ArmOp.FMOV_DX, target, Gpr.ZR);
    } else if (ArmOp.FMOV_I.accepts(size, target, imm(size == Size.S ? (int) bits : bits))) {
      assembler.emit(ArmOp.FMOV_I, size, target, imm(size == Size.S ? (int) bits : bits));
    } else {
      assembler.loadLiteral(target, size, bits);
    }
  }

  private void toGpr(int source, Gpr target, Kind kind) {
    if (Location.sort(source) == Location.CELL) {
      assembler.emit(ArmOp.LDR_W, target, memory(source, HALF_WORD));
    } else if (!Location.isReg(source)) {
      assembler.emit(ArmOp.LDR_X, target, memory(source, WORD));
    } else if (ArmRegisters.isGpr(source)) {
      // Values of 32 bits have nothing in the upper half, so the shorter copy serves them.
      Size size = kind.is64() ? Size.X : Size.W;
      assembler.emit(ArmOp.MOV, size, target, ArmRegisters.gpr(source));
    } else {
      assembler.emit(ArmOp.FMOV_XD, target, ArmRegisters.fpr(source));
    }
  }

  private void toFpr(int source, Fpr target, Kind kind) {
    if (!Location.isReg(source)) {
      boolean single = kind == Kind.F32;
      ArmOp load = single ? ArmOp.LDR_S : ArmOp.LDR_D;
      assembler.emit(load, target, memory(source, single ? HALF_WORD : WORD));
    } else if (ArmRegisters.isGpr(source)) {
      assembler.emit(ArmOp.FMOV_DX, target, ArmRegisters.gpr(source));
    } else {
      assembler.emit(ArmOp.FMOV, Size.D, target, ArmRegisters.fpr(source));
    }
  }

  private void store(int source, int target, Kind kind) {
    if (Location.isReg(source) && !ArmRegisters.isGpr(source)) {
      boolean single = kind == Kind.F32;
      ArmOp store = single ? ArmOp.STR_S : ArmOp.STR_D;
      Mem place = memory(target, single ? HALF_WORD : WORD);
      assembler.emit(store, ArmRegisters.fpr(source), place);
      return;
    }
    Gpr register = ArmRegisters.SCRATCH;
    if (Location.isReg(source)) {
      register = ArmRegisters.gpr(source);
    } else if (Location.sort(source) == Location.CELL || kind == Kind.F32) {
      // A cell has 32 bits, and so has a float's word; the load clears the rest of the register.
      assembler.emit(ArmOp.LDR_W, register, memory(source, HALF_WORD));
    } else {
      assembler.emit(ArmOp.LDR_X, register, memory(source, WORD));
    }
    storeGpr(register, target, kind);
  }

  private void storeGpr(Gpr register, int target, Kind kind) {
    if (kind == Kind.F32) {
      assembler.emit(ArmOp.STR_W, register, memory(target, HALF_WORD));
    } else {
      assembler.emit(ArmOp.STR_X, register, memory(target, WORD));
    }
  }
}
