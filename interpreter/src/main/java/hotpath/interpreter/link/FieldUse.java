package hotpath.interpreter.link;

/** The instruction that resolves a field: what it may find decides between errors. */
public enum FieldUse {
  GETFIELD(false, false),
  PUTFIELD(false, true),
  GETSTATIC(true, false),
  PUTSTATIC(true, true);

  private final boolean ofStatic;
  private final boolean write;

  FieldUse(boolean ofStatic, boolean write) {
    this.ofStatic = ofStatic;
    this.write = write;
  }

  public boolean isStatic() {
    return ofStatic;
  }

  public boolean isWrite() {
    return write;
  }
}
