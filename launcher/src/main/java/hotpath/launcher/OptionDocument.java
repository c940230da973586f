package hotpath.launcher;

import hotpath.platform.Option;
import hotpath.platform.OptionCategory;

/** The option table as docs/options.md has it; a test compares the two. */
final class OptionDocument {
  private static final String HEAD =
      """
      # Options

      Generated from the table in `hotpath.platform.Option` by `hotpath flags --markdown`; do not edit.

      Each option can be set on the command line as `-Dhotpath.NAME=VALUE`, in a properties file
      (`--properties=FILE`, with or without the prefix `hotpath.`), and in the environment variable
      `HOTPATH_OPTIONS`, which holds words as on the command line. The command line wins over the
      environment, and that over the file. Flags are `on` or `off` (`true` and `false` are understood);
      sizes take k, m, g and t. A value out of range is an error: nothing is adjusted.
      `hotpath flags` prints the values in effect and where each was set.
      """;

  private OptionDocument() {}

  static String text() {
    StringBuilder text = new StringBuilder(HEAD);
    for (OptionCategory category : OptionCategory.values()) {
      text.append("\n## ").append(category.title()).append("\n\n");
      text.append("| option | default | allowed | effect |\n|---|---|---|---|\n");
      for (Option option : Option.values()) {
        if (option.category() == category) {
          String byDefault = option.defaultValue().text();
          text.append("| `")
              .append(option.text())
              .append("` | ")
              .append(byDefault.isEmpty() ? "" : "`" + byDefault + "`")
              .append(" | ")
              .append(option.type().range())
              .append(" | ")
              .append(option.effect())
              .append(" |\n");
        }
      }
    }
    return text.toString();
  }
}
