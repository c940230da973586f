package hotpath.interpreter.vm;

import org.jspecify.annotations.Nullable;

/**
 * Where a file is.
 *
 * @param folder an open folder that a relative path starts at; null for the process's own folder
 * @param path as the operating system has it: bytes, none of them 0
 * @param follow whether a symbolic link at the end of the path stands for its target
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares places.
public record FilePlace(@Nullable HostNode folder, byte[] path, boolean follow) {
  public static FilePlace of(byte[] path) {
    return new FilePlace(null, path, true);
  }

  /** The link itself, if the path ends in one. */
  public static FilePlace noFollow(byte[] path) {
    return new FilePlace(null, path, false);
  }
}
