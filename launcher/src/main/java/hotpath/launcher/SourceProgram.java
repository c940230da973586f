package hotpath.launcher;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * A program in one source file, compiled in memory by the JDK's own compiler. As {@code java} does,
 * it starts with the first class of the file.
 *
 * @param classes class files by internal name
 */
record SourceProgram(String mainClass, Map<String, byte[]> classes) {
  /** As the JDK's source launcher has them; but strings are joined without invokedynamic. */
  private static final List<String> OPTIONS =
      List.of(
          "-XDstringConcat=inline",
          "-proc:none",
          "-Xdiags:verbose",
          "-Xlint:deprecation",
          "-Xlint:unchecked",
          "-Xlint:-options");

  /**
   * Compiles a file.
   *
   * @param err for the compiler's messages
   */
  static SourceProgram compile(String file, String classPath, PrintStream err)
      throws StartException {
    Path path = Path.of(file);
    if (!Files.isRegularFile(path)) {
      throw new StartException("error: file not found: " + file);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new StartException("error: this Java has no compiler (module jdk.compiler)");
    }
    PrintWriter messages = new PrintWriter(err, true, err.charset());
    try (StandardJavaFileManager files =
            compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        MemoryFiles memory = new MemoryFiles(files)) {
      files.setLocation(StandardLocation.CLASS_PATH, entries(classPath));
      files.setLocation(StandardLocation.SOURCE_PATH, List.of());
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  messages, memory, null, OPTIONS, null, files.getJavaFileObjects(path));
      FirstClass first = new FirstClass();
      task.addTaskListener(first);
      boolean compiled = task.call();
      messages.flush();
      if (!compiled) {
        throw new StartException("error: compilation failed");
      }
      String name = first.name;
      if (name == null) {
        throw new StartException("error: no class declared in source file");
      }
      return new SourceProgram(name, memory.classes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<File> entries(String classPath) {
    List<File> entries = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      if (!entry.isEmpty()) {
        entries.add(new File(entry));
      }
    }
    return entries;
  }

  /** Hears of the parsed file, and remembers the first class in it. */
  private static final class FirstClass implements TaskListener {
    private @Nullable String name;

    @Override
    public void finished(TaskEvent event) {
      if (event.getKind() != TaskEvent.Kind.PARSE || name != null) {
        return;
      }
      ExpressionTree packageName = event.getCompilationUnit().getPackageName();
      for (Tree tree : event.getCompilationUnit().getTypeDecls()) {
        if (tree instanceof ClassTree first) {
          String simple = first.getSimpleName().toString();
          name = packageName == null ? simple : packageName + "." + simple;
          return;
        }
      }
    }
  }

  /** Keeps the class files that the compiler writes. */
  private static final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();

    MemoryFiles(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location,
        String className,
        JavaFileObject.Kind kind,
        @Nullable FileObject sibling) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      written.put(className.replace('.', '/'), content);
      return new SimpleJavaFileObject(URI.create("memory:///" + written.size()), kind) {
        @Override
        public OutputStream openOutputStream() {
          return content;
        }
      };
    }

    Map<String, byte[]> classes() {
      Map<String, byte[]> classes = new LinkedHashMap<>();
      written.forEach((name, content) -> classes.put(name, content.toByteArray()));
      return classes;
    }
  }
}
