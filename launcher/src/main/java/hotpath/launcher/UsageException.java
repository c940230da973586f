package hotpath.launcher;

/** The command line makes no sense. The message is one line for the user; the exit code is 2. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String line) {
    super(line, null, false, false);
  }
}
