package hotpath.launcher;

/** Throws what a method signature does not allow for. */
final class CommandLineErrors {
  private CommandLineErrors() {}

  static RuntimeException unchecked(Throwable error) {
    if (error instanceof RuntimeException e) {
      return e;
    }
    throw (Error) error;
  }
}
