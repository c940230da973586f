package hotpath.platform;

import org.jspecify.annotations.Nullable;

/**
 * An option was set that does not exist, or to what it cannot be. The message is one line for the
 * user, which says what, where, and what would be right.
 */
public final class OptionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OptionException(String line) {
    super(line, null, false, false);
  }

  static OptionException badValue(Option option, String value, Origin origin) {
    return new OptionException(
        option.text()
            + "="
            + printable(value)
            + " ("
            + origin.where()
            + ") must be "
            + option.type().range()
            + "; default "
            + option.defaultValue().text());
  }

  public static OptionException unknown(String name, Origin origin) {
    @Nullable String near = Spelling.option(name);
    return new OptionException(
        "unknown option "
            + printable(name)
            + " ("
            + origin.where()
            + (near == null ? "); see hotpath flags" : "). Did you mean " + near + "?"));
  }

  /** Keeps a message on one line, whatever the user wrote. */
  private static String printable(String text) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length() && i < 200; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? '?' : c);
    }
    return line.toString();
  }
}
