package hotpath.tssa.backend;

/**
 * A place that jumps and addresses refer to: one in the same code, bound once by {@link
 * Assembler#bind}, or one outside, known by a number whose meaning is the user's (an exit, another
 * trace).
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

  public boolean isExternal() {
    return external;
  }

  public int externalTarget() {
    return target;
  }

  public boolean isBound() {
    return offset != UNBOUND;
  }

  /** Where it is bound, in bytes from the start of the code. */
  public int offset() {
    if (!isBound()) {
      throw new IllegalStateException("label not bound");
    }
    return offset;
  }

  /** To be called by the assembler, which knows where it is. */
  public void bind(int at) {
    if (external || isBound()) {
      throw new IllegalStateException(external ? "external label" : "label bound twice");
    }
    offset = at;
  }
}
