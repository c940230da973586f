package hotpath.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rows of the option table: each is complete, and takes what it says and nothing else. */
class OptionTableTest {
  private static final Origin HERE = new Origin(Origin.Source.FILE, "here:7");

  /** A text, and whether the type takes it. */
  private record Feed(String text, boolean good) {}

  @Test
  void rowsAreComplete() {
    Set<String> names = new HashSet<>();
    for (Option option : Option.values()) {
      assertTrue(names.add(option.text()), "twice: " + option.text());
      assertTrue(option.text().matches("([a-z]+\\.)?[a-z]+([A-Z][a-z]+)*"), option.text());
      assertTrue(option.effect().endsWith("."), option.text() + " has no full sentence");
      assertTrue(option.effect().length() <= 100, option.text() + " takes more than a line");
      assertFalse(option.type().range().isEmpty());
      assertEquals(option, Option.named(option.text()));
    }
    assertNull(Option.named("hotloop"));
    assertNull(Option.named(""));
  }

  /** Decisions 006 and 016; a change of these is a decision, not a slip. */
  @Test
  void defaultsAreAsDecided() {
    assertEquals("4000", Option.HOT_LOOP.defaultValue().text());
    assertEquals("200", Option.HOT_EXIT.defaultValue().text());
    assertEquals("8000", Option.HOT_CALL.defaultValue().text());
    assertEquals(1 << 20, Option.CODE_CACHE_SIZE.defaultValue().number());
    assertEquals(256L << 20, Option.HEAP_SIZE.defaultValue().number());
  }

  @TestFactory
  Stream<DynamicTest> everyOptionTakesItsRangeAndNothingElse() {
    return Stream.of(Option.values())
        .flatMap(option -> feeds(option).stream().map(feed -> feeding(option, feed)));
  }

  private static DynamicTest feeding(Option option, Feed feed) {
    return DynamicTest.dynamicTest(
        option.text() + "=" + feed.text + (feed.good ? " is good" : " is bad"),
        () -> {
          List<Setting> settings = List.of(new Setting(option.text(), feed.text, HERE));
          if (feed.good) {
            Options options = Options.of(settings);
            assertEquals(HERE, options.origin(option));
            OptionValue again = option.type().parse(options.text(option));
            assertNotNull(again, "its own text is refused");
            assertEquals(options.text(option), again.text());
            return;
          }
          OptionException e = assertThrows(OptionException.class, () -> Options.of(settings));
          String message = String.valueOf(e.getMessage());
          assertEquals(1, message.lines().count(), message);
          assertEquals(
              String.format(
                  "%s=%s (here:7) must be %s; default %s",
                  option.text(),
                  feed.text.replaceAll("\\p{Cntrl}", "?"),
                  option.type().range(),
                  option.defaultValue().text()),
              message);
        });
  }

  private static List<Feed> feeds(Option option) {
    List<Feed> feeds = new ArrayList<>();
    feeds.add(new Feed(option.defaultValue().text(), true));
    switch (option.type()) {
      case OptionType.Flag() -> {
        good(feeds, "on", "off", "true", "false");
        bad(feeds, "", "abc", "On", "1", " on");
      }
      case OptionType.Number(long min, long max, String unit) -> {
        good(feeds, Long.toString(min), Long.toString(max));
        bad(
            feeds,
            minus1(min),
            plus1(max),
            "",
            "abc",
            "-",
            "1e99",
            "NaN",
            "1k",
            "+1",
            "\u0661",
            " 1");
      }
      case OptionType.Bound(long max, String unit) -> {
        good(feeds, "none", "1", "64500", Long.toString(max));
        bad(feeds, "0", "-1", plus1(max), "", "abc", "1e6", "1k", "1.5");
      }
      case OptionType.Seconds(long max) -> {
        good(feeds, "none", "1", "0.5", "00.25", "0.000000001", Long.toString(max));
        bad(feeds, "0", "0.0", "-1", "-0.5", "1.", ".5", ".", "", "abc", "1e3", "1.-5", "1s");
        bad(feeds, "0.0000000001", max + ".1", plus1(max), "1.2.3", "NaN", "Infinity", "1,5");
      }
      case OptionType.Interval(String always, long max, String unit) -> {
        good(feeds, "none", "0", always, "1", "2", Long.toString(max));
        bad(feeds, "-1", plus1(max), "", "abc", "1e99", "all");
      }
      case OptionType.Size(long min, long max) -> {
        good(feeds, Long.toString(min), Long.toString(max), (max >> 10) + "K", (max >> 20) + "m");
        bad(
            feeds,
            minus1(min),
            plus1(max),
            "",
            "abc",
            "k",
            "-1k",
            "12q",
            "1kk",
            "9999999999t",
            "0.5g");
      }
      case OptionType.Choice(String[] words) -> {
        good(feeds, words);
        bad(feeds, "", "abc", words[0] + " ", words[0].toUpperCase(java.util.Locale.ROOT));
      }
      case OptionType.Name(String what) -> {
        good(feeds, "abc", "a-b_9");
        bad(feeds, "", "a b", "a/b", "\u00e4");
      }
      case OptionType.HostPath(String what) -> {
        good(feeds, "", "abc", "/a b/c");
        bad(feeds, "a\0b");
      }
    }
    return feeds;
  }

  private static void good(List<Feed> feeds, String... texts) {
    for (String text : texts) {
      feeds.add(new Feed(text, true));
    }
  }

  private static void bad(List<Feed> feeds, String... texts) {
    for (String text : texts) {
      feeds.add(new Feed(text, false));
    }
  }

  private static String minus1(long min) {
    return Long.toString(min - 1);
  }

  /** Of 2^63-1 too. */
  private static String plus1(long max) {
    return java.math.BigInteger.valueOf(max).add(java.math.BigInteger.ONE).toString();
  }

  @Test
  void sizesArePrintedShortAndExact() {
    assertEquals("0", OptionType.Size.print(0));
    assertEquals("1000", OptionType.Size.print(1000));
    assertEquals("1k", OptionType.Size.print(1024));
    assertEquals("1025", OptionType.Size.print(1025));
    assertEquals("1536m", OptionType.Size.print(3L << 29));
    assertEquals("3g", OptionType.Size.print(3L << 30));
    assertEquals("2048t", OptionType.Size.print(1L << 51));
  }
}
