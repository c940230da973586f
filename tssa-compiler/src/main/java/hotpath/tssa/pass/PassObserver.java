package hotpath.tssa.pass;

import hotpath.tssa.ir.Tssa;

/** Is shown the code after each pass that ran. */
@FunctionalInterface
public interface PassObserver {
  void after(Pass pass, Tssa tssa, RemovalLog log);
}
