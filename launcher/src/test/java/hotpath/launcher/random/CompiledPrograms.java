package hotpath.launcher.random;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Random programs compiled together by {@code javac} into a folder, and what {@code java} makes of
 * their class files: the JVM that runs the tests.
 */
public final class CompiledPrograms {
  private final Path folder;

  private CompiledPrograms(Path folder) {
    this.folder = folder;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(RandomProgram program) {
      super(URI.create("string:///" + program.name() + ".java"), Kind.SOURCE);
      text = program.text();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /**
   * Compiles programs.
   *
   * @throws IllegalArgumentException if one is wrong Java, with what the compiler says
   */
  public static CompiledPrograms compile(List<RandomProgram> programs, Path folder)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of("-d", folder.toString(), "-proc:none", "-nowarn", "-Xlint:none", "-g");
      List<? extends JavaFileObject> sources = programs.stream().map(Source::new).toList();
      if (!compiler.getTask(messages, files, null, options, null, sources).call()) {
        throw new IllegalArgumentException(messages.toString());
      }
    }
    return new CompiledPrograms(folder);
  }

  /** Class files of a program, by internal name. */
  public Map<String, byte[]> classes(RandomProgram program) throws IOException {
    Map<String, byte[]> classes = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString().replaceFirst("\\.class$", "");
        if (name.equals(program.name()) || name.startsWith(program.name() + "$")) {
          classes.put(name, Files.readAllBytes(file));
        }
      }
    }
    return classes;
  }

  /** What {@code java} prints. */
  public String expected(RandomProgram program) throws IOException, ReflectiveOperationException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      return (String) loader.loadClass(program.name()).getMethod("run").invoke(null);
    }
  }
}
