// test: 60

/**
 * Virtual and interface calls with one, two and six receiver classes at the same call site. A trace
 * guards the class it saw and inlines the method: perfect for one class, a bridge for the second,
 * and a tree with a branch per class for six, taken in an order that nothing predicts. Default
 * methods, calls of the superclass, a generic method's bridge and class tests are on the way.
 */
public final class Interfaces {
  private interface Shape extends Comparable<Shape> {
    int area();

    default int doubled() {
      return 2 * area();
    }

    @Override
    default int compareTo(Shape other) {
      return Integer.compare(area(), other.area());
    }
  }

  private abstract static class Sided implements Shape {
    final int side;

    Sided(int side) {
      this.side = side;
    }

    int corners() {
      return 4;
    }
  }

  private static class Square extends Sided {
    Square(int side) {
      super(side);
    }

    @Override
    public int area() {
      return side * side;
    }
  }

  private static final class Frame extends Square {
    Frame(int side) {
      super(side);
    }

    @Override
    public int area() {
      return super.area() - (side - 1) * (side - 1);
    }

    @Override
    int corners() {
      return 2 * super.corners();
    }
  }

  private static final class Rectangle extends Sided {
    private final int height;

    Rectangle(int side, int height) {
      super(side);
      this.height = height;
    }

    @Override
    public int area() {
      return side * height;
    }
  }

  private static final class Triangle extends Sided {
    Triangle(int side) {
      super(side);
    }

    @Override
    public int area() {
      return side * side / 2;
    }

    @Override
    int corners() {
      return 3;
    }
  }

  private static final class Dot implements Shape {
    @Override
    public int area() {
      return 1;
    }

    @Override
    public int doubled() {
      return 3;
    }
  }

  private static final class Pair implements Shape {
    private final Shape a;
    private final Shape b;

    Pair(Shape a, Shape b) {
      this.a = a;
      this.b = b;
    }

    @Override
    public int area() {
      return a.area() + b.area();
    }
  }

  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 120_000;
    run(1, rounds);
    run(2, rounds);
    run(6, rounds);
  }

  private static void run(int classes, int rounds) {
    Shape[] shapes = shapes(classes);
    long areas = 0;
    long corners = 0;
    Shape largest = shapes[0];
    for (int i = 0; i < rounds; i++) {
      for (Shape shape : shapes) {
        areas += shape.area() + shape.doubled();
        if (shape instanceof Sided sided) {
          corners += sided.corners();
        }
      }
      largest = max(largest, shapes[i % shapes.length]);
    }
    System.out.print(classes);
    System.out.print(" classes: areas ");
    System.out.print(areas);
    System.out.print(", corners ");
    System.out.print(corners);
    System.out.print(", largest ");
    System.out.println(largest.area());
  }

  private static <T extends Comparable<? super T>> T max(T a, T b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** Eight shapes of the first so many classes, in no order. */
  private static Shape[] shapes(int classes) {
    Shape[] shapes = new Shape[8];
    int state = 7;
    for (int i = 0; i < shapes.length; i++) {
      state = state * 1103515245 + 12345;
      shapes[i] = shape((state >>> 16) % classes, i + 2);
    }
    return shapes;
  }

  private static Shape shape(int kind, int size) {
    return switch (kind) {
      case 0 -> new Square(size);
      case 1 -> new Triangle(size);
      case 2 -> new Rectangle(size, size + 1);
      case 3 -> new Frame(size);
      case 4 -> new Dot();
      default -> new Pair(new Square(size), new Dot());
    };
  }
}
