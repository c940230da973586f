package hotpath.launcher;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The options that grant the guest something of the host: the one table of them. */
enum GrantOption {
  READ("--allow-read", "DIR", "files in DIR (or the file DIR) may be read; repeatable"),
  WRITE("--allow-write", "DIR", "files there may be changed, made and deleted; repeatable"),
  ENVIRONMENT("--allow-env", null, "environment variables may be read"),
  ALL("--allow-all", null, "all of these");

  private static final String NETWORK = "--allow-net";

  private final String word;
  private final @Nullable String value;
  private final String effect;

  GrantOption(String word, @Nullable String value, String effect) {
    this.word = word;
    this.value = value;
    this.effect = effect;
  }

  static List<String> words() {
    return Stream.of(values()).map(each -> each.word).toList();
  }

  /** Lines of the help text. */
  static String help() {
    StringBuilder text = new StringBuilder();
    for (GrantOption each : values()) {
      text.append("  %-36s %s%n".formatted(each.spelling(), each.effect));
    }
    return text.toString();
  }

  private String spelling() {
    return value == null ? word : word + "=" + value;
  }

  /**
   * The option that a word of the command line is; null if it is none of these.
   *
   * @throws UsageException if it is one, but wrong
   */
  static @Nullable GrantOption of(String given) {
    int equals = given.indexOf('=');
    String name = equals < 0 ? given : given.substring(0, equals);
    if (name.equals(NETWORK)) {
      throw new UsageException(NETWORK + ": sockets are not supported");
    }
    for (GrantOption each : values()) {
      if (each.word.equals(name)) {
        each.check(equals < 0 ? null : given.substring(equals + 1));
        return each;
      }
    }
    return null;
  }

  private void check(@Nullable String given) {
    if (value == null && given != null) {
      throw new UsageException(word + " takes no value");
    }
    if (value != null && (given == null || given.isEmpty())) {
      throw new UsageException(word + " needs a value: " + spelling());
    }
  }

  /** The value in a word that is this option. */
  String valueIn(String given) {
    return given.substring(word.length() + 1);
  }
}
