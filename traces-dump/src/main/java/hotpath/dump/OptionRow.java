package hotpath.dump;

import com.fasterxml.jackson.annotation.JsonProperty;
import hotpath.platform.Option;
import hotpath.platform.Options;
import java.util.ArrayList;
import java.util.List;

/**
 * An option and its value.
 *
 * @param kind of type: flag, number, interval, size, choice, name or path
 * @param range the values that are allowed, in words
 * @param origin where the value was set
 */
public record OptionRow(
    String name,
    String value,
    @JsonProperty("default") String byDefault,
    String origin,
    String kind,
    String range,
    String category,
    String effect) {
  /** All options, in the order of their table. */
  public static List<OptionRow> of(Options options) {
    List<OptionRow> rows = new ArrayList<>();
    for (Option option : Option.values()) {
      rows.add(
          new OptionRow(
              option.text(),
              options.text(option),
              option.defaultValue().text(),
              options.origin(option).where(),
              option.type().kind(),
              option.type().range(),
              option.category().name().toLowerCase(java.util.Locale.ROOT),
              option.effect()));
    }
    return rows;
  }
}
