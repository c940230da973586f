package hotpath.tssa.backend;

import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.lir.LirBuilder;

/** A comparison to be selected, in normal form: of two operands a constant stands right. */
public record Comparison(Cond cond, Insn a, Insn b) {

  private static Comparison of(Cond cond, Insn a, Insn b) {
    return a.isConst() && !b.isConst()
        ? new Comparison(cond.swapped(), b, a)
        : new Comparison(cond, a, b);
  }

  /** What is compared in the end: a set that is tested against 0 is looked through. */
  public static Comparison resolve(LirBuilder builder, Cond cond, Insn a, Insn b) {
    Comparison c = of(cond, a, b);
    while (c.isEquality() && c.b.isConst(0) && c.a.op() == TssaOp.SET && builder.isPart(c.a)) {
      Insn set = c.a;
      Cond inner = set.cond();
      Cond asked = c.cond == Cond.NE ? inner : inner.inverse(set.arg(0).kind());
      c = of(asked, set.arg(0), set.arg(1));
    }
    return c;
  }

  /** The same of an instruction with a condition and the two operands. */
  public static Comparison resolve(LirBuilder builder, Insn insn) {
    return resolve(builder, insn.cond(), insn.arg(0), insn.arg(1));
  }

  public Kind kind() {
    return a.kind();
  }

  public boolean isEquality() {
    return cond == Cond.EQ || cond == Cond.NE;
  }
}
