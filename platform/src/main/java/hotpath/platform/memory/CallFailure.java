package hotpath.platform.memory;

/** A function of the C library failed. It is an answer, and common: no stack trace is taken. */
public final class CallFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int errno;

  public CallFailure(int errno) {
    super("errno " + errno, null, false, false);
    this.errno = errno;
  }

  /** The host's number of the error. */
  public int errno() {
    return errno;
  }
}
