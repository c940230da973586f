package hotpath.tssa.lir;

/** An operation of LIR: a constant of {@link SharedOp} or of a table that a backend keeps. */
public interface LirOp {
  String name();

  LirForm form();
}
