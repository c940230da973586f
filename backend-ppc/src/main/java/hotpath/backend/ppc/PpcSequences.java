package hotpath.backend.ppc;

import static hotpath.backend.ppc.Operand.imm;

import hotpath.tssa.backend.Assembler;
import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.backend.InstructionWriter;
import hotpath.tssa.backend.Label;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirInsn;

/**
 * The machine instructions of each LIR shape. Sequences use r0, r11, r12, f0, the carry, condition
 * register field 0 and their own operands only; a result is written when no operand is needed any
 * more.
 */
final class PpcSequences implements InstructionWriter {
  private static final Gpr A = PpcRegisters.SCRATCH;
  private static final Gpr B = PpcRegisters.SCRATCH2;
  private static final Gpr ZERO = PpcRegisters.SCRATCH3;
  private static final Fpr F = PpcRegisters.FLOAT_SCRATCH;

  /** Below the stack pointer, where no signal handler writes (ELF V2 ABI, 2.2.2.4). */
  private static final int BELOW = -8;

  private final PpcAssembler assembler;
  private final PpcPlaces places;

  PpcSequences(LirCode code, CodeLayout layout, PpcAssembler assembler) {
    this.assembler = assembler;
    places = new PpcPlaces(code, assembler, layout);
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
    assembler.moveImmediate(Gpr.R4, pc);
    assembler.moveImmediate(Gpr.R5, sp);
    assembler.moveImmediate(Gpr.R3, exit);
  }

  private Register reg(PpcInsn insn, int operand) {
    return places.register(insn, operand);
  }

  private void emit(PpcOp op, Operand... operands) {
    assembler.emit(op, operands);
  }

  @Override
  public void write(LirInsn lir) {
    PpcInsn insn = (PpcInsn) lir;
    PpcOp op = insn.machine();
    switch (insn.shape()) {
      case LOAD, LOAD_F, STORE, STORE_F -> assembler.access(op, reg(insn, 0), places.mem(insn));
      case RR, RRR, FF, FFF -> single(insn);
      case MINMAX -> {
        emit(op, reg(insn, 1), reg(insn, 2));
        choose(insn.test(), places.gpr(insn, 0), reg(insn, 1), reg(insn, 2));
      }
      case ABS -> {
        boolean wide = op == PpcOp.SRADI;
        emit(op, ZERO, reg(insn, 1), imm(wide ? 63 : 31));
        emit(PpcOp.XOR, A, reg(insn, 1), ZERO);
        emit(PpcOp.SUBF, reg(insn, 0), ZERO, A);
      }
      case TRAILING_ZEROS -> {
        // The bits below the lowest one: all, if there is none.
        emit(PpcOp.ADDI, ZERO, reg(insn, 1), imm(-1));
        emit(PpcOp.ANDC, ZERO, ZERO, reg(insn, 1));
        emit(op, reg(insn, 0), ZERO);
      }
      case SWAP_BYTES -> swapBytes(insn);
      case SHIFT -> {
        boolean wide = op == PpcOp.SLD || op == PpcOp.SRD || op == PpcOp.SRAD;
        emit(wide ? PpcOp.CLRLDI : PpcOp.CLRLWI, ZERO, reg(insn, 2), imm(wide ? 58 : 27));
        emit(op, reg(insn, 0), reg(insn, 1), ZERO);
      }
      case DIVIDE -> {
        divide(insn);
        emit(PpcOp.ISEL, reg(insn, 0), A, ZERO, CrBit.EQ);
      }
      case REMAINDER -> {
        divide(insn);
        emit(PpcOp.ISEL, A, A, ZERO, CrBit.EQ);
        emit(op == PpcOp.DIVD ? PpcOp.MULLD : PpcOp.MULLW, A, A, reg(insn, 2));
        emit(PpcOp.SUBF, reg(insn, 0), A, reg(insn, 1));
      }
      case DIVIDE_BY_POWER -> byPower(insn, places.gpr(insn, 0));
      case REMAINDER_BY_POWER -> {
        byPower(insn, ZERO);
        emit(op == PpcOp.SRADI ? PpcOp.SLDI : PpcOp.SLWI, ZERO, ZERO, imm(insn.number(0)));
        emit(PpcOp.SUBF, reg(insn, 0), ZERO, reg(insn, 1));
      }
      case MINMAX_F -> minmaxFloat(insn);
      case TO_INTEGER -> toInteger(insn);
      case FROM_INTEGER -> {
        boolean wide = insn.number(0) == 64;
        emit(wide ? PpcOp.MTFPRD : PpcOp.MTFPRWA, F, reg(insn, 1));
        emit(op, reg(insn, 0), F);
      }
      case TO_BITS -> toBits(insn);
      case FROM_BITS -> fromBits(insn);
      case SET_RR, SET_RI, SET_FF -> {
        compare(insn);
        set(insn);
      }
      case COMPARE_RR, COMPARE_FF -> threeWay(insn);
      case SELECT_RR, SELECT_RI, SELECT_FF -> {
        compare(insn);
        choose(insn.test(), places.gpr(insn, 0), reg(insn, 1), reg(insn, 2));
      }
      case SELECT_F_RR, SELECT_F_RI, SELECT_F_FF -> selectFloat(insn);
      case CALL_VOID, CALL, CALL_F -> {
        // Where its code is entered a function finds its own address in r12 (ELF V2 ABI, 2.3.2).
        emit(PpcOp.LD, Gpr.R12, Mem.at(PpcRegisters.THREAD, insn.disp()));
        emit(PpcOp.MTCTR, Gpr.R12);
        emit(PpcOp.BCTRL);
      }
      case GUARD_RR, GUARD_RI, GUARD_FF ->
          throw new IllegalArgumentException("a guard without exit");
    }
    if (insn.clears()) {
      emit(PpcOp.CLRLDI, reg(insn, 0), reg(insn, 0), imm(32));
    }
  }

