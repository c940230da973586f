package hotpath.backend.arm;

import static hotpath.tssa.lir.Bank.FPR;
import static hotpath.tssa.lir.Bank.GPR;
import static hotpath.tssa.lir.LirForm.call;
import static hotpath.tssa.lir.LirForm.def;
import static hotpath.tssa.lir.LirForm.of;
import static hotpath.tssa.lir.LirForm.use;
import static hotpath.tssa.lir.LirForm.useRegister;

import hotpath.tssa.lir.LirForm;
import hotpath.tssa.lir.LirOp;

/**
 * The shapes of AArch64 instructions as the register allocator sees them. Which machine instruction
 * a shape stands for is in {@link ArmInsn}; some stand for a short sequence.
 *
 * <p>A memory operand is two operands, base and index, of which the index may be missing. In the
 * names R is a general-purpose register, F a floating-point one, I an immediate.
 */
enum ArmLir implements LirOp {
  // Loads and stores; a store without a value stores zeros.
  LOAD(1, of(def(GPR), use(GPR), use(GPR).orNone())),
  LOAD_F(1, of(def(FPR), use(GPR), use(GPR).orNone())),
  STORE(1, of(use(GPR), use(GPR), use(GPR).orNone())),
  STORE_F(1, of(use(FPR), use(GPR), use(GPR).orNone())),
  STORE_ZERO(0, of(use(GPR), use(GPR).orNone())),

  // One instruction; the result first.
  RR(of(def(GPR), use(GPR))),
  RRI(of(def(GPR), use(GPR))),
  RRR(of(def(GPR), use(GPR), use(GPR))),
  RRRR(of(def(GPR), use(GPR), use(GPR), use(GPR))),
  FF(of(def(FPR), use(FPR))),
  FFF(of(def(FPR), use(FPR), use(FPR))),
  FR(of(def(FPR), use(GPR))),
  RF(of(def(GPR), use(FPR))),

  // Longer integer operations.
  MINMAX(of(def(GPR), use(GPR), use(GPR))),
  ABS(of(def(GPR), use(GPR))),
  TRAILING_ZEROS(of(def(GPR), use(GPR))),
  COUNT_BITS(of(def(GPR), use(GPR))),
  REMAINDER(of(def(GPR), use(GPR), use(GPR))),

  // Comparisons and what uses their flags at once: guards, ...
  GUARD_RR(0, true, of(use(GPR), use(GPR))),
  GUARD_RI(0, true, of(use(GPR))),
  GUARD_FF(0, true, of(use(FPR), use(FPR))),
  GUARD_F(0, true, of(use(FPR))),
  /** Those that need no flags: of zero and of one bit. */
  GUARD_ZERO(of(use(GPR))),
  GUARD_BIT(of(use(GPR))),
  // ... 0 or 1,
  SET_RR(1, true, of(def(GPR), use(GPR), use(GPR))),
  SET_RI(1, true, of(def(GPR), use(GPR))),
  SET_FF(1, true, of(def(GPR), use(FPR), use(FPR))),
  SET_F(1, true, of(def(GPR), use(FPR))),
  /** -1, 0 or 1; what NaN gives is said by the condition for -1. */
  COMPARE_RR(1, true, of(def(GPR), use(GPR), use(GPR))),
  COMPARE_FF(1, true, of(def(GPR), use(FPR), use(FPR))),
  // ... one of two values: the first if the condition holds.
  SELECT_RR(3, true, of(def(GPR), use(GPR), use(GPR), use(GPR), use(GPR))),
  SELECT_RI(3, true, of(def(GPR), use(GPR), use(GPR), use(GPR))),
  SELECT_FF(3, true, of(def(GPR), use(GPR), use(GPR), use(FPR), use(FPR))),
  SELECT_F(3, true, of(def(GPR), use(GPR), use(GPR), use(FPR))),
  SELECT_F_RR(3, true, of(def(FPR), use(FPR), use(FPR), use(GPR), use(GPR))),
  SELECT_F_RI(3, true, of(def(FPR), use(FPR), use(FPR), use(GPR))),
  SELECT_F_FF(3, true, of(def(FPR), use(FPR), use(FPR), use(FPR), use(FPR))),
  SELECT_F_F(3, true, of(def(FPR), use(FPR), use(FPR), use(FPR))),

  // Leaf routines: the arguments stand where the calling convention wants them.
  CALL_VOID(call(useRegister())),
  CALL(call(def(GPR).in(ArmRegisters.number(Gpr.X0)), useRegister())),
  CALL_F(call(def(FPR).in(ArmRegisters.number(Fpr.V0)), useRegister()));

  private final LirForm form;
  private final int at;
  private final boolean compares;

  ArmLir(LirForm form) {
    this(-1, form);
  }

  ArmLir(int at, LirForm form) {
    this(at, false, form);
  }

  ArmLir(int at, boolean compares, LirForm form) {
    this.at = at;
    this.compares = compares;
    this.form = form;
  }

  @Override
  public LirForm form() {
    return form;
  }

  /** The index of the base of the memory operand, or -1. */
  int memory() {
    return compares ? -1 : at;
  }

  /** The index of the first operand that is compared. */
  int compared() {
    if (!compares) {
      throw new IllegalArgumentException("no comparison in " + this);
    }
    return at;
  }

  /** Whether two registers are compared, not one with a constant. */
  boolean comparesTwo() {
    return name().endsWith("_RR") || name().endsWith("_FF");
  }
}
