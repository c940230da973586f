package hotpath.backend.arm;

/**
 * A place that jumps refer to: one in the same code, bound once by {@link ArmAssembler#bind}, or
 * one outside, known by a number whose meaning is the user's.
 */
public final class Label {
  private static final int UNBOUND = -1;

  private final boolean external;
  private final int target;
  private int offset = UNBOUND;

  private Label(boolean external, int target) {
    this.external = external;
    this.target = target;
  }

  public Label() {
    this(false, 0);
  }

  /** A place outside, which the finished code lists. */
  public static Label external(int target) {
    return new Label(true, target);
  }

  boolean isExternal() {
    return external;
  }

  int externalTarget() {
    return target;
  }

  /** Where it is bound, in bytes from the start of the code. */
  public int offset() {
    if (offset == UNBOUND) {
      throw new IllegalStateException("label not bound");
    }
    return offset;
  }

  void bind(int at) {
    if (external || offset != UNBOUND) {
      throw new IllegalStateException(external ? "external label" : "label bound twice");
    }
    offset = at;
  }
}
