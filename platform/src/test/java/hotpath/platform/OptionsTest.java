package hotpath.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final Origin FILE = Origin.file("hp.properties", 3);

  @Test
  void defaultsHoldWithoutSettings() {
    Options options = Options.defaults();
    for (Option option : Option.values()) {
      assertEquals(option.defaultValue().text(), options.text(option));
      assertEquals(Origin.DEFAULT, options.origin(option));
    }
  }

  /** In whichever order the sources are read. */
  @Test
  void laterSourcesWin() {
    List<Setting> all =
        List.of(
            new Setting("hotLoop", "5", Origin.COMMAND_LINE),
            new Setting("hotLoop", "6", Origin.ENVIRONMENT),
            new Setting("hotLoop", "7", FILE),
            new Setting("hotExit", "8", Origin.ENVIRONMENT),
            new Setting("hotExit", "9", FILE),
            new Setting("hotCall", "10", FILE));
    List<Setting> reversed = new ArrayList<>(all);
    Collections.reverse(reversed);
    for (List<Setting> settings : List.of(all, reversed)) {
      Options options = Options.of(settings);
      assertEquals(5, options.intValue(Option.HOT_LOOP));
      assertEquals(Origin.COMMAND_LINE, options.origin(Option.HOT_LOOP));
      assertEquals(8, options.intValue(Option.HOT_EXIT));
      assertEquals("HOTPATH_OPTIONS", options.origin(Option.HOT_EXIT).where());
      assertEquals(10, options.intValue(Option.HOT_CALL));
      assertEquals("hp.properties:3", options.origin(Option.HOT_CALL).where());
    }
  }

  @Test
  void theLastSettingOfOneSourceWins() {
    Options options =
        Options.of(
            List.of(
                new Setting("jit", "off", Origin.COMMAND_LINE),
                new Setting("jit", "on", Origin.COMMAND_LINE)));
    assertTrue(options.bool(Option.JIT));
  }

  @Test
  void whatIsOverriddenIsCheckedToo() {
    OptionException e =
        assertThrows(
            OptionException.class,
            () ->
                Options.of(
                    List.of(
                        new Setting("hotLoop", "5", Origin.COMMAND_LINE),
                        new Setting("hotLoop", "0", FILE))));
    assertEquals(
        "hotLoop=0 (hp.properties:3) must be 1 .. 65535 backward branches; default 4000",
        e.getMessage());
  }

  @Test
  void unknownNamesGetASuggestion() {
    assertEquals(
        "unknown option hotLop (command line). Did you mean hotLoop?", messageFor("hotLop"));
    assertEquals(
        "unknown option hotloop (command line). Did you mean hotLoop?", messageFor("hotloop"));
    assertEquals(
        "unknown option heapszie (command line). Did you mean heapSize?", messageFor("heapszie"));
    assertEquals("unknown option peel (command line). Did you mean pass.peel?", messageFor("peel"));
    assertEquals("unknown option zzz (command line); see hotpath flags", messageFor("zzz"));
    assertEquals("unknown option  (command line); see hotpath flags", messageFor(""));
    assertEquals("unknown option a?b (command line); see hotpath flags", messageFor("a\nb"));
  }

  private static String messageFor(String name) {
    List<Setting> settings = List.of(new Setting(name, "1", Origin.COMMAND_LINE));
    return String.valueOf(
        assertThrows(OptionException.class, () -> Options.of(settings)).getMessage());
  }

  @Test
  void gettersAreTyped() {
    Options options =
        Options.defaults()
            .with(Option.JIT, "off")
            .with(Option.HEAP_SIZE, "3g")
            .with(Option.GC_STRESS, "alloc")
            .with(Option.PASS_PEEL, "on")
            .with(Option.SEED, "922337203685477580");
    assertFalse(options.bool(Option.JIT));
    assertEquals(3L << 30, options.bytes(Option.HEAP_SIZE));
    assertEquals(1, options.intValue(Option.GC_STRESS));
    assertEquals("on", options.text(Option.PASS_PEEL));
    assertEquals(922337203685477580L, options.longValue(Option.SEED));
    assertEquals(Origin.EMBEDDER, options.origin(Option.JIT));
    assertThrows(IllegalArgumentException.class, () -> options.bool(Option.HOT_LOOP));
    assertThrows(IllegalArgumentException.class, () -> options.intValue(Option.HEAP_SIZE));
    assertThrows(IllegalArgumentException.class, () -> options.bytes(Option.HOT_LOOP));
    assertThrows(ArithmeticException.class, () -> options.intValue(Option.SEED));
  }

  @Test
  void optionsAreImmutable() {
    Options before = Options.defaults();
    Options after = before.with(Option.HOT_LOOP, "1");
    assertEquals(4000, before.intValue(Option.HOT_LOOP));
    assertEquals(1, after.intValue(Option.HOT_LOOP));
  }

  @Test
  void distancesCountLetters() {
    assertEquals(0, Spelling.distance("abc", "abc"));
    assertEquals(3, Spelling.distance("", "abc"));
    assertEquals(1, Spelling.distance("abc", "acb"));
    assertEquals(1, Spelling.distance("abc", "abcd"));
    assertEquals(2, Spelling.distance("abc", "xbcd"));
    assertEquals("run", Spelling.nearest("rnu", List.of("flags", "run")));
    assertEquals(null, Spelling.nearest("x", List.of("flags", "run")));
  }
}
