package hotpath.interpreter.link;

import hotpath.interpreter.classfile.ClassFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A linkage error found by the host: the class of the guest's error and its message.
 *
 * <p>Thrown inside the host's own recursion over super types and turned into a frame of {@code
 * hotpath.guest.Throw} where the recursion ends ({@link GuestThrower}). Has no stack trace: it
 * describes the guest.
 */
public final class LinkageFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String errorClass;
  private final @Nullable String detail;
  private final boolean missingClass;

  /**
   * @param errorClass internal name
   */
  public LinkageFailure(String errorClass, @Nullable String detail) {
    this(errorClass, detail, false);
  }

  private LinkageFailure(String errorClass, @Nullable String detail, boolean missingClass) {
    super(errorClass + ": " + detail, null, false, false);
    this.errorClass = errorClass;
    this.detail = detail;
    this.missingClass = missingClass;
  }

  /**
   * No class of this name: NoClassDefFoundError, whose cause says the same as
   * ClassNotFoundException.
   */
  static LinkageFailure noClassDefFound(String name) {
    return new LinkageFailure("java/lang/NoClassDefFoundError", name, true);
  }

  /** What is wrong with a class file. */
  static LinkageFailure of(ClassFormatException e) {
    return new LinkageFailure(e.errorClass(), e.message());
  }

  /** Whether there is no class of the name {@link #detail}. */
  boolean isMissingClass() {
    return missingClass;
  }

  /** Internal name of the guest's error. */
  public String errorClass() {
    return errorClass;
  }

  public @Nullable String detail() {
    return detail;
  }
}
