package hotpath.launcher;

import hotpath.dump.Json;
import hotpath.dump.OptionRow;
import hotpath.dump.Style;
import hotpath.dump.TextTable;
import hotpath.platform.HostEnvironment;
import hotpath.platform.Option;
import hotpath.platform.OptionCategory;
import hotpath.platform.OptionException;
import hotpath.platform.Options;
import hotpath.platform.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code hotpath flags}: the options with their values and where these come from. It takes the
 * options of {@code run}, and so shows what a run would get.
 */
final class FlagsCommand {
  private final Streams streams;
  private final Map<String, String> environment;

  FlagsCommand(Streams streams, Map<String, String> environment) {
    this.streams = streams;
    this.environment = environment;
  }

  int run(List<String> commandLine) {
    VmArguments arguments = new VmArguments();
    arguments.environment(environment.get(HostEnvironment.OPTIONS_VARIABLE));
    Words words = new Words(commandLine);
    String explained = null;
    boolean json = false;
    boolean markdown = false;
    for (String word; (word = words.next()) != null; ) {
      switch (word) {
        case "--json" -> json = true;
        case "--markdown" -> markdown = true;
        case "--explain" -> explained = words.argumentOf(word, "the name of an option");
        default -> {
          if (word.startsWith("--explain=")) {
            explained = word.substring("--explain=".length());
          } else if (!arguments.accept(word, words, Origin.COMMAND_LINE)) {
            throw new UsageException(VmArguments.unknown(word));
          }
        }
      }
    }
    streams.out().print(text(arguments.options(), explained, json, markdown));
    return ExitCode.DONE;
  }

  private static String text(
      Options options, @Nullable String explained, boolean json, boolean markdown) {
    if (explained != null) {
      return explain(options, option(explained));
    }
    if (json) {
      return new String(new Json().document(OptionRow.of(options)), StandardCharsets.UTF_8);
    }
    return markdown ? OptionDocument.text() : table(options);
  }

  private static Option option(String name) {
    String plain = name.startsWith(Option.PREFIX) ? name.substring(Option.PREFIX.length()) : name;
    Option option = Option.named(plain);
    if (option == null) {
      throw OptionException.unknown(plain, new Origin(Origin.Source.COMMAND_LINE, "--explain"));
    }
    return option;
  }

  private static String explain(Options options, Option option) {
    String unit = option.type().unit();
    return Option.PREFIX
        + option.text()
        + "="
        + options.text(option)
        + "\n  "
        + option.effect()
        + "\n\n  type     "
        + option.type().kind()
        + (unit.isEmpty() ? "" : ", in " + unit)
        + "\n  allowed  "
        + option.type().range()
        + "\n  default  "
        + (option.defaultValue().text().isEmpty() ? "(empty)" : option.defaultValue().text())
        + "\n  set by   "
        + options.origin(option).where()
        + "\n";
  }

  private static String table(Options options) {
    StringBuilder text = new StringBuilder();
    for (OptionCategory category : OptionCategory.values()) {
      text.append(text.isEmpty() ? "" : "\n").append(category.title()).append('\n');
      TextTable table = new TextTable("option", ">value", "allowed", "set by");
      for (Option option : Option.values()) {
        if (option.category() == category) {
          table.add(
              option.text(),
              options.text(option),
              option.type().range(),
              options.origin(option).where());
        }
      }
      text.append(table.text(Style.PLAIN, 2));
    }
    return text.toString();
  }
}
