package hotpath.backend.x86;

import hotpath.backend.x86.X86Operands.Address;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.lir.LirBuilder;
import hotpath.tssa.lir.LirExit;
import org.jspecify.annotations.Nullable;

/** Selection of comparisons, together with the guard, set or select that uses them. */
final class X86Comparisons {
  private final LirBuilder builder;
  private final X86Operands operands;

  X86Comparisons(LirBuilder builder, X86Operands operands) {
    this.builder = builder;
    this.operands = operands;
  }

  /** A comparison in normal form: constants stand right, floats in the order that ucomis wants. */
  private record Comparison(Cond cond, Insn a, Insn b) {
    Kind kind() {
      return a.kind();
    }

    FlagTest test() {
      return FlagTest.of(cond, kind());
    }
  }

  private static Comparison comparison(Cond cond, Insn a, Insn b) {
    if (a.kind().isFloat()) {
      // The test of a swapped pair is the same: see FlagTest.
      return FlagTest.swaps(cond) ? new Comparison(cond, b, a) : new Comparison(cond, a, b);
    }
    return a.isConst() && !b.isConst()
        ? new Comparison(cond.swapped(), b, a)
        : new Comparison(cond, a, b);
  }

  /** What is compared in the end: a set that is tested against 0 is looked through. */
  private Comparison resolve(Cond cond, Insn a, Insn b) {
    Comparison c = comparison(cond, a, b);
    boolean ofFlag = (c.cond == Cond.NE || c.cond == Cond.EQ) && c.b.isConst(0);
    while (ofFlag && c.a.op() == TssaOp.SET && !builder.isAsked(c.a) && builder.uses(c.a) == 1) {
      Insn set = c.a;
      Cond inner = set.cond();
      Cond asked = c.cond == Cond.NE ? inner : inner.inverse(set.arg(0).kind());
      c = comparison(asked, set.arg(0), set.arg(1));
      ofFlag = (c.cond == Cond.NE || c.cond == Cond.EQ) && c.b.isConst(0);
    }
    return c;
  }

  /** A guard, or the branch at the end of a block, which has no exit. */
  void guard(Insn guard) {
    Comparison c = resolve(guard.cond(), guard.arg(0), guard.arg(1));
    @Nullable LirExit exit = guard.op() == TssaOp.BRANCH ? null : builder.exit(guard);
    if (c.kind().isFloat()) {
      guardFloats(guard, c, exit);
      return;
    }
    if (!guardNarrowLoad(guard, c, exit) && !guardBits(c, exit)) {
      guardIntegers(guard, c, exit);
    }
  }

  private void guardIntegers(Insn guard, Comparison c, @Nullable LirExit exit) {
    Size size = X86Operands.size(c.kind());
    if (X86Operands.isImmediate(c.b)) {
      long bits = X86Operands.bits(c.b);
      Insn load = operands.foldable(c.a, guard, size);
      if (load != null) {
        memory(X86Lir.GUARD_MI, X86Op.CMP, size, exit, c.test(), bits, load);
      } else {
        int a = operands.reg(operands.low(c.a));
        builder.add(
            new X86Insn(X86Lir.GUARD_RI, X86Op.CMP, size, exit, a).immediate(bits).test(c.test()));
      }
      return;
    }
    Insn loadB = operands.foldable(c.b, guard, size);
    Insn loadA = loadB == null ? operands.foldable(c.a, guard, size) : null;
    if (loadB != null) {
      int a = operands.reg(operands.low(c.a));
      memory(X86Lir.GUARD_RM, X86Op.CMP, size, exit, c.test(), 0, loadB, a);
    } else if (loadA != null) {
      // cmp b, [a]
      int b = operands.reg(operands.low(c.b));
      FlagTest swapped = FlagTest.of(c.cond.swapped(), c.kind());
      memory(X86Lir.GUARD_RM, X86Op.CMP, size, exit, swapped, 0, loadA, b);
    } else {
      int a = operands.reg(operands.low(c.a));
      int b = operands.reg(operands.low(c.b));
      builder.add(new X86Insn(X86Lir.GUARD_RR, X86Op.CMP, size, exit, a, b).test(c.test()));
    }
  }

