package hotpath.launcher;

import hotpath.interpreter.vm.AssertionRules;
import hotpath.platform.Option;
import hotpath.platform.OptionFile;
import hotpath.platform.Options;
import hotpath.platform.Origin;
import hotpath.platform.Origin.Source;
import hotpath.platform.Setting;
import hotpath.platform.Spelling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options that {@code run} and {@code flags} share: for the VM, the guest's properties and its
 * class path. They come from the environment variable HOTPATH_OPTIONS and then from the command
 * line, in one syntax.
 */
final class VmArguments {
  private static final List<String> KNOWN =
      Stream.concat(
              List.of(
                  "-cp",
                  "-classpath",
                  "--class-path",
                  "-jar",
                  "-D",
                  "-Xmx",
                  "-Xms",
                  "-Xss",
                  "-Xint",
                  "--properties",
                  "--dump-traces",
                  "--perf-map",
                  "--jitdump",
                  "--fuel",
                  "--time",
                  "--stats",
                  "--disable-@files",
                  "--help")
                  .stream(),
              Stream.concat(AssertionRules.options().stream(), GrantOption.words().stream()))
          .toList();

  private final List<Setting> settings = new ArrayList<>();
  private final Map<String, String> properties = new HashMap<>();
  private final List<String> assertions = new ArrayList<>();
  private Grants grants = Grants.NONE;
  private @Nullable String classPath;

  /** Takes the options in HOTPATH_OPTIONS. */
  void environment(@Nullable String variable) {
    if (variable == null) {
      return;
    }
    Words words = new Words(ArgumentFile.words(variable));
    for (String word; (word = words.next()) != null; ) {
      if (!accept(word, words, Origin.ENVIRONMENT)) {
        throw new UsageException(
            word.startsWith("-") && !word.equals("-jar")
                ? Origin.ENVIRONMENT.where() + ": " + unknown(word)
                : Origin.ENVIRONMENT.where() + " may hold options only, not " + word);
      }
    }
  }

  /**
   * Takes one option, and of the words behind it what belongs to it.
   *
   * @return whether it is an option of this sort
   */
  boolean accept(String word, Words words, Origin origin) {
    switch (word) {
      case "-cp", "-classpath", "--class-path" ->
          classPath = words.argumentOf(word, "a class path");
      case "-Xint" -> set("jit", "off", named(origin, word));
      case "--stats" -> set("stats", "on", named(origin, word));
      case "--perf-map" -> set("perfMap", "on", named(origin, word));
      case "--disable-@files" -> words.stopExpanding();
      case "--properties", "--dump-traces", "--jitdump", "--fuel", "--time" ->
          throw new UsageException(word + " needs a value: " + word + "=" + valueOf(word));
      default -> {
        return acceptWithValue(word, origin);
      }
    }
    return true;
  }

  private static String valueOf(String word) {
    return switch (word) {
      case "--properties" -> "FILE";
      case "--fuel" -> "N";
      case "--time" -> "SECONDS";
      default -> "DIR";
    };
  }

  private boolean acceptGrant(String word) {
    GrantOption option = GrantOption.of(word);
    if (option == null) {
      return false;
    }
    grants = grants.with(option, word);
    return true;
  }

  private boolean acceptWithValue(String word, Origin origin) {
    if (word.startsWith("-D")) {
      property(word, origin);
    } else if (word.startsWith("-Xmx")) {
      set("heapSize", word.substring(4), named(origin, "-Xmx"));
    } else if (word.startsWith("-Xms")) {
      set("initialHeapSize", word.substring(4), named(origin, "-Xms"));
    } else if (word.startsWith("-Xss")) {
      set("stackSize", word.substring(4), named(origin, "-Xss"));
    } else if (word.startsWith("--class-path=")) {
      classPath = word.substring("--class-path=".length());
    } else if (word.startsWith("--properties=")) {
      settings.addAll(OptionFile.read(Path.of(word.substring("--properties=".length()))));
    } else if (word.startsWith("--dump-traces=")) {
      folder("dumpTraces", word, named(origin, "--dump-traces"));
    } else if (word.startsWith("--jitdump=")) {
      folder("jitDump", word, named(origin, "--jitdump"));
    } else if (word.startsWith("--fuel=")) {
      set("fuel", word.substring("--fuel=".length()), named(origin, "--fuel"));
    } else if (word.startsWith("--time=")) {
      set("time", word.substring("--time=".length()), named(origin, "--time"));
    } else if (AssertionRules.isRule(word)) {
      assertions.add(word);
    } else {
      return acceptGrant(word);
    }
    return true;
  }

  /** Sets an option that names a folder by a word {@code --option=DIR}. */
  private void folder(String option, String word, Origin origin) {
    int equals = word.indexOf('=');
    if (equals == word.length() - 1) {
      throw new UsageException(
          word.substring(0, equals) + " needs a value: " + word.substring(0, equals) + "=DIR");
    }
    set(option, word.substring(equals + 1), origin);
  }

  private void property(String word, Origin origin) {
    int equals = word.indexOf('=');
    String name = word.substring(2, equals < 0 ? word.length() : equals);
    String value = equals < 0 ? "" : word.substring(equals + 1);
    if (name.isEmpty()) {
      throw new UsageException("-D needs a property: -DNAME=VALUE");
    }
    if (name.startsWith(Option.PREFIX)) {
      settings.add(Setting.ofProperty(name, value, origin));
    } else {
      properties.put(name, value);
    }
  }

  private void set(String name, String value, Origin origin) {
    settings.add(new Setting(name, value, origin));
  }

  /** Messages name the word that the user wrote. */
  private static Origin named(Origin origin, String word) {
    return new Origin(
        origin.source(),
        origin.source() == Source.COMMAND_LINE ? word : origin.where() + " " + word);
  }

  /** A line for an option that does not exist. */
  static String unknown(String word) {
    int equals = word.indexOf('=');
    String near = Spelling.nearest(equals < 0 ? word : word.substring(0, equals), KNOWN);
    String line = "unknown option " + word;
    return near == null ? line : line + ". Did you mean " + near + "?";
  }

  Options options() {
    return Options.of(settings);
  }

  Map<String, String> properties() {
    return properties;
  }

  AssertionRules assertions() {
    return new AssertionRules(assertions);
  }

  Grants grants() {
    return grants;
  }

  @Nullable String classPath() {
    return classPath;
  }
}
