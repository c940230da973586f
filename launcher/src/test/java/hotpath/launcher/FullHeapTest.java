package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A loop makes an object each time round that is needed only where the loop is left, rarely; the
 * trace leaves it to its exits. There has to be room for it there although live data fills the heap
 * to its last bytes.
 */
class FullHeapTest {
  /** Fills the heap so that nothing can be allocated, and frees very little before the loop. */
  private static final String PROGRAM =
      """
      class Full {
        static final class Point {
          int x, y;
          Point next;
        }

        static Object[] data;
        static Point kept;

        static void fill() {
          for (int size = 100_000; size >= 1; size = size == 1 ? 0 : size / 2) {
            try {
              while (true) {
                Object[] more = new Object[size];
                more[0] = data;
                data = more;
              }
            } catch (OutOfMemoryError full) {
              // Smaller ones may still fit.
            }
          }
        }

        static int loop(int n) {
          int sum = 0;
          for (int i = 0; i < n; i++) {
            Point point = new Point();
            point.x = i;
            point.y = i * 3;
            point.next = new Point();
            point.next.x = i + 1;
            sum += point.x ^ point.y ^ point.next.x;
            if ((i & 7) == 7) {
              kept = point;
            }
          }
          return sum;
        }

        public static void main(String[] arguments) {
          int warm = loop(500);
          fill();
          for (int i = 0; i < 6; i++) {
            data = (Object[]) data[0];
          }
          int sum = loop(8000);
          Point last = kept;
          data = null;
          System.out.println(warm + " " + sum + " " + last.x + " " + last.y + " " + last.next.x);
        }
      }
      """;

  /** No bridge may grow, or the object would be made in compiled code. */
  private static final List<String> RARE =
      List.of("-Xmx4m", "-Dhotpath.hotExit=65535", "-Dhotpath.hotCall=65535");

  private static final List<List<String>> MODES =
      List.of(
          List.of("-Dhotpath.jit=off"),
          List.of("-Dhotpath.jit=on"),
          List.of("-Dhotpath.hotExit=11"),
          List.of("-Dhotpath.backend=none"),
          List.of("-Dhotpath.gcPoison=on", "-Dhotpath.gcSanity=on"),
          List.of("-Dhotpath.gcStress=50", "-Dhotpath.gcPoison=on"));

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> exitsHaveRoomForTheirObjects() {
    return MODES.stream()
        .map(mode -> DynamicTest.dynamicTest(String.join(" ", mode), () -> check(mode)));
  }

  private void check(List<String> mode) throws IOException {
    Path file = Files.writeString(folder.resolve("Full.java"), PROGRAM);
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(RARE);
    words.addAll(mode);
    words.add(file.toString());
    CommandLine line = new CommandLine(new InterpreterRun());
    assertEquals(0, line.run(words.toArray(String[]::new)), line.err());
    assertEquals("", line.err());
    assertEquals("374750 95996000 7999 23997 8000\n", line.out());
  }
}
