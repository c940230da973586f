package hotpath.platform;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Settings in a properties file, in UTF-8. Names may have the prefix {@code hotpath.} or not.
 *
 * <p>{@link Properties} knows the syntax but not the line of a property, which a message must name;
 * so logical lines are found here, and each is given to a Properties of its own.
 */
public final class OptionFile {
  private OptionFile() {}

  /**
   * Reads a file.
   *
   * @throws OptionException if it cannot be read or is no properties file; names and values are not
   *     checked
   */
  public static List<Setting> read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new OptionException("properties file " + file + " does not exist");
    } catch (CharacterCodingException e) {
      throw new OptionException("properties file " + file + " is not in UTF-8");
    } catch (IOException e) {
      throw new OptionException("properties file " + file + " cannot be read");
    }
    return parse(lines, file.toString());
  }

  static List<Setting> parse(List<String> lines, String file) {
    List<Setting> settings = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int first = i;
      StringBuilder logical = new StringBuilder(lines.get(i));
      while (!isComment(lines.get(first)) && endsInBackslash(logical) && i + 1 < lines.size()) {
        logical.append('\n').append(lines.get(++i));
      }
      Origin origin = Origin.file(file, first + 1);
      Properties properties = new Properties();
      try {
        properties.load(new StringReader(logical.toString()));
      } catch (IOException | IllegalArgumentException e) {
        throw new OptionException(origin.where() + " is no property");
      }
      for (String name : properties.stringPropertyNames()) {
        settings.add(Setting.ofProperty(name, properties.getProperty(name).strip(), origin));
      }
    }
    return settings;
  }

  private static boolean isComment(String line) {
    String text = line.stripLeading();
    return text.startsWith("#") || text.startsWith("!");
  }

  /** An odd number of backslashes: the last one is not itself escaped. */
  private static boolean endsInBackslash(CharSequence line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
