package hotpath.launcher.mutants;

import java.util.regex.Pattern;

/**
 * How what Hotpath makes of a mutant differs from what {@code java} does: the table of differences
 * that are understood. Each names what both sides have to say, so that it hides nothing else.
 */
public enum Difference {
  NONE,

  /** HotSpot itself dies, or its process runs out of memory: there is nothing to compare with. */
  JAVA_DIES,

  /** One side takes the time of a mutant for endless: an instruction counts more than a second. */
  PATIENCE,

  /** How deep a recursion gets depends on the size of frames. */
  STACK_DEPTH,

  /** How much fits into memory depends on the heap. */
  MEMORY,

  /**
   * Which of several VerifyErrors of a class is met first. HotSpot verifies methods in the order of
   * the addresses of their names, and decodes an instruction when it comes to it; we verify in the
   * order of the file, and decode a method before the first check.
   */
  VERIFY_ORDER,

  /** The same, but the errors are not both VerifyErrors; shown by {@link MethodOrder}. */
  METHOD_ORDER,

  /**
   * Which of several errors is met first. A class file may have two wrong bytes: we find the ends
   * of all structures before we look at what is in them. Two classes may be spoiled: when the
   * verifier of one needs to know of the other depends on the order of methods.
   */
  LINK_ORDER,

  /**
   * Compiled code of HotSpot does not know the receiver of an abstract method, and says less; where
   * an interface has default methods, an abstract one may be replaced by a method that throws.
   */
  ABSTRACT_METHOD,

  UNEXPLAINED;

  /** What a test says of a host exception, before its trace. */
  public static final String HOST_EXCEPTION = "host exception: ";

  /** Objects have an address only where no loader has a name of its own. */
  private static final Pattern LOADER = Pattern.compile("loader 'app' @[0-9a-f]+");

  private static final Pattern MESSAGE = Pattern.compile("(thrown [\\w.]+): .*");

  private static final Pattern VERIFY_ERROR = Pattern.compile("java\\.lang\\.VerifyError: .*");

  private static final Pattern ABSTRACT_METHOD_ERROR =
      Pattern.compile("java\\.lang\\.AbstractMethodError: .*");

  private static final Pattern LINKAGE_ERROR =
      Pattern.compile(
          "thrown java\\.lang\\.(VerifyError|ClassFormatError|NoClassDefFoundError"
              + "|UnsupportedClassVersionError|IncompatibleClassChangeError|IllegalAccessError"
              + "|ClassCircularityError): ");

  /**
   * The difference between what is printed by a mutant.
   *
   * @param several whether more than one thing was spoiled
   */
  public static Difference of(String java, String hotpath, boolean several) {
    String wanted = LOADER.matcher(java).replaceAll("loader 'app'");
    if (hotpath.startsWith(HOST_EXCEPTION)) {
      return UNEXPLAINED;
    }
    if (wanted.equals(hotpath)) {
      return NONE;
    }
    if (java.equals(Oracle.DIES)) {
      return JAVA_DIES;
    }
    if (java.equals(Oracle.ENDLESS) || hotpath.equals(Oracle.ENDLESS)) {
      return PATIENCE;
    }
    if (java.contains("StackOverflowError") && hotpath.contains("StackOverflowError")) {
      return STACK_DEPTH;
    }
    if (java.contains("OutOfMemoryError") || hotpath.contains("OutOfMemoryError")) {
      return MEMORY;
    }
    if (sameRestWithout(VERIFY_ERROR, wanted, hotpath)) {
      return VERIFY_ORDER;
    }
    boolean bothInLinking =
        LINKAGE_ERROR.matcher(wanted).lookingAt() && LINKAGE_ERROR.matcher(hotpath).lookingAt();
    boolean sameClass = errorClass(wanted).equals(errorClass(hotpath));
    if (bothInLinking && (several || sameClass)) {
      return LINK_ORDER;
    }
    if (sameRestWithout(ABSTRACT_METHOD_ERROR, wanted, hotpath)) {
      return ABSTRACT_METHOD;
    }
    return UNEXPLAINED;
  }

  /** What is printed without the messages of what was thrown: which errors, in which order. */
  public static String verdict(String printed) {
    return MESSAGE.matcher(LOADER.matcher(printed).replaceAll("loader 'app'")).replaceAll("$1");
  }

  /** The first word: what was thrown. */
  private static String errorClass(String printed) {
    int colon = printed.indexOf(':');
    return colon < 0 ? "" : printed.substring(0, colon);
  }

  private static boolean sameRestWithout(Pattern part, String wanted, String hotpath) {
    return part.matcher(wanted).replaceAll("").equals(part.matcher(hotpath).replaceAll(""));
  }
}
