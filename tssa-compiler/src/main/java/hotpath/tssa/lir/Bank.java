package hotpath.tssa.lir;

import hotpath.tssa.ir.Kind;

/** The two register banks that values are kept in. */
public enum Bank {
  GPR,
  FPR;

  public static Bank of(Kind kind) {
    return kind.isFloat() ? FPR : GPR;
  }
}
