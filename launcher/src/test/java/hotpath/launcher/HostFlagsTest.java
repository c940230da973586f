package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The host's JVM has nothing to say about a good program: all that is restricted (native access,
 * above all) happens in the modules that are allowed to. Other tests cannot see this, since they
 * run without modules.
 */
class HostFlagsTest {
  /** Needs a leaf routine of each sort: mathematics, remainder, switch, interface, type check. */
  private static final String PROGRAM =
      """
      import java.util.List;

      class Quiet {
        interface Shape {
          double area();
        }

        record Circle(double radius) implements Shape {
          public double area() {
            return Math.PI * radius * radius;
          }
        }

        record Square(double side) implements Shape {
          public double area() {
            return side * side;
          }
        }

        static int pick(int key) {
          return switch (key) {
            case 1 -> 10;
            case 1000 -> 20;
            case 100_000 -> 30;
            case 10_000_000 -> 40;
            default -> 50;
          };
        }

        public static void main(String[] arguments) {
          List<Shape> shapes = List.of(new Circle(1), new Square(2));
          double sum = 0;
          int picked = 0;
          int[] from = {1, 2, 3};
          int[] to = new int[3];
          for (int i = 0; i < 3000; i++) {
            sum += shapes.get(i & 1).area() + Math.sin(i) + i % 0.7 + i % 0.3f;
            picked += pick(i % 3 == 0 ? 1000 : i);
            System.arraycopy(from, 0, to, 0, 3);
          }
          System.out.println(sum + " " + picked + " " + to[2]);
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void aGoodProgramLeavesStandardErrorEmpty() throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve("Quiet.java"), PROGRAM);
    for (String options : List.of("-Dhotpath.jit=on", "-Dhotpath.jit=off")) {
      HotpathProcess.Result result = HotpathProcess.run(List.of("run", options, source.toString()));
      assertEquals("", result.err());
      assertEquals(0, result.exitCode());
      assertTrue(result.out().endsWith(" 119930 3\n"), result.out());
    }
  }
}
