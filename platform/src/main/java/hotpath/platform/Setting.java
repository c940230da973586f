package hotpath.platform;

/**
 * That somebody gave an option a value; not checked yet.
 *
 * @param name without {@link Option#PREFIX}; perhaps of no option
 * @param value as written
 */
public record Setting(String name, String value, Origin origin) {
  /** The setting of a property, whose name may begin with {@link Option#PREFIX}. */
  public static Setting ofProperty(String property, String value, Origin origin) {
    return new Setting(
        property.startsWith(Option.PREFIX) ? property.substring(Option.PREFIX.length()) : property,
        value,
        origin);
  }
}
