package hotpath.backend.ppc;

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
 * The shapes of PowerPC instructions as the register allocator sees them. Which machine instruction
 * a shape stands for is in {@link PpcInsn}; some stand for a short sequence.
 *
 * <p>A memory operand is two operands, base and index, of which the index may be missing. In the
 * names R is a general-purpose register, F a floating-point one, I what the instruction holds.
 */
enum PpcLir implements LirOp {
  LOAD(1, of(def(GPR), use(GPR), use(GPR).orNone())),
  LOAD_F(1, of(def(FPR), use(GPR), use(GPR).orNone())),
  STORE(1, of(use(GPR), use(GPR), use(GPR).orNone())),
  STORE_F(1, of(use(FPR), use(GPR), use(GPR).orNone())),

  // One instruction; the result first.
  RR(of(def(GPR), use(GPR))),
  RRR(of(def(GPR), use(GPR), use(GPR))),
  FF(of(def(FPR), use(FPR))),
  FFF(of(def(FPR), use(FPR), use(FPR))),

  // Longer integer operations.
  MINMAX(of(def(GPR), use(GPR), use(GPR))),
  ABS(of(def(GPR), use(GPR))),
  TRAILING_ZEROS(of(def(GPR), use(GPR))),
  SWAP_BYTES(of(def(GPR), use(GPR))),
  /** By a distance of which only the bits count that Java takes. */
  SHIFT(of(def(GPR), use(GPR), use(GPR))),
  DIVIDE(of(def(GPR), use(GPR), use(GPR))),
  REMAINDER(of(def(GPR), use(GPR), use(GPR))),
  DIVIDE_BY_POWER(of(def(GPR), use(GPR))),
  REMAINDER_BY_POWER(of(def(GPR), use(GPR))),

  // Longer floating-point operations.
  MINMAX_F(of(def(FPR), use(FPR), use(FPR))),
  TO_INTEGER(of(def(GPR), use(FPR))),
  FROM_INTEGER(of(def(FPR), use(GPR))),
  /** The bits, of a double or of a float. */
  TO_BITS(of(def(GPR), use(FPR))),
  FROM_BITS(of(def(FPR), use(GPR))),

  // Comparisons and what uses their condition at once: guards, ...
  GUARD_RR(0, true, of(use(GPR), use(GPR))),
  GUARD_RI(0, true, of(use(GPR))),
  GUARD_FF(0, true, of(use(FPR), use(FPR))),
  // ... 0 or 1,
  SET_RR(1, true, of(def(GPR), use(GPR), use(GPR))),
  SET_RI(1, true, of(def(GPR), use(GPR))),
  SET_FF(1, true, of(def(GPR), use(FPR), use(FPR))),
  /** -1, 0 or 1; unordered operands give what the condition leaves over. */
  COMPARE_RR(1, true, of(def(GPR), use(GPR), use(GPR))),
  COMPARE_FF(1, true, of(def(GPR), use(FPR), use(FPR))),
  // ... one of two values: the first if the condition holds.
  SELECT_RR(3, true, of(def(GPR), use(GPR), use(GPR), use(GPR), use(GPR))),
  SELECT_RI(3, true, of(def(GPR), use(GPR), use(GPR), use(GPR))),
  SELECT_FF(3, true, of(def(GPR), use(GPR), use(GPR), use(FPR), use(FPR))),
  SELECT_F_RR(3, true, of(def(FPR), use(FPR), use(FPR), use(GPR), use(GPR))),
  SELECT_F_RI(3, true, of(def(FPR), use(FPR), use(FPR), use(GPR))),
  SELECT_F_FF(3, true, of(def(FPR), use(FPR), use(FPR), use(FPR), use(FPR))),

  // Leaf routines: the arguments stand where the calling convention wants them.
  CALL_VOID(call(useRegister())),
  CALL(call(def(GPR).in(PpcRegisters.number(Gpr.R3)), useRegister())),
  CALL_F(call(def(FPR).in(PpcRegisters.number(Fpr.F1)), useRegister()));

  private final LirForm form;
  private final int at;
  private final boolean compares;

  PpcLir(LirForm form) {
    this(-1, form);
  }

  PpcLir(int at, LirForm form) {
    this(at, false, form);
  }

  PpcLir(int at, boolean compares, LirForm form) {
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

  /** Whether a register is compared with a number. */
  boolean comparesNumber() {
    return name().endsWith("_RI");
  }
}
