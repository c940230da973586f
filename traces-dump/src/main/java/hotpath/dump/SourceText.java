package hotpath.dump;

import hotpath.platform.CodePosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The source lines of a program, as far as its files are found: below a folder by the names of
 * classes, or in the single file that was run. What is not found is an empty text.
 */
public final class SourceText {
  private final List<Path> folders;
  private final VmFile.Program program;
  private final Map<String, List<String>> files = new HashMap<>();

  /**
   * @param folders with the packages of the program as folders in them
   */
  public SourceText(List<Path> folders, VmFile.Program program) {
    this.folders = List.copyOf(folders);
    this.program = program;
  }

  /** The line without the spaces around it; empty if it is not known. */
  String line(CodePosition position) {
    List<String> lines = files.computeIfAbsent(topLevel(position.className()), this::read);
    int line = position.line();
    return line < 1 || line > lines.size() ? "" : lines.get(line - 1).strip();
  }

  private static String topLevel(String className) {
    int dollar = className.indexOf('$');
    return dollar <= 0 ? className : className.substring(0, dollar);
  }

  private static String packageOf(String className) {
    return className.substring(0, className.lastIndexOf('.') + 1);
  }

  private List<String> read(String className) {
    for (Path folder : folders) {
      Path file = folder.resolve(className.replace('.', '/') + ".java");
      if (Files.isRegularFile(file)) {
        return read(file);
      }
    }
    // All classes of a program in one file are from there, whatever their names.
    String source = program.source();
    return source != null && packageOf(className).equals(packageOf(program.mainClass()))
        ? read(Path.of(source))
        : List.of();
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // gone, or in another encoding: the report does without
    }
  }
}
