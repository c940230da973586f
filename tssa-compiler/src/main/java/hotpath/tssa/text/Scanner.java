package hotpath.tssa.text;

import org.jspecify.annotations.Nullable;

/** Reads one line of the text form from left to right; every complaint carries its place. */
final class Scanner {
  private final int line;
  private final String text;
  private int at;

  Scanner(int line, String text) {
    this.line = line;
    this.text = text;
  }

  int column() {
    return at + 1;
  }

  TssaSyntaxException error(String message) {
    return error(at + 1, message);
  }

  TssaSyntaxException error(int column, String message) {
    return new TssaSyntaxException(line, column, message);
  }

  void skipBlanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  boolean atEnd() {
    skipBlanks();
    return at >= text.length();
  }

  void expectEnd() {
    if (!atEnd()) {
      throw error("unexpected '" + text.substring(at) + "'");
    }
  }

  /** The next character after blanks; 0 at the end. */
  char peek() {
    skipBlanks();
    return peekRaw();
  }

  /** The next character, blank or not; 0 at the end. */
  char peekRaw() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  /** Skips blanks, then {@code symbol} if it is next. */
  boolean accept(String symbol) {
    skipBlanks();
    return acceptRaw(symbol);
  }

  boolean acceptRaw(String symbol) {
    if (text.startsWith(symbol, at)) {
      at += symbol.length();
      return true;
    }
    return false;
  }

  void expect(String symbol) {
    if (!accept(symbol)) {
      throw error("expected '" + symbol + "'");
    }
  }

  /** A run of letters, digits, underscores and the characters of {@code more}; not empty. */
  String word(String what, String more) {
    skipBlanks();
    int from = at;
    while (at < text.length() && isWordChar(text.charAt(at), more)) {
      at++;
    }
    if (from == at) {
      throw error("expected " + what);
    }
    return text.substring(from, at);
  }

  private static boolean isWordChar(char c, String more) {
    return Character.isLetterOrDigit(c) || c == '_' || more.indexOf(c) >= 0;
  }

  /** A name of an alias. */
  String aliasName() {
    int from = at;
    while (at < text.length() && AliasMark.isNameChar(text.charAt(at))) {
      at++;
    }
    if (from == at) {
      throw error("expected a name of locations");
    }
    return text.substring(from, at);
  }

  /** A decimal or 0x number with sign. */
  long number(String what) {
    skipBlanks();
    int from = at;
    boolean negative = acceptRaw("-");
    boolean hex = acceptRaw("0x");
    int digits = at;
    while (at < text.length() && Character.digit(text.charAt(at), hex ? 16 : 10) >= 0) {
      at++;
    }
    try {
      String run = (negative && !hex ? "-" : "") + text.substring(digits, at);
      return hex ? Long.parseUnsignedLong(run, 16) : Long.parseLong(run);
    } catch (NumberFormatException e) {
      throw error(from + 1, "expected " + what);
    }
  }

  int integer(String what) {
    int column = at + 1;
    long value = number(what);
    if (value != (int) value) {
      throw error(column, what + " does not fit 32 bits");
    }
    return (int) value;
  }

  /**
   * The spelling of a value or a constant. It ends at the first character that can belong to none,
   * or at a sign that does not follow an exponent.
   */
  String operand() {
    skipBlanks();
    int from = at;
    acceptRaw("-");
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean exponentSign = (c == '-' || c == '+') && isExponent(from);
      if (!isWordChar(c, ".:") && !exponentSign) {
        break;
      }
      at++;
    }
    if (from == at) {
      throw error("expected a value");
    }
    return text.substring(from, at);
  }

  /** Whether what was read since {@code from} is a number whose exponent comes next. */
  private boolean isExponent(int from) {
    int digits = text.charAt(from) == '-' ? from + 1 : from;
    if (at == digits || !Character.isDigit(text.charAt(digits))) {
      return false;
    }
    boolean hex = text.startsWith("0x", digits);
    return text.charAt(at - 1) == (hex ? 'p' : 'E');
  }

  /** Everything before {@code end}, which is skipped; null if {@code end} does not follow. */
  @Nullable String until(String end) {
    int found = text.indexOf(end, at);
    if (found < 0) {
      return null;
    }
    String result = text.substring(at, found);
    at = found + end.length();
    return result;
  }

  String rest() {
    skipBlanks();
    String result = text.substring(at);
    at = text.length();
    return result;
  }
}
