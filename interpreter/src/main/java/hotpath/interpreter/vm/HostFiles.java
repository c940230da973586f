package hotpath.interpreter.vm;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The files of the host, by path names. Errors carry the operating system's text, such as {@code No
 * such file or directory}.
 */
public interface HostFiles {
  /** Attribute bits of a path, as {@code java.io.FileSystem} numbers them. */
  int EXISTS = 1;

  int REGULAR = 2;
  int DIRECTORY = 4;

  /** How to open a file. */
  enum Mode {
    READ,
    /** Makes the file or empties it. */
    WRITE,
    APPEND,
    /** Makes the file if there is none. */
    READ_WRITE
  }

  HostFile open(String path, Mode mode) throws IOException;

  /** {@link #EXISTS} and so on; 0 for none. */
  int attributes(String path);

  /** Whether all rights (4 read, 2 write, 1 execute) are given. */
  boolean hasAccess(String path, int rights);

  long length(String path);

  /** Milliseconds since 1970, 0 if there is no file. */
  long lastModified(String path);

  boolean setLastModified(String path, long millis);

  boolean setAccess(String path, int rights, boolean enable, boolean ownerOnly);

  /** False if it exists already. */
  boolean create(String path) throws IOException;

  boolean delete(String path);

  String @Nullable [] list(String path);

  boolean createDirectory(String path);

  boolean rename(String from, String to);

  String canonical(String path) throws IOException;

  /** Bytes of the file store: 0 all, 1 free, 2 usable. */
  long space(String path, int which);
}
