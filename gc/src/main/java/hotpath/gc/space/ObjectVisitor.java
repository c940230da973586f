package hotpath.gc.space;

/** Is shown objects by their region offsets. */
@FunctionalInterface
public interface ObjectVisitor {
  void visit(long object);
}
