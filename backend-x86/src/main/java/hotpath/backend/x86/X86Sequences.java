package hotpath.backend.x86;

import static hotpath.backend.x86.Operand.imm;

import hotpath.tssa.backend.Assembler;
import hotpath.tssa.backend.CodeLayout;
import hotpath.tssa.backend.InstructionWriter;
import hotpath.tssa.backend.Label;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirInsn;
import java.util.Objects;

/**
 * The machine instructions of each LIR shape. Sequences use xmm15 and their own operands only; a
 * result is written when no operand is needed any more, but where the shape's form says ALIVE.
 */
final class X86Sequences implements InstructionWriter {
  private final X86Assembler assembler;
  private final X86Places places;

  X86Sequences(LirCode code, CodeLayout layout, X86Assembler assembler) {
    this.assembler = assembler;
    places = new X86Places(code, assembler, layout);
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
    assembler.moveImmediate(Gpr.RCX, pc);
    assembler.moveImmediate(Gpr.RDX, sp);
    assembler.moveImmediate(Gpr.RAX, exit);
  }

  private static Size size(X86Insn insn) {
    return Objects.requireNonNull(insn.size());
  }

  @Override
  public void write(LirInsn lir) {
    X86Insn insn = (X86Insn) lir;
    X86Op op = insn.machine();
    switch (insn.shape()) {
      case LOAD, COPY_M -> assembler.emit(op, size(insn), places.gpr(insn, 0), places.mem(insn));
      case LEA -> lea(insn);
      case LOAD_F, COPY_FM -> assembler.emit(op, places.xmm(insn, 0), places.mem(insn));
      case STORE_R, ALU_MR -> assembler.emit(op, size(insn), places.mem(insn), places.gpr(insn, 0));
      case STORE_F -> assembler.emit(op, places.mem(insn), places.xmm(insn, 0));
      case STORE_I, ALU_MI ->
          assembler.emit(op, size(insn), places.mem(insn), imm(insn.immediate()));
      case ALU_R -> assembler.emit(op, size(insn), places.gpr(insn, 0));
      case ALU_RR -> assembler.emit(op, size(insn), places.gpr(insn, 0), places.rm(insn, 2));
      case ALU_RI -> assembler.emit(op, size(insn), places.gpr(insn, 0), imm(insn.immediate()));
      case ALU_RM -> assembler.emit(op, size(insn), places.gpr(insn, 0), places.mem(insn));
      case FPU_RR -> assembler.emit(op, places.xmm(insn, 0), places.rm(insn, 2));
      case FPU_RL -> assembler.emit(op, places.xmm(insn, 0), literal(insn));
      case FPU_RM -> assembler.emit(op, places.xmm(insn, 0), places.mem(insn));
      case SHIFT -> assembler.emit(op, size(insn), places.gpr(insn, 0), Gpr.RCX);
      case COPY -> copy(insn);
      case COPY_I ->
          assembler.emit(
              op, size(insn), places.gpr(insn, 0), places.rm(insn, 1), imm(insn.immediate()));
      case COPY_F -> assembler.emit(op, places.xmm(insn, 0), places.rm(insn, 1));
      case ROUND ->
          assembler.emit(op, places.xmm(insn, 0), places.rm(insn, 1), imm(insn.immediate()));
      case TO_F -> {
        // The conversion keeps the register's upper part: clear it, or it would wait for it.
        assembler.emit(X86Op.XORPS, places.xmm(insn, 0), places.xmm(insn, 0));
        assembler.emit(op, size(insn), places.xmm(insn, 0), places.rm(insn, 1));
      }
      case BITS_TO_F -> assembler.emit(op, places.xmm(insn, 0), places.gpr(insn, 1));
      case BITS_FROM_F -> assembler.emit(op, places.gpr(insn, 0), places.xmm(insn, 1));
      case TO_INT -> toInt(insn);
      case MINMAX -> {
        assembler.emit(X86Op.CMP, size(insn), places.gpr(insn, 0), places.rm(insn, 2));
        conditionalMove(insn, places.gpr(insn, 0), places.rm(insn, 2), size(insn));
      }
      case ABS -> {
        Gpr result = places.gpr(insn, 0);
        assembler.emit(X86Op.MOV, size(insn), result, places.gpr(insn, 1));
        assembler.emit(X86Op.NEG, size(insn), result);
        assembler.emit(X86Op.CMOVCC, size(insn), Cond.S, result, places.gpr(insn, 1));
      }
      case CLZ -> leadingZeros(insn);
      case CTZ -> trailingZeros(insn);
      case MULTIPLY_HIGH -> assembler.emit(op, size(insn), places.rm(insn, 3));
      case DIVIDE -> divide(insn);
      case MINMAX_F -> minmaxFloat(insn);
      case SET_RR, SET_RI, SET_FR -> {
        compare(insn);
        set(insn);
      }
      case COMPARE_RR, COMPARE_FR -> {
        compare(insn);
        threeWay(insn);
      }
      case SELECT_RR, SELECT_RI, SELECT_FR -> {
        compare(insn);
        Size size = insn.scale() == 8 ? Size.Q : Size.D;
        conditionalMove(insn, places.gpr(insn, 0), places.rm(insn, 2), size);
      }
      case SELECT_F_RR, SELECT_F_RI, SELECT_F_FR -> {
        compare(insn);
        selectFloat(insn);
      }
      case CALL_VOID, CALL, CALL_F ->
          assembler.emit(X86Op.CALL, Mem.at(X86Registers.THREAD, insn.disp()));
      case GUARD_RR, GUARD_RI, GUARD_RM, GUARD_MI, GUARD_FR, GUARD_FM, GUARD_FL ->
          throw new IllegalArgumentException("a guard without exit");
    }
  }

