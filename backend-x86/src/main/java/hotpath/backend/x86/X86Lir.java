package hotpath.backend.x86;

import static hotpath.tssa.lir.Bank.FPR;
import static hotpath.tssa.lir.Bank.GPR;
import static hotpath.tssa.lir.LirForm.alive;
import static hotpath.tssa.lir.LirForm.call;
import static hotpath.tssa.lir.LirForm.def;
import static hotpath.tssa.lir.LirForm.of;
import static hotpath.tssa.lir.LirForm.tied;
import static hotpath.tssa.lir.LirForm.use;
import static hotpath.tssa.lir.LirForm.useRegister;

import hotpath.tssa.lir.LirForm;
import hotpath.tssa.lir.LirOp;

/**
 * The shapes of x86 instructions as the register allocator sees them. Which machine instruction a
 * shape stands for is in {@link X86Insn}; some stand for a short sequence.
 *
 * <p>A memory operand is two operands, base and index, of which either may be missing. In the names
 * R is a register (or a slot in memory, where a form says so), I an immediate, M memory, L a
 * literal behind the code; the first letter is the left operand.
 */
enum X86Lir implements LirOp {
  // Loads, stores, addresses.
  LOAD(1, of(def(GPR), use(GPR).orNone(), use(GPR).orNone())),
  LOAD_F(1, of(def(FPR), use(GPR).orNone(), use(GPR).orNone())),
  LEA(1, of(def(GPR), use(GPR).orNone(), use(GPR).orNone())),
  STORE_R(1, of(use(GPR), use(GPR).orNone(), use(GPR).orNone())),
  STORE_F(1, of(use(FPR), use(GPR).orNone(), use(GPR).orNone())),
  STORE_I(0, of(use(GPR).orNone(), use(GPR).orNone())),

  // Two-address operations; the result is the left operand's register.
  ALU_R(of(def(GPR), tied(GPR))),
  ALU_RR(of(def(GPR), tied(GPR), alive(GPR).orSlot())),
  ALU_RI(of(def(GPR), tied(GPR))),
  ALU_RM(2, of(def(GPR), tied(GPR), alive(GPR).orNone(), alive(GPR).orNone())),
  FPU_RR(of(def(FPR), tied(FPR), alive(FPR).orSlot())),
  FPU_RL(of(def(FPR), tied(FPR))),
  FPU_RM(2, of(def(FPR), tied(FPR), alive(GPR).orNone(), alive(GPR).orNone())),
  /** Shifts by a distance that varies: it has to be in cl. */
  SHIFT(of(def(GPR), tied(GPR), alive(GPR).in(Gpr.RCX.number()))),

  // Read-modify-write.
  ALU_MR(1, of(use(GPR), use(GPR).orNone(), use(GPR).orNone())),
  ALU_MI(0, of(use(GPR).orNone(), use(GPR).orNone())),

  // One source, another target.
  COPY(of(def(GPR), use(GPR).orSlot())),
  COPY_M(1, of(def(GPR), use(GPR).orNone(), use(GPR).orNone())),
  COPY_I(of(def(GPR), use(GPR).orSlot())),
  COPY_F(of(def(FPR), use(FPR).orSlot())),
  COPY_FM(1, of(def(FPR), use(GPR).orNone(), use(GPR).orNone())),
  TO_F(of(def(FPR), use(GPR).orSlot())),
  BITS_TO_F(of(def(FPR), use(GPR))),
  BITS_FROM_F(of(def(GPR), use(FPR))),
  /** Saturating conversion to an integer. */
  TO_INT(of(def(GPR), use(FPR))),
  ROUND(of(def(FPR), use(FPR).orSlot())),

  // Longer integer operations.
  MINMAX(of(def(GPR), tied(GPR), alive(GPR).orSlot())),
  ABS(of(def(GPR), alive(GPR))),
  CLZ(of(def(GPR), use(GPR).orSlot())),
  CTZ(of(def(GPR), use(GPR).orSlot())),
  /** The 128-bit product of rax; the upper half is operand 0. */
  MULTIPLY_HIGH(
      of(
          def(GPR).in(Gpr.RDX.number()),
          def(GPR).in(Gpr.RAX.number()),
          use(GPR).in(Gpr.RAX.number()),
          use(GPR).orSlot())),
  /** Quotient and remainder, the case of the least value and -1 included. */
  DIVIDE(
      of(
          def(GPR).in(Gpr.RAX.number()),
          def(GPR).in(Gpr.RDX.number()),
          use(GPR).in(Gpr.RAX.number()),
          alive(GPR).orSlot())),

  // Floating point with Java's rules for NaN and signed zeros.
  MINMAX_F(of(def(FPR), tied(FPR), alive(FPR))),

  // Comparisons and what uses their flags at once: guards, ...
  GUARD_RR(of(use(GPR), use(GPR).orSlot())),
  GUARD_RI(of(use(GPR).orSlot())),
  GUARD_RM(1, of(use(GPR), use(GPR).orNone(), use(GPR).orNone())),
  GUARD_MI(0, of(use(GPR).orNone(), use(GPR).orNone())),
  GUARD_FR(of(use(FPR), use(FPR).orSlot())),
  GUARD_FM(1, of(use(FPR), use(GPR).orNone(), use(GPR).orNone())),
  GUARD_FL(of(use(FPR))),
  // ... 0 or 1,
  SET_RR(of(def(GPR), use(GPR), use(GPR).orSlot())),
  SET_RI(of(def(GPR), use(GPR).orSlot())),
  SET_FR(of(def(GPR), use(FPR), use(FPR).orSlot())),
  /** -1, 0 or 1; see the condition for what NaN gives. */
  COMPARE_RR(of(def(GPR), use(GPR), use(GPR).orSlot())),
  COMPARE_FR(of(def(GPR), use(FPR), use(FPR).orSlot())),
  // ... one of two values: the tied one unless the condition holds.
  SELECT_RR(of(def(GPR), tied(GPR), alive(GPR).orSlot(), alive(GPR), alive(GPR))),
  SELECT_RI(of(def(GPR), tied(GPR), alive(GPR).orSlot(), alive(GPR))),
  SELECT_FR(of(def(GPR), tied(GPR), alive(GPR).orSlot(), alive(FPR), alive(FPR))),
  SELECT_F_RR(of(def(FPR), tied(FPR), alive(FPR).orSlot(), alive(GPR), alive(GPR))),
  SELECT_F_RI(of(def(FPR), tied(FPR), alive(FPR).orSlot(), alive(GPR))),
  SELECT_F_FR(of(def(FPR), tied(FPR), alive(FPR).orSlot(), alive(FPR), alive(FPR))),

  // Leaf routines: the arguments stand where the calling convention wants them.
  CALL_VOID(call(useRegister())),
  CALL(call(def(GPR).in(Gpr.RAX.number()), useRegister())),
  CALL_F(call(def(FPR).in(X86Registers.number(Xmm.XMM0)), useRegister()));

  private final LirForm form;
  private final int memory;

  X86Lir(LirForm form) {
    this(-1, form);
  }

  X86Lir(int memory, LirForm form) {
    this.memory = memory;
    this.form = form;
  }

  @Override
  public LirForm form() {
    return form;
  }

  /** The index of the base of the memory operand, or -1. */
  int memory() {
    return memory;
  }
}
