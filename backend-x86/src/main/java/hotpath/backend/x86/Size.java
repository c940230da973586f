package hotpath.backend.x86;

/** The operand size of an integer instruction: byte, word, doubleword, quadword. */
public enum Size {
  B,
  W,
  D,
  Q;

  public int bits() {
    return 8 << ordinal();
  }

  /** This size as a member of {@link Form#sizes()}. */
  int mask() {
    return 1 << ordinal();
  }
}
