package hotpath.interpreter.programs;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The collections of the library. */
final class CollectionsProgram {
  private enum Color {
    RED,
    GREEN,
    BLUE
  }

  private CollectionsProgram() {}

  public static void main(String[] args) {
    run(System.out);
  }

  static void run(PrintStream out) {
    Map<String, Integer> map = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      map.put("key" + i, i * i);
    }
    int sum = 0;
    for (Map.Entry<String, Integer> entry : map.entrySet()) {
      sum += entry.getValue();
    }
    out.println(map.size() + " " + sum + " " + map.get("key77") + " " + map.remove("none"));
    TreeMap<String, Integer> sorted = new TreeMap<>(map);
    out.println(sorted.firstKey() + " " + sorted.lastKey() + " " + sorted.headMap("key11"));
    List<Integer> numbers = new ArrayList<>();
    Random random = new Random(42);
    for (int i = 0; i < 50; i++) {
      numbers.add(random.nextInt(1000));
    }
    Collections.sort(numbers);
    out.println(numbers);
    PriorityQueue<Integer> queue = new PriorityQueue<>(Collections.reverseOrder());
    queue.addAll(numbers);
    out.println(queue.poll() + " " + queue.poll() + " " + queue.size());
    BitSet bits = new BitSet();
    bits.set(3);
    bits.set(64, 70);
    out.println(bits + " " + bits.cardinality());
    ArrayDeque<String> deque = new ArrayDeque<>(List.of("b", "c"));
    deque.addFirst("a");
    out.println(deque + " " + deque.peekLast());
    Map<Object, Object> linked = new LinkedHashMap<>();
    linked.put(1, 'x');
    linked.put(2.5, 3L);
    linked.put("t", List.of(1, 2));
    out.println(linked);
    Map<Color, Integer> byColor = new EnumMap<>(Color.class);
    byColor.put(Color.BLUE, 3);
    byColor.put(Color.RED, 1);
    out.println(byColor + " " + Arrays.toString(Color.values()));
    Map<Integer, String> concurrent = new ConcurrentHashMap<>();
    for (int i = 0; i < 40; i++) {
      concurrent.put(i, Integer.toString(i, 3));
    }
    out.println(concurrent);
    int[][] table = new int[3][4];
    table[2][1] = 9;
    int[][] copy = table.clone();
    copy[0] = new int[] {5};
    out.println(Arrays.deepToString(table) + Arrays.deepToString(copy));
    Object[] mixed = {1, "two", 3.0, null};
    Object[] shifted = new Object[5];
    System.arraycopy(mixed, 0, shifted, 1, 4);
    System.arraycopy(shifted, 1, shifted, 0, 4);
    out.println(Arrays.asList(shifted));
  }
}
