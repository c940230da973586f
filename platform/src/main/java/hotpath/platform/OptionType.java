package hotpath.platform;

import org.jspecify.annotations.Nullable;

/**
 * What texts an option accepts and what they mean. A type knows its range, so that parsing, the
 * message for a bad value, the list of options and their documentation cannot disagree.
 *
 * <p>Starting the VM parses options: nothing here uses lambdas, streams or pattern switches, which
 * cost milliseconds on first use.
 */
public sealed interface OptionType {
  /** The value that {@code text} stands for; null if it is none of this type. */
  @Nullable OptionValue parse(String text);

  /** The values that are allowed, in words that follow "must be". */
  String range();

  /** The kind of type in one word: for lists and documentation. */
  String kind();

  /** What a number counts; empty if it is none. */
  default String unit() {
    return "";
  }

  /** On or off. */
  record Flag() implements OptionType {
    @Override
    public @Nullable OptionValue parse(String text) {
      return switch (text) {
        case "on", "true" -> new OptionValue(1, "on");
        case "off", "false" -> new OptionValue(0, "off");
        default -> null;
      };
    }

    @Override
    public String range() {
      return "on or off";
    }

    @Override
    public String kind() {
      return "flag";
    }
  }

  /** A whole number in a range that includes both ends. */
  record Number(long min, long max, String unit) implements OptionType {
    @Override
    public @Nullable OptionValue parse(String text) {
      long number = decimal(text);
      return number == NOT_A_NUMBER || number < min || number > max
          ? null
          : new OptionValue(number, Long.toString(number));
    }

    @Override
    public String range() {
      String numbers = min + " .. " + (max == Long.MAX_VALUE ? "2^63-1" : Long.toString(max));
      return unit.isEmpty() ? numbers : numbers + " " + unit;
    }

    @Override
    public String kind() {
      return "number";
    }
  }

  /** How much there is of something: a whole number, or {@code none} where it has no end. */
  record Bound(long max, String unit) implements OptionType {
    @Override
    public @Nullable OptionValue parse(String text) {
      if (text.equals("none")) {
        return new OptionValue(Long.MAX_VALUE, text);
      }
      long number = decimal(text);
      return number < 1 || number > max ? null : new OptionValue(number, Long.toString(number));
    }

    @Override
    public String range() {
      return "none or 1 .. " + max + " " + unit;
    }

    @Override
    public String kind() {
      return "bound";
    }
  }

  /**
   * A time in seconds with at most nine digits behind the point, or {@code none}; its number is in
   * nanoseconds.
   */
  record Seconds(long max) implements OptionType {
    private static final int DIGITS = 9;
    private static final long NANOS = 1_000_000_000;

    @Override
    public @Nullable OptionValue parse(String text) {
      if (text.equals("none")) {
        return new OptionValue(Long.MAX_VALUE, text);
      }
      int point = text.indexOf('.');
      String fraction = point < 0 ? "" : text.substring(point + 1);
      long whole = decimal(point < 0 ? text : text.substring(0, point));
      long part = fraction.isEmpty() ? 0 : decimal(fraction);
      boolean endsInPoint = point >= 0 && fraction.isEmpty();
      boolean negative = text.indexOf('-') >= 0; // also where -0 would be 0
      if (negative
          || whole < 0
          || whole > max
          || part < 0
          || fraction.length() > DIGITS
          || endsInPoint) {
        return null;
      }
      for (int i = fraction.length(); i < DIGITS; i++) {
        part *= 10;
      }
      long nanos = whole * NANOS + part;
      return nanos == 0 || nanos > max * NANOS ? null : new OptionValue(nanos, text);
    }

    @Override
    public String range() {
      return "none or 0.000000001 .. " + max + " seconds";
    }

    @Override
    public String kind() {
      return "time";
    }

    @Override
    public String unit() {
      return "seconds";
    }
  }