  private Mem literal(X86Insn insn) {
    long bits = insn.immediate();
    return switch (insn.scale()) {
      case 4 -> assembler.literal32((int) bits);
      case 8 -> assembler.literal64(bits);
      default -> assembler.literal128(bits, bits);
    };
  }

  private void lea(X86Insn insn) {
    Mem mem = places.mem(insn);
    Gpr result = places.gpr(insn, 0);
    Gpr base = mem.base();
    if (mem.index() == null && mem.disp() == 0 && base != null) {
      assembler.emit(X86Op.MOV, size(insn), result, base);
    } else if (mem.index() == null && base == result) {
      assembler.emit(X86Op.ADD, size(insn), result, imm(mem.disp()));
    } else {
      assembler.emit(X86Op.LEA, size(insn), result, mem);
    }
  }

  private void copy(X86Insn insn) {
    assembler.emit(insn.machine(), size(insn), places.gpr(insn, 0), places.rm(insn, 1));
  }

  /** Emits the comparison that a guard, set or select starts with. */
  private void compare(X86Insn insn) {
    X86Op op = insn.machine();
    switch (insn.shape()) {
      case GUARD_RR -> compareRegisters(insn, 0);
      case GUARD_RI -> compareImmediate(insn, 0);
      case GUARD_RM -> assembler.emit(op, size(insn), places.gpr(insn, 0), places.mem(insn));
      case GUARD_MI -> assembler.emit(op, size(insn), places.mem(insn), imm(insn.immediate()));
      case GUARD_FR -> assembler.emit(op, places.xmm(insn, 0), places.rm(insn, 1));
      case GUARD_FM -> assembler.emit(op, places.xmm(insn, 0), places.mem(insn));
      case GUARD_FL -> assembler.emit(op, places.xmm(insn, 0), literal(insn));
      case SET_RR, COMPARE_RR -> compareRegisters(insn, 1);
      case SET_RI -> compareImmediate(insn, 1);
      case SET_FR, COMPARE_FR -> assembler.emit(op, places.xmm(insn, 1), places.rm(insn, 2));
      case SELECT_RR, SELECT_F_RR -> compareRegisters(insn, 3);
      case SELECT_RI, SELECT_F_RI -> compareImmediate(insn, 3);
      case SELECT_FR, SELECT_F_FR -> assembler.emit(op, places.xmm(insn, 3), places.rm(insn, 4));
      default -> throw new IllegalArgumentException("no comparison in " + insn.shape());
    }
  }

  private void compareRegisters(X86Insn insn, int at) {
    Operand right = places.rm(insn, at + 1);
    if (insn.machine() == X86Op.TEST) {
      assembler.emit(X86Op.TEST, size(insn), right, places.gpr(insn, at));
    } else {
      assembler.emit(insn.machine(), size(insn), places.gpr(insn, at), right);
    }
  }