  /** A byte in memory compared with a constant for equality, without loading it. */
  private boolean guardNarrowLoad(Insn guard, Comparison c, @Nullable LirExit exit) {
    Insn load = c.a;
    if (load.op() != TssaOp.LOAD
        || !c.b.isConst()
        || (c.cond != Cond.EQ && c.cond != Cond.NE)
        || builder.isAsked(load)
        || !builder.foldsInto(load, guard)) {
      return false;
    }
    long bits = X86Operands.bits(c.b);
    MemType type = load.mem().type();
    boolean fits = type == MemType.I8 ? bits == (byte) bits : bits == (bits & 0xFF);
    if ((type != MemType.I8 && type != MemType.U8) || !fits) {
      return false;
    }
    memory(X86Lir.GUARD_MI, X86Op.CMP, Size.B, exit, c.test(), (byte) bits, load);
    return true;
  }

  /** Bits that are masked and compared with 0. */
  private boolean guardBits(Comparison c, @Nullable LirExit exit) {
    Insn and = c.a;
    if (and.op() != TssaOp.AND
        || !c.b.isConst(0)
        || (c.cond != Cond.EQ && c.cond != Cond.NE)
        || builder.isAsked(and)
        || builder.uses(and) != 1) {
      return false;
    }
    Size size = X86Operands.size(c.kind());
    int a = operands.reg(operands.low(and.arg(0)));
    Insn mask = and.arg(1);
    if (X86Operands.isImmediate(mask)) {
      builder.add(
          new X86Insn(X86Lir.GUARD_RI, X86Op.TEST, size, exit, a)
              .immediate(X86Operands.bits(mask))
              .test(c.test()));
    } else {
      int b = operands.reg(operands.low(mask));
      builder.add(new X86Insn(X86Lir.GUARD_RR, X86Op.TEST, size, exit, a, b).test(c.test()));
    }
    return true;
  }

  private void guardFloats(Insn guard, Comparison c, @Nullable LirExit exit) {
    X86Op op = c.kind() == Kind.F32 ? X86Op.UCOMISS : X86Op.UCOMISD;
    int a = operands.reg(c.a);
    if (c.b.isConst()) {
      builder.add(
          new X86Insn(X86Lir.GUARD_FL, op, null, exit, a)
              .immediate(X86Operands.bits(c.b))
              .address(c.kind() == Kind.F32 ? 4 : 8, 0)
              .test(c.test()));
      return;
    }
    Insn load = operands.foldable(c.b, guard, Size.Q);
    if (load != null) {
      memory(X86Lir.GUARD_FM, op, null, exit, c.test(), 0, load, a);
    } else {
      builder.add(
          new X86Insn(X86Lir.GUARD_FR, op, null, exit, a, operands.reg(c.b)).test(c.test()));
    }
  }

  private void memory(
      X86Lir shape,
      X86Op op,
      @Nullable Size size,
      @Nullable LirExit exit,
      FlagTest test,
      long immediate,
      Insn load,
      int... before) {
    Address a = operands.address(load, 1);
    int[] all = new int[before.length + 2];
    System.arraycopy(before, 0, all, 0, before.length);
    all[before.length] = a.base();
    all[before.length + 1] = a.index();
    builder.add(
        new X86Insn(shape, op, size, exit, all)
            .address(a.scale(), a.disp())
            .immediate(immediate)
            .test(test));
  }

  void set(Insn set) {
    Comparison c = resolve(set.cond(), set.arg(0), set.arg(1));
    int result = builder.value(set);
    if (c.kind().isFloat()) {
      X86Op op = c.kind() == Kind.F32 ? X86Op.UCOMISS : X86Op.UCOMISD;
      int a = operands.reg(c.a);
      int b = operands.reg(c.b);
      builder.add(new X86Insn(X86Lir.SET_FR, op, null, result, a, b).test(c.test()));
      return;
    }
    Size size = X86Operands.size(c.kind());
    int a = operands.reg(operands.low(c.a));
    if (X86Operands.isImmediate(c.b)) {
      builder.add(
          new X86Insn(X86Lir.SET_RI, X86Op.CMP, size, result, a)
              .immediate(X86Operands.bits(c.b))
              .test(c.test()));
    } else {
      int b = operands.reg(operands.low(c.b));
      builder.add(new X86Insn(X86Lir.SET_RR, X86Op.CMP, size, result, a, b).test(c.test()));
    }
  }

