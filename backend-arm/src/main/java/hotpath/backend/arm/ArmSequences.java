package hotpath.backend.arm;

import static hotpath.backend.arm.Operand.imm;

import hotpath.tssa.backend.Assembler;
import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.backend.InstructionWriter;
import hotpath.tssa.backend.Label;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirInsn;
import java.util.Objects;

/**
 * The machine instructions of each LIR shape. Sequences use x16, v31 and their own operands only; a
 * result is written when no operand is needed any more.
 */
final class ArmSequences implements InstructionWriter {
  private final ArmAssembler assembler;
  private final ArmPlaces places;

  ArmSequences(LirCode code, CodeLayout layout, ArmAssembler assembler) {
    this.assembler = assembler;
    places = new ArmPlaces(code, assembler, layout);
  }

  @Override
  public Assembler assembler() {
    return assembler;
  }

  @Override
  public void move(int source, int target, int value) {
    places.move(source, target, value);
  }

  @Override
  public boolean exchange(int a, int b) {
    return places.exchange(a, b);
  }

  @Override
  public void add(int location, long addend) {
    places.add(location, addend);
  }

  @Override
  public void resume(long exit, long pc, long sp) {
    assembler.moveImmediate(Gpr.X1, pc);
    assembler.moveImmediate(Gpr.X2, sp);
    assembler.moveImmediate(Gpr.X0, exit);
  }

  private static Size size(ArmInsn insn) {
    return Objects.requireNonNull(insn.size());
  }

  private Register reg(ArmInsn insn, int operand) {
    return places.register(insn, operand);
  }

  @Override
  public void write(LirInsn lir) {
    ArmInsn insn = (ArmInsn) lir;
    ArmOp op = insn.machine();
    switch (insn.shape()) {
      case LOAD, LOAD_F, STORE, STORE_F -> assembler.emit(op, reg(insn, 0), places.mem(insn));
      case STORE_ZERO -> assembler.emit(op, Gpr.ZR, places.mem(insn));
      case RR, RRI, RRR, RRRR, FF, FFF, FR, RF -> single(insn);
      case MINMAX -> {
        assembler.emit(ArmOp.CMP, size(insn), reg(insn, 1), reg(insn, 2));
        assembler.emit(
            ArmOp.CSEL, size(insn), reg(insn, 0), reg(insn, 1), reg(insn, 2), insn.cond());
      }
      case ABS -> {
        assembler.emit(ArmOp.CMP_I, size(insn), reg(insn, 1), imm(0));
        assembler.emit(ArmOp.CNEG, size(insn), reg(insn, 0), reg(insn, 1), Cond.LT);
      }
      case TRAILING_ZEROS -> {
        assembler.emit(ArmOp.RBIT, size(insn), reg(insn, 0), reg(insn, 1));
        assembler.emit(ArmOp.CLZ, size(insn), reg(insn, 0), reg(insn, 0));
      }
      case COUNT_BITS -> countBits(insn);
      case REMAINDER -> {
        Gpr quotient = ArmRegisters.SCRATCH;
        assembler.emit(ArmOp.SDIV, size(insn), quotient, reg(insn, 1), reg(insn, 2));
        assembler.emit(ArmOp.MSUB, size(insn), reg(insn, 0), quotient, reg(insn, 2), reg(insn, 1));
      }
      case SET_RR, SET_RI, SET_FF, SET_F -> {
        compare(insn);
        assembler.emit(ArmOp.CSET, Size.W, reg(insn, 0), insn.cond());
      }
      case COMPARE_RR, COMPARE_FF -> threeWay(insn);
      case SELECT_RR, SELECT_RI, SELECT_FF, SELECT_F -> select(insn, ArmOp.CSEL, Size.X);
      case SELECT_F_RR, SELECT_F_RI, SELECT_F_FF, SELECT_F_F -> select(insn, ArmOp.FCSEL, Size.D);
      case CALL_VOID, CALL, CALL_F -> {
        Gpr routine = ArmRegisters.SCRATCH;
        assembler.emit(ArmOp.LDR_X, routine, Mem.at(ArmRegisters.THREAD, insn.disp()));
        assembler.emit(ArmOp.BLR, routine);
      }
      case GUARD_RR, GUARD_RI, GUARD_FF, GUARD_F, GUARD_ZERO, GUARD_BIT ->
          throw new IllegalArgumentException("a guard without exit");
    }
  }

