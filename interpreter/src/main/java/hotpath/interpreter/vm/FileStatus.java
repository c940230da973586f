package hotpath.interpreter.vm;

import org.jspecify.annotations.Nullable;

/**
 * What {@code stat} says about a file.
 *
 * @param mode type and permissions
 * @param birthTime null where the file system does not know it
 */
public record FileStatus(
    int mode,
    long inode,
    long device,
    long deviceOfNode,
    int links,
    int user,
    int group,
    long size,
    Time accessTime,
    Time modifiedTime,
    Time changeTime,
    @Nullable Time birthTime) {
  private static final int TYPE = 0170000;
  private static final int FOLDER = 0040000;
  private static final int REGULAR = 0100000;
  private static final int LINK = 0120000;

  /** A time since 1970. */
  public record Time(long seconds, int nanos) {}

  public boolean isFolder() {
    return (mode & TYPE) == FOLDER;
  }

  public boolean isRegular() {
    return (mode & TYPE) == REGULAR;
  }

  public boolean isLink() {
    return (mode & TYPE) == LINK;
  }
}
