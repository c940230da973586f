package hotpath.launcher;

import java.util.ArrayList;
import java.util.List;

/**
 * What the command line grants the guest of the host, beside standard streams, the clock and its
 * own class path.
 *
 * @param all everything; the rest does not matter then
 * @param read files and folders that may be read
 * @param write files and folders that may be changed
 * @param environment whether environment variables may be read
 */
public record Grants(boolean all, List<String> read, List<String> write, boolean environment) {
  public static final Grants NONE = new Grants(false, List.of(), List.of(), false);
  public static final Grants ALL = new Grants(true, List.of(), List.of(), true);

  public Grants {
    read = List.copyOf(read);
    write = List.copyOf(write);
  }

  /** With what one more option grants. */
  Grants with(GrantOption option, String word) {
    return switch (option) {
      case READ -> new Grants(all, plus(read, option.valueIn(word)), write, environment);
      case WRITE -> new Grants(all, read, plus(write, option.valueIn(word)), environment);
      case ENVIRONMENT -> new Grants(all, read, write, true);
      case ALL -> new Grants(true, read, write, true);
    };
  }

  private static List<String> plus(List<String> paths, String path) {
    List<String> more = new ArrayList<>(paths);
    more.add(path);
    return more;
  }
}
