package hotpath.interpreter.verify;

/** What came of verifying a class. */
public sealed interface Verdict {
  /** The class is verified. */
  record Accepted() implements Verdict {}

  /**
   * Nothing is decided until the class's loader has loaded another class; then {@link Verifier#run}
   * again.
   */
  record NeedsClass(String name) implements Verdict {}

  /**
   * The class is bad.
   *
   * @param errorClass internal name of the guest error to throw: VerifyError or ClassFormatError
   * @param message its message
   */
  record Rejected(String errorClass, String message) implements Verdict {}
}