  private void compareImmediate(X86Insn insn, int at) {
    Operand left = places.rm(insn, at);
    if (insn.immediate() == 0 && insn.machine() == X86Op.CMP && left instanceof Gpr register) {
      assembler.emit(X86Op.TEST, size(insn), register, register);
    } else {
      assembler.emit(insn.machine(), size(insn), left, imm(insn.immediate()));
    }
  }

  private void conditionalMove(X86Insn insn, Gpr result, Operand source, Size size) {
    FlagTest test = insn.test();
    switch (test.parity()) {
      case IGNORED -> assembler.emit(X86Op.CMOVCC, size, test.cond(), result, source);
      case AND_ORDERED -> {
        Label unordered = new Label();
        assembler.shortJump(Cond.P, unordered);
        assembler.emit(X86Op.CMOVCC, size, test.cond(), result, source);
        assembler.bind(unordered);
      }
      case OR_UNORDERED -> {
        assembler.emit(X86Op.CMOVCC, size, Cond.P, result, source);
        assembler.emit(X86Op.CMOVCC, size, test.cond(), result, source);
      }
    }
  }

  private void selectFloat(X86Insn insn) {
    Label take = new Label();
    Label done = new Label();
    FlagTest fails = insn.test().negated();
    switch (fails.parity()) {
      case IGNORED -> assembler.shortJump(fails.cond(), done);
      case AND_ORDERED -> {
        assembler.shortJump(Cond.P, take);
        assembler.shortJump(fails.cond(), done);
      }
      case OR_UNORDERED -> {
        assembler.shortJump(Cond.P, done);
        assembler.shortJump(fails.cond(), done);
      }
    }
    assembler.bind(take);
    Operand chosen = places.rm(insn, 2);
    if (chosen instanceof Mem) {
      assembler.emit(insn.scale() == 8 ? X86Op.MOVSD : X86Op.MOVSS, places.xmm(insn, 0), chosen);
    } else {
      assembler.emit(X86Op.MOVAPS, places.xmm(insn, 0), chosen);
    }
    assembler.bind(done);
  }

  private void set(X86Insn insn) {
    Gpr result = places.gpr(insn, 0);
    FlagTest test = insn.test();
    if (test.parity() == FlagTest.Parity.IGNORED) {
      assembler.emit(X86Op.SETCC, test.cond(), result);
      assembler.emit(X86Op.MOVZX_B, Size.D, result, result);
      return;
    }
    Label unordered = new Label();
    int ofUnordered = test.parity() == FlagTest.Parity.OR_UNORDERED ? 1 : 0;
    assembler.moveImmediate(result, ofUnordered);
    assembler.shortJump(Cond.P, unordered);
    assembler.emit(X86Op.SETCC, test.cond(), result);
    assembler.bind(unordered);
  }

  /**
   * The immediate if the test holds; else 0 for equal operands, the negated immediate for others.
   */
  private void threeWay(X86Insn insn) {
    Gpr result = places.gpr(insn, 0);
    Label done = new Label();
    assembler.moveImmediate(result, insn.immediate() & 0xFFFF_FFFFL);
    assembler.shortJump(insn.test().cond(), done);
    assembler.emit(X86Op.SETCC, Cond.NE, result);
    assembler.emit(X86Op.MOVZX_B, Size.D, result, result);
    if (insn.immediate() > 0) {
      assembler.emit(X86Op.NEG, Size.D, result);
    }
    assembler.bind(done);
  }

  /**
   * The instruction gives the least value for what it cannot convert: too small, too large (then
   * its complement is right), or NaN (0).
   */
  private void toInt(X86Insn insn) {
    Gpr result = places.gpr(insn, 0);
    Xmm source = places.xmm(insn, 1);
    boolean single = insn.machine() == X86Op.CVTTSS2SI;
    X86Op compare = single ? X86Op.UCOMISS : X86Op.UCOMISD;
    Label done = new Label();
    Label ordered = new Label();
    assembler.emit(insn.machine(), size(insn), result, source);
    assembler.emit(X86Op.CMP, size(insn), result, imm(1));
    assembler.shortJump(Cond.NO, done);
    assembler.emit(X86Op.XORPS, X86Registers.SCRATCH, X86Registers.SCRATCH);
    assembler.emit(compare, source, X86Registers.SCRATCH);
    assembler.shortJump(Cond.NP, ordered);
    assembler.emit(X86Op.XOR, Size.D, result, result);
    assembler.shortJump(done);
    assembler.bind(ordered);
    assembler.shortJump(Cond.B, done);
    assembler.emit(X86Op.NOT, size(insn), result);
    assembler.bind(done);
  }

