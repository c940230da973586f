package hotpath.launcher;

/**
 * The program cannot be started: its main class is missing or broken, or has no main method. The
 * message is one line in the words of {@code java}; the exit code is 1.
 */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  public StartException(String line) {
    super(line, null, false, false);
  }
}