  /** Every so many times something happens; {@code none} is 0, and a word of its own is 1. */
  record Interval(String always, long max, String unit) implements OptionType {
    @Override
    public @Nullable OptionValue parse(String text) {
      long number = text.equals("none") ? 0 : text.equals(always) ? 1 : decimal(text);
      if (number < 0 || number > max) {
        return null;
      }
      String canonical = number == 0 ? "none" : number == 1 ? always : Long.toString(number);
      return new OptionValue(number, canonical);
    }

    @Override
    public String range() {
      return "none (0), " + always + " (1) or 2 .. " + max + " " + unit;
    }

    @Override
    public String kind() {
      return "interval";
    }
  }

  /** A number of bytes, with k, m, g or t for powers of 1024. */
  record Size(long min, long max) implements OptionType {
    private static final String SUFFIXES = "kmgt";

    @Override
    public @Nullable OptionValue parse(String text) {
      if (text.isEmpty()) {
        return null;
      }
      char last = text.charAt(text.length() - 1);
      int power = 1 + SUFFIXES.indexOf(last >= 'A' && last <= 'Z' ? last + 32 : last);
      long number = decimal(power == 0 ? text : text.substring(0, text.length() - 1));
      int shift = 10 * power;
      if (number < 0 || number > Long.MAX_VALUE >> shift) {
        return null;
      }
      number <<= shift;
      return number < min || number > max ? null : new OptionValue(number, print(number));
    }

    /** The shortest exact text. */
    static String print(long bytes) {
      int power = 0;
      while (power < SUFFIXES.length() && bytes != 0 && (bytes & 1023) == 0) {
        bytes >>= 10;
        power++;
      }
      return power == 0 ? Long.toString(bytes) : bytes + SUFFIXES.substring(power - 1, power);
    }

    @Override
    public String range() {
      return print(min) + " .. " + print(max);
    }

    @Override
    public String kind() {
      return "size";
    }

    @Override
    public String unit() {
      return "bytes";
    }
  }

  /** One of a few words; its number is its place among them. */
  record Choice(String... words) implements OptionType {
    @Override
    public @Nullable OptionValue parse(String text) {
      for (int i = 0; i < words.length; i++) {
        if (words[i].equals(text)) {
          return new OptionValue(i, text);
        }
      }
      return null;
    }

    @Override
    public String range() {
      StringBuilder range = new StringBuilder(words[0]);
      for (int i = 1; i < words.length; i++) {
        range.append(i == words.length - 1 ? " or " : ", ").append(words[i]);
      }
      return range.toString();
    }

    @Override
    public String kind() {
      return "choice";
    }
  }

  /** A word whose meaning others know: letters, digits, '-' and '_'. */
  record Name(String what) implements OptionType {
    @Override
    public @Nullable OptionValue parse(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
          return null;
        }
      }
      return text.isEmpty() ? null : new OptionValue(0, text);
    }

    @Override
    public String range() {
      return what;
    }

    @Override
    public String kind() {
      return "name";
    }
  }

  /** A path of the host; empty for none. */
  record HostPath(String what) implements OptionType {
    @Override
    public @Nullable OptionValue parse(String text) {
      return text.indexOf('\0') >= 0 ? null : new OptionValue(0, text);
    }

    @Override
    public String range() {
      return what;
    }

    @Override
    public String kind() {
      return "path";
    }
  }

  /** What {@link #decimal} gives for a text that is no number, or one too large for any option. */
  long NOT_A_NUMBER = Long.MIN_VALUE;

  /** Plain decimal digits, perhaps behind a minus: nothing else that Long.parseLong would take. */
  private static long decimal(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    if (text.length() == start) {
      return NOT_A_NUMBER;
    }
    long number = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9' || number > (Long.MAX_VALUE - (c - '0')) / 10) {
        return NOT_A_NUMBER;
      }
      number = number * 10 + (c - '0');
    }
    return start == 0 ? number : -number;
  }
}
