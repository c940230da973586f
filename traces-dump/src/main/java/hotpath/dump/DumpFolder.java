package hotpath.dump;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The names of files in a dump, and how they are written: each goes to a temporary file that is
 * renamed, so that a reader never sees half of one.
 */
final class DumpFolder {
  static final String VM = "vm.json";
  static final String EVENTS = "events.jsonl";
  private static final String TRACE_PREFIX = "trace-";
  private static final String SUFFIX = ".json";
  private static final String TEMPORARY = ".tmp";

  private final Path path;

  DumpFolder(Path path) {
    this.path = path;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  Path trace(int id) {
    return path.resolve(TRACE_PREFIX + id + SUFFIX);
  }

  /** The numbers of all traces, ascending. */
  List<Integer> traces() throws IOException {
    List<Integer> ids = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        int id = id(file.getFileName().toString());
        if (id >= 0) {
          ids.add(id);
        }
      }
    }
    ids.sort(null);
    return ids;
  }

  /** -1 if the file is no trace. */
  private static int id(String name) {
    if (!name.startsWith(TRACE_PREFIX) || !name.endsWith(SUFFIX)) {
      return -1;
    }
    String digits = name.substring(TRACE_PREFIX.length(), name.length() - SUFFIX.length());
    return digits.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(digits) : -1;
  }

  /** Makes the folder if there is none, and removes the dump that was in it. */
  void clear() throws IOException {
    Files.createDirectories(path);
    for (int id : traces()) {
      Files.delete(trace(id));
    }
    Files.deleteIfExists(file(EVENTS));
    Files.deleteIfExists(file(VM));
  }

  void write(Path file, byte[] content) throws IOException {
    Path temporary = path.resolve(file.getFileName() + TEMPORARY);
    Files.write(temporary, content);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** An exception of the host's files, in words that follow a file's name. */
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "does not exist";
      case NotDirectoryException file -> "is no folder";
      case FileAlreadyExistsException file -> "is no folder";
      case AccessDeniedException denied -> "may not be accessed";
      case FileSystemException other when other.getReason() != null ->
          "cannot be used: " + other.getReason();
      default -> "cannot be used";
    };
  }
}
