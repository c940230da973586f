package hotpath.gc.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.gc.memory.ClassLayout;
import hotpath.gc.vm.CollectionReason;
import java.util.List;

/**
 * Runs a script on a {@link Mutator}. One statement a line, {@code #} begins a comment:
 *
 * <pre>
 * alloc x 3             x = new object of 3 reference fields
 * array x 10            x = new reference array
 * bytes x 10, longs x 3 x = new primitive array
 * weak w x [n]          w = new weak reference to x with n fields; also soft, phantom, final
 * store x.0 y           x.0 = y;  y may be null
 * load y x.0            y = x.0
 * copy y x              y = x
 * drop x                x = null
 * global g x            global g = x
 * intern x              adds a weak root
 * pending x             x = first of the pending list, which is taken off it
 * switch [bare]         the other thread goes on, in this one's window (bare: in its own)
 * collect [resort]      collects (resort: soft references go too)
 * check                 compares with the shadow heap
 * repeat n .. end       n times
 * fill x n              links byte arrays of n bytes into x until the heap is full
 * expect x null        or object; expect w -> null, of a referent. Not where nothing is freed
 * </pre>
 */
final class Script {
  private final List<String> lines;
  private final Mutator mutator;

  Script(List<String> lines, Mutator mutator) {
    this.lines = lines.stream().map(line -> line.replaceFirst("#.*", "").strip()).toList();
    this.mutator = mutator;
  }

  void run() {
    run(0, lines.size());
    mutator.check();
  }

  private void run(int start, int end) {
    for (int at = start; at < end; at++) {
      String line = lines.get(at);
      if (line.startsWith("repeat ")) {
        int close = closing(at);
        for (int i = Integer.parseInt(line.substring(7)); i > 0; i--) {
          run(at + 1, close);
        }
        at = close;
      } else if (!line.isEmpty()) {
        try {
          statement(line.split("\\s+"));
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError("line " + (at + 1) + ": " + line + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private int closing(int repeat) {
    int depth = 0;
    for (int at = repeat; at < lines.size(); at++) {
      if (lines.get(at).startsWith("repeat ")) {
        depth++;
      } else if (lines.get(at).equals("end") && --depth == 0) {
        return at;
      }
    }
    throw new IllegalArgumentException("repeat without end in line " + (repeat + 1));
  }

  private void statement(String[] words) {
    switch (words[0]) {
      case "alloc" -> allocate(words[1], mutator.vm.instances(number(words, 2)), 0);
      case "array" -> array(words, ClassLayout.KIND_REFERENCE_ARRAY, 2);
      case "bytes" -> array(words, ClassLayout.KIND_PRIMITIVE_ARRAY, 0);
      case "longs" -> array(words, ClassLayout.KIND_PRIMITIVE_ARRAY, 3);
      case "soft" -> reference(words, ClassLayout.KIND_SOFT_REFERENCE);
      case "weak" -> reference(words, ClassLayout.KIND_WEAK_REFERENCE);
      case "phantom" -> reference(words, ClassLayout.KIND_PHANTOM_REFERENCE);
      case "final" -> reference(words, ClassLayout.KIND_FINAL_REFERENCE);
      case "store" -> mutator.store(holder(words[1]), index(words[1]), words[2]);
      case "load" -> mutator.load(words[1], holder(words[2]), index(words[2]));
      case "copy" -> mutator.copy(words[1], words[2]);
      case "drop" -> mutator.drop(words[1]);
      case "global" -> mutator.setGlobal(words[1], words[2]);
      case "intern" -> mutator.intern(words[1]);
      case "pending" -> mutator.takePending(words[1]);
      case "switch" -> switchThread(words);
      case "collect" -> collect(words);
      case "check" -> mutator.check();
      case "fill" -> fill(words[1], number(words, 2));
      case "expect" -> expect(words);
      default -> throw new IllegalArgumentException("unknown statement");
    }
  }

  private void allocate(String variable, Shape shape, int length) {
    assertTrue(mutator.allocate(variable, shape, length), "the heap is full");
  }

  private void array(String[] words, int kind, int log2) {
    allocate(words[1], mutator.vm.shape(kind, log2), number(words, 2));
  }

  private void reference(String[] words, int kind) {
    int fields = words.length > 3 ? number(words, 3) : 0;
    allocate(words[1], mutator.vm.shape(kind, fields), 0);
    mutator.setReferent(words[1], words[2]);
  }

  private void switchThread(String[] words) {
    if (words.length > 1) {
      mutator.switchThreadWithoutWindow();
    } else {
      mutator.switchThread();
    }
  }

  private void collect(String[] words) {
    mutator.collect(words.length > 1 ? CollectionReason.LAST_RESORT : CollectionReason.EXPLICIT);
  }

  private void fill(String variable, int bytes) {
    Shape node = mutator.vm.instances(2);
    Shape content = mutator.vm.shape(ClassLayout.KIND_PRIMITIVE_ARRAY, 0);
    long filled = 0;
    while (mutator.allocate("fill.content", content, bytes)
        && mutator.allocate("fill.node", node, 0)) {
      mutator.store("fill.node", 0, "fill.content");
      mutator.store("fill.node", 1, variable);
      mutator.copy(variable, "fill.node");
      filled += bytes;
      assertTrue(filled <= mutator.heap.maxBytes(), "more fits than there is room for");
    }
    mutator.drop("fill.content");
    mutator.drop("fill.node");
    assertTrue(!mutator.collects() || mutator.has(variable), "nothing fitted");
  }

  private void expect(String[] words) {
    if (!mutator.collects()) {
      return;
    }
    String wanted = words[words.length - 1];
    if (words[2].equals("->")) {
      assertEquals(wanted.equals("object"), mutator.model(words[1]).referent != null);
    } else if (wanted.equals("object")) {
      assertTrue(mutator.has(words[1]));
    } else {
      assertFalse(mutator.has(words[1]));
    }
  }

  private static int number(String[] words, int index) {
    return Integer.parseInt(words[index]);
  }

  private static String holder(String place) {
    return place.substring(0, place.indexOf('.'));
  }

  private static int index(String place) {
    return Integer.parseInt(place.substring(place.indexOf('.') + 1));
  }
}
