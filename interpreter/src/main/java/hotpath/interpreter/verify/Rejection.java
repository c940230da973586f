package hotpath.interpreter.verify;

import hotpath.interpreter.classfile.ClassFormatException;

/**
 * A rule that the code breaks; unwinds to {@link Verifier#run}, which adds the place. Never leaves
 * the package.
 */
final class Rejection extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String errorClass;
  private final String headline;
  private final String reason;

  /**
   * @param headline HotSpot's first line
   * @param reason what HotSpot has under "Reason:", empty if there is no more to say
   */
  Rejection(String headline, String reason) {
    this(ClassFormatException.VERIFY_ERROR, headline, reason);
  }

  private Rejection(String errorClass, String headline, String reason) {
    super(headline, null, false, false);
    this.errorClass = errorClass;
    this.headline = headline;
    this.reason = reason;
  }

  Rejection(String headline) {
    this(headline, "");
  }

  /** A rejection with a ClassFormatError instead of a VerifyError. */
  static Rejection format(String headline) {
    return new Rejection(ClassFormatException.CLASS_FORMAT_ERROR, headline, "");
  }

  String errorClass() {
    return errorClass;
  }

  String headline() {
    return headline;
  }

  String reason() {
    return reason;
  }
}
