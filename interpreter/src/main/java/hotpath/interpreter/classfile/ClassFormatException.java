package hotpath.interpreter.classfile;

import java.util.List;

/**
 * A class file, or the code of one of its methods, is not what the specification asks for.
 *
 * <p>It carries the guest error to throw. Host exceptions from reading malformed bytes never leave
 * this package: they become one of these.
 */
public final class ClassFormatException extends RuntimeException {
  public static final String CLASS_FORMAT_ERROR = "java/lang/ClassFormatError";
  public static final String UNSUPPORTED_VERSION = "java/lang/UnsupportedClassVersionError";
  public static final String VERIFY_ERROR = "java/lang/VerifyError";
  public static final String NO_CLASS_DEF_FOUND = "java/lang/NoClassDefFoundError";

  private static final long serialVersionUID = 1L;

  private final String errorClass;
  private final String text;
  private final transient List<String> interfaces;

  ClassFormatException(String errorClass, String message) {
    this(errorClass, message, List.of());
  }

  private ClassFormatException(String errorClass, String message, List<String> interfaces) {
    super(message, null, false, false);
    this.errorClass = errorClass;
    this.text = message;
    this.interfaces = interfaces;
  }

  /** The file holds another class than the one that was asked for. */
  static ClassFormatException wrongName(String requested, String name) {
    return new ClassFormatException(NO_CLASS_DEF_FOUND, requested + " (wrong name: " + name + ")");
  }

  /** The same error, found behind the interfaces. */
  ClassFormatException behind(List<String> interfaceNames) {
    return new ClassFormatException(errorClass, text, interfaceNames);
  }

  /** A ClassFormatError. */
  public static ClassFormatException format(String message) {
    return new ClassFormatException(CLASS_FORMAT_ERROR, message);
  }

  /** A VerifyError. */
  public static ClassFormatException verify(String message) {
    return new ClassFormatException(VERIFY_ERROR, message);
  }

  /**
   * The interfaces, if the error stands behind them in the file: what goes wrong when they are
   * loaded comes first.
   */
  public List<String> interfaces() {
    return interfaces;
  }

  /** Internal name of the guest class to throw. */
  public String errorClass() {
    return errorClass;
  }

  /** The message of the guest error, in HotSpot's wording. */
  public String message() {
    return text;
  }
}
