// test: 100

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Method handles: of a static and a virtual method, bound, called exactly and not. The forms that
 * the library makes of them are methods like others, so a trace goes through them, and what remains
 * is a guard of the target.
 */
public final class Handles {
  private final int step;

  private Handles(int step) {
    this.step = step;
  }

  private static int mix(int a, int b) {
    return a * 31 + b;
  }

  private int advance(int a) {
    return a + step;
  }

  private Handles() {
    this(1);
  }

  public static void main(String[] args) {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 300_000;
    try {
      run(count);
    } catch (Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  private static void run(int count) throws Throwable {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodType two = MethodType.methodType(int.class, int.class, int.class);
    MethodHandle mix = lookup.findStatic(Handles.class, "mix", two);
    MethodHandle advance =
        lookup.findVirtual(Handles.class, "advance", MethodType.methodType(int.class, int.class));
    MethodHandle bound = advance.bindTo(new Handles(3));
    MethodHandle size = lookup.findVirtual(List.class, "size", MethodType.methodType(int.class));
    List<Integer> some = List.of(1, 2, 3);
    int sum = 0;
    Handles one = new Handles();
    for (int i = 0; i < count; i++) {
      sum = (int) mix.invokeExact(sum, i);
      sum = (int) advance.invokeExact(one, sum);
      sum = (int) bound.invokeExact(sum);
      sum += (int) size.invoke(some);
    }
    System.out.println(sum);
    System.out.println(mix.type());
    try {
      sum = (int) mix.invokeExact(sum, 1L);
    } catch (java.lang.invoke.WrongMethodTypeException e) {
      System.out.println(e.getMessage());
    }
  }
}
