package hotpath.platform;

import java.util.List;

/**
 * A value for every {@link Option}, and where it was set. Immutable; a VM gets one.
 *
 * <p>Every setting is checked, also one that another overrides: a mistake in a file does not wait
 * for the day when the command line no longer hides it.
 */
public final class Options {
  private static final Option[] TABLE = Option.values();

  private final OptionValue[] values;
  private final Origin[] origins;

  private Options(OptionValue[] values, Origin[] origins) {
    this.values = values;
    this.origins = origins;
  }

  public static Options defaults() {
    return of(List.of());
  }

  /**
   * The options that settings from all sources give together: the later {@link Origin.Source} wins,
   * and within one source the later setting.
   *
   * @throws OptionException for the first setting that is wrong
   */
  public static Options of(List<Setting> settings) {
    OptionValue[] values = new OptionValue[TABLE.length];
    Origin[] origins = new Origin[TABLE.length];
    for (int i = 0; i < TABLE.length; i++) {
      values[i] = TABLE[i].defaultValue();
      origins[i] = Origin.DEFAULT;
    }
    for (Setting setting : settings) {
      set(values, origins, setting);
    }
    return new Options(values, origins);
  }

  /** These options with one changed by a program that embeds the VM (or by a test). */
  public Options with(Option option, String value) {
    OptionValue[] newValues = values.clone();
    Origin[] newOrigins = origins.clone();
    set(newValues, newOrigins, new Setting(option.text(), value, Origin.EMBEDDER));
    return new Options(newValues, newOrigins);
  }

  private static void set(OptionValue[] values, Origin[] origins, Setting setting) {
    Option option = Option.named(setting.name());
    if (option == null) {
      throw OptionException.unknown(setting.name(), setting.origin());
    }
    OptionValue value = option.type().parse(setting.value());
    if (value == null) {
      throw OptionException.badValue(option, setting.value(), setting.origin());
    }
    int index = option.ordinal();
    if (setting.origin().source().compareTo(origins[index].source()) >= 0) {
      values[index] = value;
      origins[index] = setting.origin();
    }
  }

  /** Whether a flag is on. */
  public boolean bool(Option option) {
    require(option, option.type() instanceof OptionType.Flag);
    return values[option.ordinal()].number() != 0;
  }

  /** A number that fits an int, as the ranges of nearly all options do. */
  public int intValue(Option option) {
    return Math.toIntExact(longValue(option));
  }

  public long longValue(Option option) {
    OptionType type = option.type();
    boolean isNumber =
        type instanceof OptionType.Number
            || type instanceof OptionType.Interval
            || type instanceof OptionType.Bound;
    require(option, isNumber);
    return values[option.ordinal()].number();
  }

  /** A size. */
  public long bytes(Option option) {
    require(option, option.type() instanceof OptionType.Size);
    return values[option.ordinal()].number();
  }

  /** A time; the largest there is if there is none. */
  public long nanos(Option option) {
    require(option, option.type() instanceof OptionType.Seconds);
    return values[option.ordinal()].number();
  }

  /** Any value as a user would write it; of a choice, name or path the value itself. */
  public String text(Option option) {
    return values[option.ordinal()].text();
  }

  /** Where the value was set. */
  public Origin origin(Option option) {
    return origins[option.ordinal()];
  }

  private static void require(Option option, boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException(option.text() + " is a " + option.type().kind());
    }
  }
}
