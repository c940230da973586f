package hotpath.interpreter.natives;

import hotpath.interpreter.vm.HostFailure;
import hotpath.interpreter.vm.HostFiles;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * {@code File.getCanonicalPath}: links are resolved in the longest part of an absolute path that
 * exists, the rest is taken by its words, as the library's native code does it. Where nothing may
 * be read, all of it is.
 */
final class CanonicalPath {
  private CanonicalPath() {}

  static String of(String path, HostFiles files, Charset charset) {
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      try {
        byte[] real = files.realPath(path.substring(0, end).getBytes(charset));
        return words(new String(real, charset) + path.substring(end));
      } catch (HostFailure e) {
        if (e.missingGrant() != null) {
          return words(path);
        }
      }
    }
    return words(path);
  }

  private static String words(String path) {
    Deque<String> words = new ArrayDeque<>();
    for (String word : path.split("/")) {
      switch (word) {
        case "", "." -> {}
        case ".." -> words.pollLast();
        default -> words.add(word);
      }
    }
    return "/" + String.join("/", words);
  }
}
