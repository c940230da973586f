package hotpath.launcher;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits the text of an argument file into words by the rules of {@code java}: white space ends a
 * word; quotes of either sort keep it, and are dropped; inside quotes a backslash escapes the next
 * character or, at the end of a line, joins the next one without its indentation; an open quote
 * ends with its line; outside quotes {@code #} begins a comment.
 *
 * <p>One difference is on purpose: {@code java} loses a word that ends at a {@code #}.
 */
final class ArgumentFile {
  private static final char NO_QUOTE = 0;

  private final String text;
  private final List<String> words = new ArrayList<>();
  private @Nullable StringBuilder word;
  private int at;

  private ArgumentFile(String text) {
    this.text = text;
  }

  static List<String> words(String text) {
    return new ArgumentFile(text).split();
  }

  private List<String> split() {
    char quote = NO_QUOTE;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (isLineEnd(c)) {
        quote = NO_QUOTE;
        endWord();
      } else if (quote != NO_QUOTE) {
        if (c == quote) {
          quote = NO_QUOTE;
        } else if (c == '\\' && at + 1 < text.length()) {
          at++;
          escape();
        } else {
          open().append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        open();
      } else if (c == ' ' || c == '\t' || c == '\f') {
        endWord();
      } else if (c == '#') {
        endWord();
        skipComment();
      } else {
        open().append(c);
      }
    }
    endWord();
    return words;
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private StringBuilder open() {
    StringBuilder open = word;
    if (open == null) {
      open = new StringBuilder();
      word = open;
    }
    return open;
  }

  private void endWord() {
    StringBuilder open = word;
    if (open != null) {
      words.add(open.toString());
      word = null;
    }
  }

  private void skipComment() {
    while (at + 1 < text.length() && !isLineEnd(text.charAt(at + 1))) {
      at++;
    }
  }

  /** The character at {@link #at} stands behind a backslash. */
  private void escape() {
    char c = text.charAt(at);
    switch (c) {
      case 'n' -> open().append('\n');
      case 'r' -> open().append('\r');
      case 't' -> open().append('\t');
      case 'f' -> open().append('\f');
      case '\n', '\r' -> {
        while (at + 1 < text.length() && Character.isWhitespace(text.charAt(at + 1))) {
          at++;
        }
      }
      default -> open().append(c);
    }
  }
}
