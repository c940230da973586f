package hotpath.gc.vm;

/**
 * Is shown places that hold a reference. It may change the reference in place; a place that holds 0
 * is allowed.
 *
 * <p>Both methods take the region offset of the place, and differ in its width.
 */
public interface SlotVisitor {
  /** A u32: a field, an element, a static field, an entry of a reference table. */
  void visit(long slot);

  /** 8 bytes, the reference zero-extended: a local or an operand in a frame. */
  void visitWide(long slot);
}
