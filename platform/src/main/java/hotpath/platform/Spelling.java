package hotpath.platform;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What somebody may have meant: the nearest of some names, by edit distance. */
public final class Spelling {
  private Spelling() {}

  /** The option that is written most like {@code name}; null if none is near. */
  static @Nullable String option(String name) {
    Option[] options = Option.values();
    String[] names = new String[options.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = options[i].text();
      if (names[i].endsWith("." + name)) {
        return names[i]; // the prefix of a group was left out
      }
    }
    return nearest(name, List.of(names));
  }

  /**
   * The first of the names that are nearest to {@code name}; null if all differ from it by more
   * than a third of its letters. Case does not count.
   */
  public static @Nullable String nearest(String name, List<String> names) {
    String nearest = null;
    int best = Math.min(3, Math.max(1, name.length() / 3)) + 1;
    for (String candidate : names) {
      int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < best) {
        best = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** Letters to insert, remove, replace, or swap with their neighbour, to make b of a. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(d[i - 1][j], d[i][j - 1]) + 1;
        least = Math.min(least, d[i - 1][j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, d[i - 2][j - 2] + 1);
        }
        d[i][j] = least;
      }
    }
    return d[a.length()][b.length()];
  }
}