  /** LCMP, CMPL and CMPG. The test says when the result is -1, but for CMPG: there when it is 1. */
  void compare(Insn insn) {
    Insn a = insn.arg(0);
    Insn b = insn.arg(1);
    int result = builder.value(insn);
    if (insn.op() == TssaOp.LCMP) {
      int left = operands.reg(a);
      int right = operands.reg(b);
      builder.add(
          new X86Insn(X86Lir.COMPARE_RR, X86Op.CMP, Size.Q, result, left, right)
              .test(FlagTest.of(Cond.LT, Kind.I64))
              .immediate(-1));
      return;
    }
    // Carry: less or unordered. CMPG is the negative of CMPL with operands swapped.
    boolean less = insn.op() == TssaOp.CMPL;
    X86Op op = a.kind() == Kind.F32 ? X86Op.UCOMISS : X86Op.UCOMISD;
    int left = operands.reg(less ? a : b);
    int right = operands.reg(less ? b : a);
    builder.add(
        new X86Insn(X86Lir.COMPARE_FR, op, null, result, left, right)
            .test(FlagTest.of(hotpath.backend.x86.Cond.B))
            .immediate(less ? -1 : 1));
  }

  void select(Insn select) {
    Insn flag = select.arg(0);
    Comparison c = resolveFlag(flag);
    boolean isFloat = select.kind().isFloat();
    int result = builder.value(select);
    int otherwise = operands.any(select.arg(2));
    int chosen = operands.reg(select.arg(1));
    if (c == null) {
      int a = operands.reg(flag);
      X86Lir shape = isFloat ? X86Lir.SELECT_F_RI : X86Lir.SELECT_RI;
      builder.add(
          select(shape, X86Op.CMP, Size.D, select, result, otherwise, chosen, a)
              .immediate(0)
              .test(FlagTest.of(hotpath.backend.x86.Cond.NE)));
      return;
    }
    int a = operands.reg(operands.low(c.a));
    if (c.kind().isFloat()) {
      X86Op op = c.kind() == Kind.F32 ? X86Op.UCOMISS : X86Op.UCOMISD;
      X86Lir shape = isFloat ? X86Lir.SELECT_F_FR : X86Lir.SELECT_FR;
      int b = operands.reg(c.b);
      builder.add(select(shape, op, null, select, result, otherwise, chosen, a, b).test(c.test()));
      return;
    }
    Size size = X86Operands.size(c.kind());
    if (X86Operands.isImmediate(c.b)) {
      X86Lir shape = isFloat ? X86Lir.SELECT_F_RI : X86Lir.SELECT_RI;
      builder.add(
          select(shape, X86Op.CMP, size, select, result, otherwise, chosen, a)
              .immediate(X86Operands.bits(c.b))
              .test(c.test()));
    } else {
      X86Lir shape = isFloat ? X86Lir.SELECT_F_RR : X86Lir.SELECT_RR;
      int b = operands.reg(operands.low(c.b));
      builder.add(
          select(shape, X86Op.CMP, size, select, result, otherwise, chosen, a, b).test(c.test()));
    }
  }

  /** The kind that is selected decides how; the scale field carries its size. */
  private static X86Insn select(
      X86Lir shape, X86Op compare, @Nullable Size size, Insn select, int... all) {
    return new X86Insn(shape, compare, size, all).address(select.kind().is64() ? 8 : 4, 0);
  }

  private @Nullable Comparison resolveFlag(Insn flag) {
    if (flag.op() != TssaOp.SET || builder.isAsked(flag) || builder.uses(flag) != 1) {
      return null;
    }
    return resolve(flag.cond(), flag.arg(0), flag.arg(1));
  }
}