  /** An instruction whose operands stand as its table row has them. */
  private void single(ArmInsn insn) {
    int registers = insn.operandCount();
    boolean shifts = !insn.shift().equals(Operand.Shift.NONE);
    boolean immediate = insn.shape() == ArmLir.RRI;
    Operand[] all = new Operand[registers + (shifts || immediate ? 1 : 0)];
    for (int i = 0; i < registers; i++) {
      all[i] = reg(insn, i);
    }
    if (immediate) {
      all[registers] = imm(insn.immediate());
    } else if (shifts) {
      all[registers] = insn.shift();
    }
    Size size = insn.size();
    if (size == null) {
      assembler.emit(insn.machine(), all);
    } else {
      assembler.emit(insn.machine(), size, all);
    }
  }

  /** Emits the comparison that a guard, set or select starts with. */
  private void compare(ArmInsn insn) {
    int at = insn.shape().compared();
    Register left = reg(insn, at);
    ArmOp op = insn.machine();
    if (!insn.shape().comparesTwo()) {
      assembler.emit(op, size(insn), left, imm(insn.immediate()));
    } else if (op == ArmOp.FCMP) {
      assembler.emit(op, size(insn), left, reg(insn, at + 1));
    } else {
      assembler.emit(op, size(insn), left, reg(insn, at + 1), insn.shift());
    }
  }

  @Override
  public void jumpIf(boolean holds, LirInsn guard, Label target) {
    ArmInsn insn = (ArmInsn) guard;
    boolean zero =
        (insn.shape() == ArmLir.GUARD_ZERO || insn.shape() == ArmLir.GUARD_BIT)
            && insn.cond() == Cond.EQ == holds;
    switch (insn.shape()) {
      case GUARD_ZERO -> assembler.jumpIfZero(zero, size(insn), places.gpr(insn, 0), target);
      case GUARD_BIT ->
          assembler.jumpIfBit(zero, places.gpr(insn, 0), (int) insn.immediate(), target);
      default -> {
        compare(insn);
        assembler.jump(holds ? insn.cond() : insn.cond().negated(), target);
      }
    }
  }

  private void select(ArmInsn insn, ArmOp op, Size size) {
    compare(insn);
    assembler.emit(op, size, reg(insn, 0), reg(insn, 1), reg(insn, 2), insn.cond());
  }

  /**
   * -1 if the condition holds; else 0 for equal operands, 1 for others. Where the condition takes
   * unordered operands for less, 1 is what is ordered and greater.
   */
  private void threeWay(ArmInsn insn) {
    compare(insn);
    Cond greater = insn.cond() == Cond.MI ? Cond.NE : Cond.GT;
    assembler.emit(ArmOp.CSET, Size.W, reg(insn, 0), greater);
    assembler.emit(ArmOp.CSINV, Size.W, reg(insn, 0), reg(insn, 0), Gpr.ZR, insn.cond().negated());
  }

  /** Bits are counted byte by byte, and the bytes added up, in a vector register. */
  private void countBits(ArmInsn insn) {
    Fpr scratch = ArmRegisters.FLOAT_SCRATCH;
    // Of a value of 32 bits the register's upper half is zero.
    assembler.emit(ArmOp.FMOV_DX, scratch, places.gpr(insn, 1));
    assembler.emit(ArmOp.CNT, scratch, scratch);
    assembler.emit(ArmOp.ADDV, scratch, scratch);
    assembler.emit(ArmOp.FMOV_WS, places.gpr(insn, 0), scratch);
  }
}
