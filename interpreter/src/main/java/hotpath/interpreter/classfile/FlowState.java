package hotpath.interpreter.classfile;

/**
 * What {@link CodeFlow} knows on entry to one instruction. Locals are numbered as in the class
 * file.
 *
 * <p>Liveness counts what instructions use. What the VM itself takes from locals (the lock of a
 * synchronized method) is for the VM to add.
 */
public final class FlowState {
  private final StackShape stack;
  private final LocalFlow locals;
  private final int index;

  FlowState(StackShape stack, LocalFlow locals, int index) {
    this.stack = stack;
    this.locals = locals;
    this.index = index;
  }

  public StackShape stack() {
    return stack;
  }

  /**
   * INT, LONG, FLOAT, DOUBLE or REF; VOID where the local is not set on all paths, has different
   * kinds on them, is the second half of a long or double, or is mentioned by no instruction of the
   * method.
   */
  public JavaKind local(int local) {
    return locals.kind(index, local);
  }

  /**
   * Whether some path from here reads a local before writing it. Anything live into a handler is
   * live in its range.
   */
  public boolean isLive(int local) {
    return locals.isLive(index, local);
  }

  /** Whether a local holds a reference that somebody may still read. */
  public boolean isLiveReference(int local) {
    return local(local) == JavaKind.REF && isLive(local);
  }
}