  /** An instruction whose operands stand as its table row has them. */
  private void single(PpcInsn insn) {
    int registers = insn.operandCount();
    Operand[] all = new Operand[registers + insn.numberCount()];
    for (int i = 0; i < registers; i++) {
      all[i] = reg(insn, i);
    }
    for (int i = 0; i < insn.numberCount(); i++) {
      all[registers + i] = imm(insn.number(i));
    }
    emit(insn.machine(), all);
  }

  /** {@code target = condition ? chosen : otherwise}. */
  private void choose(Cond.Test test, Gpr target, Register chosen, Register otherwise) {
    boolean set = test.cond().isSet();
    CrBit bit = test.cond().bit();
    emit(PpcOp.ISEL, target, set ? chosen : otherwise, set ? otherwise : chosen, bit);
  }

  private void set(PpcInsn insn) {
    Cond cond = insn.test().cond();
    emit(PpcOp.LI, A, imm(1));
    if (cond.isSet()) {
      emit(PpcOp.LI, ZERO, imm(0));
      emit(PpcOp.ISEL, reg(insn, 0), A, ZERO, cond.bit());
    } else {
      emit(PpcOp.ISEL, reg(insn, 0), imm(0), A, cond.bit());
    }
  }

  private void swapBytes(PpcInsn insn) {
    if (insn.machine() == PpcOp.LDBRX) {
      emit(PpcOp.STD, reg(insn, 1), Mem.at(Gpr.R1, BELOW));
      emit(PpcOp.LI, ZERO, imm(BELOW));
      emit(PpcOp.LDBRX, reg(insn, 0), Mem.at(Gpr.R1, ZERO));
      return;
    }
    emit(PpcOp.ROTLWI, ZERO, reg(insn, 1), imm(8));
    emit(PpcOp.RLWIMI, ZERO, reg(insn, 1), imm(24), imm(0), imm(7));
    emit(PpcOp.RLWIMI, ZERO, reg(insn, 1), imm(24), imm(16), imm(23));
    emit(PpcOp.MR, reg(insn, 0), ZERO);
  }

  /**
   * The quotient to r0 and the negated dividend to r12, which is the quotient if the divisor is -1,
   * as the condition EQ says: there the instruction may overflow, and leaves anything.
   */
  private void divide(PpcInsn insn) {
    PpcOp compare = insn.machine() == PpcOp.DIVD ? PpcOp.CMPDI : PpcOp.CMPWI;
    emit(compare, reg(insn, 2), imm(-1));
    emit(insn.machine(), ZERO, reg(insn, 1), reg(insn, 2));
    emit(PpcOp.NEG, A, reg(insn, 1));
  }

  /** A shift sets the carry if the dividend is negative and loses a bit: then one is added. */
  private void byPower(PpcInsn insn, Gpr target) {
    emit(insn.machine(), ZERO, reg(insn, 1), imm(insn.number(0)));
    emit(PpcOp.ADDZE, target, ZERO);
  }

