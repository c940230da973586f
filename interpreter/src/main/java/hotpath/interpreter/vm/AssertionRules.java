package hotpath.interpreter.vm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * For which classes assertions are on: what {@code -ea}, {@code -da}, {@code -esa} and {@code -dsa}
 * say together.
 *
 * <p>The answer is HotSpot's: a rule for a class counts more than one for its package, and that
 * more than one for a package around it, whichever came first; of rules for the same name the last
 * one counts. Rules with a name concern classes of the library too, the others only those of their
 * side.
 */
public final class AssertionRules {
  /** Assertions are off. */
  public static final AssertionRules NONE = new AssertionRules(List.of());

  private static final String PACKAGE_END = "...";

  /** Options for classes of the program, or for those that a name behind a colon says. */
  private static final List<String> PROGRAM =
      List.of("-ea", "-enableassertions", "-da", "-disableassertions");

  /** Options for classes of the library. */
  private static final List<String> LIBRARY =
      List.of("-esa", "-enablesystemassertions", "-dsa", "-disablesystemassertions");

  private final Map<String, Boolean> classes = new HashMap<>();
  private final Map<String, Boolean> packages = new HashMap<>();
  private boolean program;
  private boolean library;

  /** Rules in the order given, each accepted by {@link #isRule}. */
  public AssertionRules(List<String> words) {
    words.forEach(this::add);
  }

  /** Whether a word of a command line is one of these options. */
  public static boolean isRule(String word) {
    int colon = word.indexOf(':');
    return colon < 0
        ? options().contains(word)
        : PROGRAM.contains(word.substring(0, colon)) && colon + 1 < word.length();
  }

  /** All these options, without names of classes. */
  public static List<String> options() {
    return Stream.concat(PROGRAM.stream(), LIBRARY.stream()).toList();
  }

  private void add(String word) {
    boolean on = word.startsWith("-e");
    int colon = word.indexOf(':');
    if (colon < 0) {
      if (LIBRARY.contains(word)) {
        library = on;
      } else {
        program = on;
      }
      return;
    }
    String name = word.substring(colon + 1);
    if (name.endsWith(PACKAGE_END)) {
      packages.put(name.substring(0, name.length() - PACKAGE_END.length()), on);
    } else {
      classes.put(name, on);
    }
  }

  /**
   * Whether assertions of a class are on.
   *
   * @param name with dots
   * @param ofLibrary whether the bootstrap loader defined it
   */
  public boolean areOn(String name, boolean ofLibrary) {
    Boolean rule = classes.get(name);
    if (rule != null) {
      return rule;
    }
    // The empty name is the unnamed package, which is around no other.
    int end = Math.max(name.lastIndexOf('.'), 0);
    do {
      rule = packages.get(name.substring(0, end));
      if (rule != null) {
        return rule;
      }
      end = name.lastIndexOf('.', end - 1);
    } while (end > 0);
    return ofLibrary ? library : program;
  }
}
