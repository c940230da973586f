package hotpath.interpreter.natives.host;

import hotpath.interpreter.vm.Errno;
import hotpath.interpreter.vm.FilePlace;
import hotpath.interpreter.vm.FileStatus;
import hotpath.interpreter.vm.HostFailure;
import hotpath.interpreter.vm.HostFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which file a path means, word by word as the operating system does it: links on the way
 * are followed, {@code ..} is the parent of where they led.
 *
 * <p>Paths are strings of bytes: each char is one, so that no file name is lost to an encoding.
 */
final class PathWalk {
  private static final int MOST_LINKS = 40;

  private final HostFiles files;
  private final String currentFolder;

  /** A folder on the way, by its real path; may refuse. */
  interface Visitor {
    void pass(String realFolder) throws HostFailure;
  }

  PathWalk(HostFiles files, String currentFolder) {
    this.files = files;
    this.currentFolder = currentFolder;
  }

  /** As bytes of the operating system. */
  static byte[] bytes(String path) {
    return path.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String ofBytes(byte[] path) {
    return new String(path, StandardCharsets.ISO_8859_1);
  }

  /** A path that somebody wrote. */
  static String text(String path) {
    return ofBytes(path.getBytes(StandardCharsets.UTF_8));
  }

  /** A path for somebody to read. */
  static String display(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  String absolute(String path) {
    return path.startsWith("/") ? path : currentFolder + "/" + path;
  }

  /** An absolute path without {@code .} and {@code ..}; links are not looked at. */
  String byWords(String path) {
    Deque<String> words = new ArrayDeque<>();
    for (String word : absolute(path).split("/")) {
      switch (word) {
        case "", "." -> {}
        case ".." -> words.pollLast();
        default -> words.add(word);
      }
    }
    return "/" + String.join("/", words);
  }

  /**
   * The real path of a file, which need not exist, but its folder must.
   *
   * @param followLast whether a link at the end is followed
   */
  String resolve(String path, boolean followLast, Visitor visitor) throws HostFailure {
    if (path.isEmpty() || path.indexOf('\0') >= 0) {
      throw failure(Errno.ENOENT);
    }
    Deque<String> words = words(absolute(path));
    String at = "/";
    int links = 0;
    while (!words.isEmpty()) {
      String word = words.remove();
      visitor.pass(at);
      if (word.equals(".") || word.equals("..")) {
        at = word.equals(".") ? at : parent(at);
        continue;
      }
      String next = at.equals("/") ? at + word : at + "/" + word;
      FileStatus status = statusOrMissing(next, words.isEmpty(), visitor);
      if (status == null) {
        return next;
      }
      if (status.isLink() && (followLast || !words.isEmpty())) {
        if (++links > MOST_LINKS) {
          visitor.pass(next);
          throw failure(Errno.ELOOP);
        }
        String target = ofBytes(files.readLink(bytes(next)));
        at = target.startsWith("/") ? "/" : at;
        List<String> more = List.copyOf(words(target));
        more.reversed().forEach(words::addFirst);
      } else {
        if (!status.isFolder() && !words.isEmpty()) {
          visitor.pass(next);
          throw failure(Errno.ENOTDIR);
        }
        at = next;
      }
    }
    return at;
  }

  /** Null for a file that may be made: all but the file itself is there. */
  private @Nullable FileStatus statusOrMissing(String path, boolean isLast, Visitor visitor)
      throws HostFailure {
    try {
      return files.status(FilePlace.noFollow(bytes(path)));
    } catch (HostFailure e) {
      if (isLast && e.errno() == Errno.ENOENT) {
        return null;
      }
      // Why it failed is told to those only who may know of the path.
      visitor.pass(path);
      throw e;
    }
  }

  /** The words of a path; a slash at the end asks for a folder, as a {@code .} does. */
  private static Deque<String> words(String path) {
    Deque<String> words = new ArrayDeque<>();
    Arrays.stream(path.split("/")).filter(word -> !word.isEmpty()).forEach(words::add);
    if (path.endsWith("/") && !words.isEmpty()) {
      words.add(".");
    }
    return words;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  private HostFailure failure(int errno) {
    return new HostFailure(errno, files.message(errno));
  }
}
