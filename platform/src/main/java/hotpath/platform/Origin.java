package hotpath.platform;

/**
 * Where the value of an option was set.
 *
 * @param where for messages: {@code hotpath.properties:3}, {@code HOTPATH_OPTIONS}
 */
public record Origin(Source source, String where) {
  /** The places where options are set; what stands later here wins over what stands earlier. */
  public enum Source {
    DEFAULT,
    FILE,
    ENVIRONMENT,
    COMMAND_LINE,
    EMBEDDER
  }

  public static final Origin DEFAULT = new Origin(Source.DEFAULT, "default");
  public static final Origin ENVIRONMENT =
      new Origin(Source.ENVIRONMENT, HostEnvironment.OPTIONS_VARIABLE);
  public static final Origin COMMAND_LINE = new Origin(Source.COMMAND_LINE, "command line");
  public static final Origin EMBEDDER = new Origin(Source.EMBEDDER, "embedder");

  public static Origin file(String file, int line) {
    return new Origin(Source.FILE, file + ":" + line);
  }
}
