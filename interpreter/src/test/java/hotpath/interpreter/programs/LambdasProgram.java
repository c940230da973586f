package hotpath.interpreter.programs;

import java.io.PrintStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What javac compiles to invokedynamic: lambdas, method references, concatenation, records, pattern
 * switches.
 */
@SuppressWarnings({
  "ReferenceEquality",
  "BoxingComparator",
  "ArrayToString"
}) // a guest program: on purpose
final class LambdasProgram {
  private record Point(int x, String name, double d, long[] array) {}

  private record Empty() {}

  private sealed interface Shape permits Circle, Square, Kind {}

  private record Circle(int radius) implements Shape {}

  private record Square(String side) implements Shape {}

  private enum Kind implements Shape {
    FLAT,
    ROUND
  }

  private final int base;

  private LambdasProgram(int base) {
    this.base = base;
  }

  private int plus(int x) {
    return x + base;
  }

  public static void main(String[] args) {
    run(System.out);
  }

  static void run(PrintStream out) {
    lambdas(out);
    streams(out);
    records(out);
    switches(out);
    concatenation(out);
  }

  private static void lambdas(PrintStream out) {
    Function<Integer, Integer> next = x -> x + 1;
    BiFunction<Integer, Integer, Integer> max = Math::max;
    ToIntFunction<String> length = String::length;
    Supplier<List<String>> maker = ArrayList::new;
    IntFunction<int[]> arrays = int[]::new;
    Function<Object, String> text = Object::toString;
    Function<Integer, Integer> bound = new LambdasProgram(10)::plus;
    out.println(next.apply(3) + " " + max.apply(3, 9) + " " + length.applyAsInt("four"));
    out.println(maker.get() + " " + arrays.apply(4).length + " " + text.apply(12));
    out.println(bound.compose(next).andThen(next).apply(1));
    long captured = 5;
    double real = 1.5;
    Supplier<Supplier<String>> nested = () -> () -> "nested " + captured + real;
    out.println(nested.get().get());
    Object marked = (Runnable & Serializable) () -> {};
    out.println(marked instanceof Serializable);
    List<Runnable> same = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      same.add(() -> {});
    }
    out.println(same.get(0) == same.get(1));
  }

  private static void streams(PrintStream out) {
    out.println(
        IntStream.range(0, 10)
            .filter(i -> i % 2 == 0)
            .mapToObj(i -> "n" + i)
            .collect(Collectors.joining(",", "[", "]")));
    Map<Integer, Long> lengths =
        Stream.of("x", "yy", "zz", "www")
            .collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.counting()));
    out.println(lengths);
    List<String> words = new ArrayList<>(List.of("pear", "fig", "apple", "kiwi"));
    words.sort(Comparator.comparing(String::length).thenComparing(Comparator.reverseOrder()));
    words.removeIf(word -> word.startsWith("f"));
    words.forEach(out::println);
    out.println(Stream.iterate(1, i -> i * 2).limit(8).reduce(0, Integer::sum));
    Map<String, Integer> counts = new TreeMap<>();
    for (String word : "a b a c a b".split(" ")) {
      counts.merge(word, 1, Integer::sum);
    }
    counts.computeIfAbsent("z", key -> 26);
    out.println(counts);
  }

  private static void records(PrintStream out) {
    Point point = new Point(1, "n", 2.5, null);
    out.println(point + " " + point.equals(new Point(1, "n", 2.5, null)) + " " + point.hashCode());
    out.println(
        point.equals(new Point(1, "n", -2.5, null)) + " " + new Empty() + new Empty().hashCode());
    out.println(new Circle(3).equals(new Circle(4)) + " " + new Circle(3).hashCode());
  }

  private static void switches(PrintStream out) {
    Object[] values = {5, 50, "q", Kind.FLAT, new int[3], new Circle(9), 2.0, 'c'};
    for (Object value : values) {
      out.print(kind(value) + ";");
    }
    out.println(kind(null));
    out.println(shape(Kind.FLAT) + shape(Kind.ROUND) + shape(new Circle(1)) + shape(new Circle(7)));
    out.println(word("x") + word("longer") + word("w") + word("z"));
    out.println(number(1) + number(2) + number(200) + number(7));
  }

  private static String kind(Object value) {
    return switch (value) {
      case null -> "null";
      case Integer i when i > 10 -> "big " + i;
      case Integer i -> "int " + i;
      case String s -> "string " + s;
      case Kind k -> "kind " + k;
      case int[] a -> "ints " + a.length;
      case Circle(int radius) -> "circle " + radius;
      default -> "other";
    };
  }

  private static String shape(Shape shape) {
    return switch (shape) {
      case Kind.FLAT -> "flat";
      case Circle(int radius) when radius > 3 -> "large";
      case Circle circle -> "circle" + circle.radius();
      case Square square -> "square" + square.side();
      case Kind.ROUND -> "round";
    };
  }

  private static String word(String word) {
    return switch (word) {
      case "x" -> "is x";
      case String s when s.length() > 3 -> "long";
      case "w" -> "is w";
      case String s -> "else " + s;
    };
  }

  private static String number(Integer number) {
    return switch (number) {
      case 1 -> "one";
      case Integer i when i > 100 -> "huge";
      case 2 -> "two";
      case Integer i -> "n" + i;
    };
  }

  private static void concatenation(PrintStream out) {
    char c = 'c';
    byte b = -1;
    short s = 2;
    float f = 1.5f;
    boolean z = true;
    String none = null;
    char[] chars = null;
    out.println("" + c + b + s + f + z + none + 'x' + 1L + 2.5 + chars);
    none += "\1\2tail";
    out.println(none.length() + " " + none.startsWith("null"));
  }
}
