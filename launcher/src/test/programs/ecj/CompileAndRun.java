import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;

/** The Eclipse compiler compiles a class, which then runs; and reports what is wrong in another. */
public final class CompileAndRun {
  private static final String GOOD =
      """
      import java.util.*;
      import java.util.function.*;
      public class Good {
        interface Shape { double area(); }
        record Square(double side) implements Shape { public double area() { return side * side; } }
        enum Level { LOW, HIGH; Level other() { return this == LOW ? HIGH : LOW; } }
        static <T extends Comparable<T>> T largest(List<T> list) {
          T best = list.get(0);
          for (T each : list) if (each.compareTo(best) > 0) best = each;
          return best;
        }
        static String kind(Object o) {
          return switch (o) {
            case Square s when s.side() > 2 -> "large " + s;
            case Square s -> "small";
            case String s -> "text of " + s.length();
            default -> "other";
          };
        }
        public static String run() {
          StringBuilder out = new StringBuilder();
          IntFunction<Supplier<Integer>> adder = a -> () -> a + 1;
          out.append(adder.apply(4).get()).append(largest(List.of("b", "c", "a")));
          out.append(kind(new Square(3))).append(kind("four")).append(Level.LOW.other());
          int[][] grid = new int[3][4];
          outer: for (int i = 0; i < 3; i++) for (int j = 0; j < 4; j++) {
            if (i * j == 4) break outer;
            grid[i][j] = i ^ j;
          }
          try { Object o = "x"; Integer n = (Integer) o; } catch (ClassCastException e) { out.append("cast"); }
          finally { out.append(Arrays.deepToString(grid)); }
          return out.toString();
        }
      }
      """;

  private static final String BAD =
      """
      public class Bad {
        int a = "text";
        void m() { undefined(); int unused; return 1; }
        String s() { }
      """;

  private CompileAndRun() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("ecj");
    try {
      Files.writeString(folder.resolve("Good.java"), GOOD);
      Files.writeString(folder.resolve("Bad.java"), BAD);
      System.out.println(compile(folder, "Good.java"));
      try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
        System.out.println(loader.loadClass("Good").getMethod("run").invoke(null));
      }
      System.out.println(compile(folder, "Bad.java"));
    } finally {
      delete(folder);
    }
  }

  private static String compile(Path folder, String file) {
    StringWriter messages = new StringWriter();
    PrintWriter out = new PrintWriter(messages);
    String[] line = {
      "-21", "-proc:none", "-g", "-d", folder.toString(), folder.resolve(file).toString()
    };
    boolean good = BatchCompiler.compile(line, out, out, null);
    return good + "\n" + messages.toString().replace(folder.toString(), "");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.delete(file);
      }
    }
  }
}
