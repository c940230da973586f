package hotpath.launcher;

/** What the process ends with, unless the program says so itself. */
final class ExitCode {
  static final int DONE = 0;

  /** An uncaught exception, a program that cannot be started, a source that does not compile. */
  static final int FAILED = 1;

  /** A mistake in what the user asked for. */
  static final int USAGE = 2;

  /** A mistake in Hotpath. */
  static final int INTERNAL = 70;

  /** The time that {@code --time} gives is over; as timeout(1) has it. */
  static final int OUT_OF_TIME = 124;

  private ExitCode() {}
}