  private void leadingZeros(X86Insn insn) {
    Gpr result = places.gpr(insn, 0);
    int bits = size(insn).bits();
    Label found = new Label();
    assembler.emit(X86Op.BSR, size(insn), result, places.rm(insn, 1));
    assembler.shortJump(Cond.NE, found);
    assembler.moveImmediate(result, 2L * bits - 1);
    assembler.bind(found);
    assembler.emit(X86Op.XOR, Size.D, result, imm(bits - 1));
  }

  private void trailingZeros(X86Insn insn) {
    Gpr result = places.gpr(insn, 0);
    Label found = new Label();
    assembler.emit(X86Op.BSF, size(insn), result, places.rm(insn, 1));
    assembler.shortJump(Cond.NE, found);
    assembler.moveImmediate(result, size(insn).bits());
    assembler.bind(found);
  }

  /** The least value divided by -1 traps; any number divided by -1 is its negative, remainder 0. */
  private void divide(X86Insn insn) {
    Operand divisor = places.rm(insn, 3);
    Label ordinary = new Label();
    Label done = new Label();
    assembler.emit(X86Op.CMP, size(insn), divisor, imm(-1));
    assembler.shortJump(Cond.NE, ordinary);
    assembler.emit(X86Op.NEG, size(insn), Gpr.RAX);
    assembler.emit(X86Op.XOR, Size.D, Gpr.RDX, Gpr.RDX);
    assembler.shortJump(done);
    assembler.bind(ordinary);
    if (size(insn) == Size.Q) {
      assembler.emit(X86Op.CQO);
    } else {
      assembler.emit(X86Op.CDQ);
    }
    assembler.emit(X86Op.IDIV, size(insn), divisor);
    assembler.bind(done);
  }

  /**
   * Different ordered operands are what the machine's minimum is for. Equal ones may be zeros of
   * different sign: or them for the minimum, and them for the maximum. With a NaN the sum is NaN.
   */
  private void minmaxFloat(X86Insn insn) {
    X86Op op = insn.machine();
    boolean single = op == X86Op.MINSS || op == X86Op.MAXSS;
    boolean min = op == X86Op.MINSS || op == X86Op.MINSD;
    Xmm result = places.xmm(insn, 0);
    Xmm right = places.xmm(insn, 2);
    Label ordered = new Label();
    Label differ = new Label();
    Label done = new Label();
    assembler.emit(single ? X86Op.UCOMISS : X86Op.UCOMISD, result, right);
    assembler.shortJump(Cond.NP, ordered);
    assembler.emit(single ? X86Op.ADDSS : X86Op.ADDSD, result, right);
    assembler.shortJump(done);
    assembler.bind(ordered);
    assembler.shortJump(Cond.NE, differ);
    assembler.emit(min ? X86Op.ORPS : X86Op.ANDPS, result, right);
    assembler.shortJump(done);
    assembler.bind(differ);
    assembler.emit(op, result, right);
    assembler.bind(done);
  }

  @Override
  public boolean isOneJump(LirInsn guard) {
    return ((X86Insn) guard).test().parity() == FlagTest.Parity.IGNORED;
  }

  @Override
  public void jumpIf(boolean holds, LirInsn guard, Label target) {
    X86Insn insn = (X86Insn) guard;
    compare(insn);
    FlagTest test = holds ? insn.test() : insn.test().negated();
    switch (test.parity()) {
      case IGNORED -> assembler.jump(test.cond(), target);
      case OR_UNORDERED -> {
        assembler.jump(Cond.P, target);
        assembler.jump(test.cond(), target);
      }
      case AND_ORDERED -> {
        Label ordered = new Label();
        assembler.shortJump(Cond.P, ordered);
        assembler.jump(test.cond(), target);
        assembler.bind(ordered);
      }
    }
  }
}
