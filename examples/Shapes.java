// test: 20

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Records, a sealed interface, pattern switches, lambdas, method references and streams: what javac
 * compiles to invokedynamic. The VM links these call sites without method handles, to a class of a
 * few lines each, which traces inline like any other method.
 */
public final class Shapes {
  private sealed interface Shape permits Circle, Rectangle, Group {}

  private record Circle(int radius) implements Shape {}

  private record Rectangle(int width, int height) implements Shape {
    Rectangle {
      if (width < 0 || height < 0) {
        throw new IllegalArgumentException(width + "x" + height);
      }
    }
  }

  private record Group(List<Shape> parts, String label) implements Shape {}

  private Shapes() {}

  private static int area(Shape shape) {
    return switch (shape) {
      case Circle(int radius) when radius == 0 -> 0;
      case Circle(int radius) -> 3 * radius * radius;
      case Rectangle(int width, int height) -> width * height;
      case Group(List<Shape> parts, String label) -> {
        int sum = label.length();
        for (Shape part : parts) {
          sum += area(part);
        }
        yield sum;
      }
    };
  }

  private static Shape shape(int number) {
    return switch (number % 4) {
      case 0 -> new Circle(number % 7);
      case 1, 2 -> new Rectangle(number % 5, number % 3);
      default -> new Group(List.of(new Circle(1), new Rectangle(2, number % 4)), "g" + number % 9);
    };
  }

  private static int total(List<Shape> shapes, ToIntFunction<Shape> measure) {
    int sum = 0;
    for (Shape shape : shapes) {
      sum += measure.applyAsInt(shape);
    }
    return sum;
  }

  public static void main(String[] args) {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 40_000;
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      shapes.add(shape(i));
    }
    int factor = count % 3 + 1;
    System.out.println(total(shapes, Shapes::area) + " " + total(shapes, s -> factor * area(s)));
    Map<String, Integer> areas = new TreeMap<>();
    shapes.forEach(s -> areas.merge(s.getClass().getSimpleName(), area(s), Integer::sum));
    System.out.println(areas);
    String largest =
        shapes.stream()
            .filter(s -> area(s) > 10)
            .map(Object::toString)
            .distinct()
            .sorted()
            .limit(5)
            .collect(Collectors.joining("; "));
    System.out.println(largest);
    System.out.println(shapes.stream().mapToInt(Object::hashCode).sum() + " " + shapes.getLast());
    try {
      System.out.println(new Rectangle(-1, 2));
    } catch (IllegalArgumentException e) {
      System.out.println(e.getMessage());
    }
  }
}
