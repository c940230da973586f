// test: 3

import java.util.Locale;

/**
 * String.format. A call runs a parser of format strings, look-ups of locale data and much code that
 * is executed once: over a million bytecodes before the first line appears. It stands apart from
 * the other examples because of this; a VM that records every path it meets twice will do a lot of
 * work here for nothing.
 */
public final class Formatting {
  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5_000;
    int hash = 0;
    for (int i = 0; i < rounds; i++) {
      String line =
          String.format(
              Locale.ROOT, "%5d|%-8s|%08x|%,d|%s", i, "row", i * 7919, i * 1000L, i % 2 == 0);
      hash = 31 * hash + line.hashCode();
      if (i < 5) {
        System.out.println(line);
      }
    }
    System.out.println(
        String.format(Locale.ROOT, "%08x %6.3f %e %b %c%%", hash, Math.PI, 12345.678, true, 'x'));
  }
}
