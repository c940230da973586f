package hotpath.gc.vm;

/** Is shown the thread blocks of all guest threads. */
@FunctionalInterface
public interface MutatorVisitor {
  void visit(long threadBlock);
}
