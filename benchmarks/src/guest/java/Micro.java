/**
 * One thing a million times, so that the milliseconds of an iteration are nanoseconds of that thing
 * (exceptions: 100,000 times, so that they are tens of nanoseconds). Results are kept, or a
 * compiler would drop what leads to them.
 */
public final class Micro extends Kernel {
  private static final int TIMES = 1_000_000;

  /** What one kernel does; a class of its own, so that no other kernel's receivers are seen. */
  private enum Work {
    NestedLoop,
    Fields,
    StaticCalls,
    VirtualCalls,
    InterfaceCalls,
    Recursion,
    Allocation,
    Throws,
    InnerLoop1,
    InnerLoop2,
    InnerLoop3,
    InnerLoop4
  }

  private final Work work;
  private long result;

  private Micro(Work work) {
    this.work = work;
  }

  /** Null if there is no kernel of that name. */
  static Kernel kernel(String name) {
    for (Work work : Work.values()) {
      if (work.name().equals(name)) {
        return new Micro(work);
      }
    }
    return null;
  }

  @Override
  void run() {
    result =
        switch (work) {
          case NestedLoop -> nestedLoop(1_000);
          case Fields -> fields(new Counter(), TIMES);
          case StaticCalls -> staticCalls(TIMES);
          case VirtualCalls -> virtualCalls(new Shape[] {new Square(), new Circle()}, TIMES);
          case InterfaceCalls -> interfaceCalls(new Sized[] {new Square(), new Circle()}, TIMES);
          case Recursion -> fibonacci(28);
          case Allocation -> allocation(TIMES);
          case Throws -> thrown(TIMES / 10);
          case InnerLoop1 -> innerLoops(TIMES, 1);
          case InnerLoop2 -> innerLoops(TIMES, 2);
          case InnerLoop3 -> innerLoops(TIMES, 3);
          case InnerLoop4 -> innerLoops(TIMES, 4);
        };
  }

  @Override
  long check() {
    return result;
  }

  /** A million times the inner loop's body. */
  private static long nestedLoop(int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        sum += i ^ j;
      }
    }
    return sum;
  }

  private static final class Counter {
    int up;
    int down;
    long sum;
  }

  private static long fields(Counter counter, int times) {
    for (int i = 0; i < times; i++) {
      counter.up++;
      counter.down -= counter.up;
      counter.sum += counter.down;
    }
    return counter.sum;
  }

  private static int twice(int x) {
    return x + x;
  }

  private static long staticCalls(int times) {
    int sum = 0;
    for (int i = 0; i < times; i++) {
      sum += twice(i);
    }
    return sum;
  }

  private interface Sized {
    int size(int x);
  }

  private abstract static class Shape {
    abstract int area(int x);
  }

  private static final class Square extends Shape implements Sized {
    @Override
    int area(int x) {
      return x * x;
    }

    @Override
    public int size(int x) {
      return 4 * x;
    }
  }

  private static final class Circle extends Shape implements Sized {
    @Override
    int area(int x) {
      return 3 * x * x;
    }

    @Override
    public int size(int x) {
      return 6 * x;
    }
  }

  private static long virtualCalls(Shape[] shapes, int times) {
    int sum = 0;
    for (int i = 0; i < times; i++) {
      sum += shapes[i & 1].area(i);
    }
    return sum;
  }

  private static long interfaceCalls(Sized[] shapes, int times) {
    int sum = 0;
    for (int i = 0; i < times; i++) {
      sum += shapes[i & 1].size(i);
    }
    return sum;
  }

  /** Of 28: 1,028,457 calls. */
  private static int fibonacci(int n) {
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
  }

  /** Objects of two words that live until 64 more have been made. */
  private static long allocation(int times) {
    Counter[] living = new Counter[64];
    for (int i = 0; i < times; i++) {
      Counter made = new Counter();
      made.up = i;
      living[i & 63] = made;
    }
    return living[7].up;
  }

  private static int checked(int x) {
    if ((x & 1) == 0) {
      throw new IllegalStateException();
    }
    return x;
  }

  /** Each second call throws, from one method to its caller: twice as many calls as exceptions. */
  private static long thrown(int times) {
    int caught = 0;
    for (int i = 0; i < 2 * times; i++) {
      try {
        caught += checked(i) & 1;
      } catch (IllegalStateException e) {
        caught += 2;
      }
    }
    return caught;
  }

  /** An outer loop around one that ends soon: what it costs to enter a trace and to leave it. */
  private static long innerLoops(int times, int n) {
    int sum = 0;
    for (int i = 0; i < times; i++) {
      for (int j = 0; j < n; j++) {
        sum += i ^ j;
      }
    }
    return sum;
  }
}