  /** The machine's minimum knows the signs of zeros, but takes a number before a NaN. */
  private void minmaxFloat(PpcInsn insn) {
    Label ordered = new Label();
    emit(PpcOp.FCMPU, reg(insn, 1), reg(insn, 2));
    emit(insn.machine(), F, reg(insn, 1), reg(insn, 2));
    assembler.jump(Cond.NS, ordered);
    emit(PpcOp.FADD, F, reg(insn, 1), reg(insn, 2));
    assembler.bind(ordered);
    emit(PpcOp.FMR, reg(insn, 0), F);
  }

  /** The conversion saturates as Java's does, but for NaN, which has to become 0. */
  private void toInteger(PpcInsn insn) {
    boolean wide = insn.machine() == PpcOp.FCTIDZ;
    emit(PpcOp.FCMPU, reg(insn, 1), reg(insn, 1));
    emit(insn.machine(), F, reg(insn, 1));
    emit(wide ? PpcOp.MFFPRD : PpcOp.MFFPRWZ, reg(insn, 0), F);
    emit(PpcOp.ISEL, reg(insn, 0), imm(0), reg(insn, 0), CrBit.SO);
  }

  private void toBits(PpcInsn insn) {
    if (insn.machine() == PpcOp.MFFPRD) {
      emit(PpcOp.MFFPRD, reg(insn, 0), reg(insn, 1));
      return;
    }
    emit(PpcOp.XSCVDPSPN, F, reg(insn, 1));
    emit(PpcOp.MFFPRD, reg(insn, 0), F);
    emit(PpcOp.SRDI, reg(insn, 0), reg(insn, 0), imm(32));
  }

  private void fromBits(PpcInsn insn) {
    if (insn.machine() == PpcOp.MTFPRD) {
      emit(PpcOp.MTFPRD, reg(insn, 0), reg(insn, 1));
      return;
    }
    emit(PpcOp.SLDI, ZERO, reg(insn, 1), imm(32));
    emit(PpcOp.MTFPRD, F, ZERO);
    emit(PpcOp.XSCVSPDPN, reg(insn, 0), F);
  }

  /** Emits the comparison that a guard, set or select starts with. */
  private void compare(PpcInsn insn) {
    int at = insn.shape().compared();
    PpcOp op = insn.machine();
    Register left = reg(insn, at);
    switch (op) {
      case ANDI, ANDIS -> emit(op, ZERO, left, imm(insn.number(0)));
      case AND_TEST -> emit(op, ZERO, left, reg(insn, at + 1));
      default ->
          emit(op, left, insn.shape().comparesNumber() ? imm(insn.number(0)) : reg(insn, at + 1));
    }
    CrBit orEqual = insn.test().orEqual();
    if (orEqual != null) {
      emit(PpcOp.CROR, CrBit.EQ, orEqual, CrBit.EQ);
    }
  }

  @Override
  public void jumpIf(boolean holds, LirInsn guard, Label target) {
    PpcInsn insn = (PpcInsn) guard;
    compare(insn);
    Cond cond = insn.test().cond();
    assembler.jump(holds ? cond : cond.negated(), target);
  }

  /** 1 or -1, whichever the condition says, else the other one; and then 0 for equal operands. */
  private void threeWay(PpcInsn insn) {
    compare(insn);
    boolean less = insn.test().cond() == Cond.LT;
    emit(PpcOp.LI, A, imm(less ? -1 : 1));
    emit(PpcOp.LI, B, imm(less ? 1 : -1));
    emit(PpcOp.ISEL, reg(insn, 0), A, B, insn.test().cond().bit());
    emit(PpcOp.ISEL, reg(insn, 0), imm(0), reg(insn, 0), CrBit.EQ);
  }

  private void selectFloat(PpcInsn insn) {
    compare(insn);
    Register target = reg(insn, 0);
    Register chosen = reg(insn, 1);
    Register otherwise = reg(insn, 2);
    Cond cond = insn.test().cond();
    Label done = new Label();
    if (target == otherwise) {
      assembler.jump(cond.negated(), done);
      emit(PpcOp.FMR, target, chosen);
    } else {
      if (target != chosen) {
        emit(PpcOp.FMR, target, chosen);
      }
      assembler.jump(cond, done);
      emit(PpcOp.FMR, target, otherwise);
    }
    assembler.bind(done);
  }
}
