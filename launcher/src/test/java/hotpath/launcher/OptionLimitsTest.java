package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.gc.memory.RegionLayout;
import hotpath.gc.plan.HeapOptions;
import hotpath.platform.Option;
import hotpath.platform.OptionCategory;
import hotpath.platform.OptionType;
import hotpath.tssa.backend.EmitRequest;
import hotpath.tssa.pass.Feature;
import hotpath.tssa.pass.Pass;
import hotpath.tssa.pass.PassOptions;
import hotpath.tssa.pass.PassTable;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The option table names what other modules have, and its ranges are within what they can do. */
class OptionLimitsTest {
  private static final String PASS = "pass.";

  private static long max(Option option) {
    return switch (option.type()) {
      case OptionType.Number number -> number.max();
      case OptionType.Size size -> size.max();
      default -> throw new AssertionError(option);
    };
  }

  @Test
  void everyPassThatCanBeOffHasAnOption() {
    Set<String> options = new TreeSet<>();
    for (Option option : Option.values()) {
      if (option.category() == OptionCategory.PASSES && option.type() instanceof OptionType.Flag) {
        options.add(option.text());
      }
    }
    Set<String> passes = new TreeSet<>();
    for (Pass pass : PassTable.passes()) {
      if (!pass.required()) {
        passes.add(PASS + pass.name());
      }
    }
    for (Feature feature : Feature.values()) {
      passes.add(PASS + feature);
    }
    assertEquals(passes, options);
  }

  @Test
  void peelingHasTheWordsAndDefaultsOfThePasses() {
    OptionType.Choice choice = (OptionType.Choice) Option.PASS_PEEL.type();
    Set<String> words = new TreeSet<>(Set.of(choice.words()));
    Set<String> peels = new TreeSet<>();
    for (PassOptions.Peel peel : PassOptions.Peel.values()) {
      peels.add(peel.name().toLowerCase(Locale.ROOT));
    }
    assertEquals(peels, words);
    PassOptions standard = PassOptions.STANDARD;
    assertEquals(standard.peelLimit(), Option.PASS_PEEL_LIMIT.defaultValue().number());
    assertEquals(standard.peelGain(), Option.PASS_PEEL_GAIN.defaultValue().number());
    assertEquals(
        standard.peel().name().toLowerCase(Locale.ROOT), Option.PASS_PEEL.defaultValue().text());
  }

  @Test
  void sizesFitTheGuestRegion() {
    assertEquals(RegionLayout.HEAP.bytes(), max(Option.HEAP_SIZE));
    OptionType.Size heap = (OptionType.Size) Option.HEAP_SIZE.type();
    assertTrue(heap.min() >= HeapOptions.SMALLEST_HEAP);
  }

  @Test
  void tracesHaveNumbers() {
    assertTrue(max(Option.MAX_TRACES) <= EmitRequest.MAX_TRACE);
  }
}
