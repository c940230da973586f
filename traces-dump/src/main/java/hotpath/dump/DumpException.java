package hotpath.dump;

/** A dump cannot be written or read. The message is one line for the user. */
public final class DumpException extends Exception {
  private static final long serialVersionUID = 1L;

  public DumpException(String line) {
    super(line, null, false, false);
  }
}
