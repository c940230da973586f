package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The words that {@code java} of JDK 25 makes of the same texts (tried by hand), but where said.
 */
class ArgumentFileTest {
  private record Case(String text, List<String> words) {}

  private static Case of(String text, String... words) {
    return new Case(text, List.of(words));
  }

  private static final List<Case> CASES =
      List.of(
          of(""),
          of("  \n\t "),
          of("a b\tc\fd\r\ne", "a", "b", "c", "d", "e"),
          of("a # b c\nd", "a", "d"),
          of("# all\nx", "x"),
          of("\"a # b\"", "a # b"),
          of("\"a b\" c'd e'f", "a b", "cd ef"),
          of("\"a\\nb\" \"a\\\\b\" \"c\\td\" \"x\\qy\"", "a\nb", "a\\b", "c\td", "xqy"),
          of("a\\nb a\\\\b", "a\\nb", "a\\\\b"),
          of("\"abc\ndef\" g", "abc", "def g"),
          of("\"abc\\\n   def\" g", "abcdef", "g"),
          of("\"abc\\\r\n\tdef\"", "abcdef"),
          of("abc\\\n  def", "abc\\", "def"),
          of("\"\" '' x", "", "", "x"),
          of("\"a\"b\"c d\"", "abc d"),
          of("\"a'b\" 'c\"d'", "a'b", "c\"d"),
          of("\"open end", "open end"),
          of("x\"y", "xy"),
          of("\"x\\", "x\\"),
          of("@x", "@x"),
          // java loses the a.
          of("a#b c\nd", "a", "d"));

  @TestFactory
  Stream<DynamicTest> words() {
    return CASES.stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    "<" + c.text.replace('\n', '|') + ">",
                    () -> assertEquals(c.words, ArgumentFile.words(c.text))));
  }
}
