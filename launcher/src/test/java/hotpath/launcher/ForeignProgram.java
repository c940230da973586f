package hotpath.launcher;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A program of others with the small main that drives it: a row of {@code programs.txt}.
 *
 * @param name of the folder with the main
 * @param mainClass the main's class
 * @param jars its jars, by the starts of their names
 * @param exercises what running it says something about
 */
record ForeignProgram(String name, String mainClass, List<String> jars, String exercises) {
  private static final Path SOURCES = Path.of("src", "test", "programs");
  private static final Path ARTIFACTS = Path.of("target", "artifacts");

  static List<ForeignProgram> all() throws IOException {
    List<ForeignProgram> programs = new ArrayList<>();
    for (String line : Files.readAllLines(SOURCES.resolve("programs.txt"))) {
      if (!line.startsWith("#") && !line.isBlank()) {
        String[] row = line.split("\\|");
        programs.add(
            new ForeignProgram(
                row[0].strip(),
                row[1].strip(),
                List.of(row[2].strip().split(" ")),
                row[3].strip()));
      }
    }
    return programs;
  }

  /** Files of the jars, in the order of their starts; Maven has copied them. */
  List<Path> jarFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String start : jars) {
      int before = files.size();
      try (DirectoryStream<Path> found = Files.newDirectoryStream(ARTIFACTS, start + "*.jar")) {
        found.forEach(files::add);
      }
      if (files.size() != before + 1) {
        throw new IllegalStateException(
            (files.size() - before) + " jars in " + ARTIFACTS + " start with " + start);
      }
    }
    return files;
  }

  /**
   * Compiles the main into a folder.
   *
   * @return the class path of the program
   * @throws IllegalArgumentException if it is wrong Java, with what the compiler says
   */
  String compile(Path folder) throws IOException {
    List<String> path = new ArrayList<>();
    path.add(folder.toString());
    for (Path jar : jarFiles()) {
      path.add(jar.toAbsolutePath().toString());
    }
    String classPath = String.join(":", path);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files =
            compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        DirectoryStream<Path> found = Files.newDirectoryStream(SOURCES.resolve(name), "*.java")) {
      List<String> options =
          List.of(
              "-d", folder.toString(), "-cp", classPath, "-proc:none", "-nowarn", "-Xlint:none");
      List<Path> sources = new ArrayList<>();
      found.forEach(sources::add);
      var units = files.getJavaFileObjectsFromPaths(sources);
      if (!compiler.getTask(messages, files, null, options, null, units).call()) {
        throw new IllegalArgumentException(messages.toString());
      }
    }
    return classPath;
  }
}
