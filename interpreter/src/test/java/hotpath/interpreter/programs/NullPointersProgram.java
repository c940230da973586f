package hotpath.interpreter.programs;

import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;

/** What the messages of NullPointerExceptions say: compiled with and without names of locals. */
@SuppressWarnings("all") // a guest program: on purpose
final class NullPointersProgram {
  private static NullPointersProgram shared;
  private int field;
  private NullPointersProgram next;
  private String[][] texts;

  private NullPointersProgram() {}

  public static void main(String[] args) {
    run(System.out);
  }

  private interface Action {
    void run() throws Throwable;
  }

  private final class Inner {
    void trim(String given) {
      given.trim();
    }

    int twice(int[][] numbers, int index) {
      return numbers[index][index + 1] * 2;
    }
  }

  private static PrintStream log;

  private static void expect(Action action) {
    try {
      action.run();
      log.println("no exception");
    } catch (Throwable thrown) {
      log.println(thrown);
    }
  }

  private NullPointersProgram get() {
    return next;
  }

  private static Object none(Object... ignored) {
    return null;
  }

  static void run(PrintStream out) {
    log = out;
    NullPointersProgram object = new NullPointersProgram();
    NullPointersProgram nothing = null;
    fields(object, nothing);
    arrays(object, 3);
    calls(object);
    others();
  }

  private static void fields(NullPointersProgram object, NullPointersProgram nothing) {
    expect(() -> nothing.field = 1);
    expect(() -> log.println(nothing.field));
    expect(() -> object.next.next.field++);
    expect(() -> object.get().next.next.next.next.next = null);
    expect(() -> shared.next = object);
    expect(() -> nothing.get());
    expect(() -> object.get().get());
  }

  private static void arrays(NullPointersProgram object, int index) {
    int[] ints = null;
    long[] longs = null;
    boolean[] flags = null;
    char[] chars = null;
    double[][][] cube = new double[1][1][];
    String[][] rows = new String[2][];
    expect(() -> ints[2] = 1);
    expect(() -> log.println(longs[index + 1]));
    expect(() -> flags[0] = true);
    expect(() -> log.println(chars[index]));
    expect(() -> object.texts[1][index] = "a");
    expect(() -> rows[1][0].length());
    expect(() -> rows[index - 2][0].length());
    expect(() -> cube[0][0][0] += 1);
    expect(() -> log.println(((Object[]) none()).length));
    expect(() -> object.new Inner().twice(new int[4][], 2));
    expect(() -> none(((Object[]) null).clone()));
  }

  private static void calls(NullPointersProgram object) {
    String text = null;
    Runnable action = null;
    expect(() -> text.length());
    expect(() -> action.run());
    expect(() -> ((IntSupplier) text::length).getAsInt());
    expect(() -> object.new Inner().trim(null));
    expect(() -> log.println((Integer) none() + 1));
    expect(() -> none(1, 2).getClass());
    expect(() -> none().hashCode());
    expect(() -> List.of(1, null));
    expect(() -> Objects.requireNonNull(null));
    expect(() -> System.arraycopy(null, 0, null, 0, 1));
  }

  private static void others() {
    String text = null;
    expect(
        () -> {
          synchronized (none()) {
            log.println("never");
          }
        });
    expect(
        () -> {
          throw (RuntimeException) none();
        });
    expect(
        () -> {
          switch (text) {
            case "a" -> log.println("a");
            default -> log.println("other");
          }
        });
    expect(
        () -> {
          for (Object each : (Iterable<?>) none()) {
            log.println(each);
          }
        });
    expect(
        () -> {
          throw new NullPointerException();
        });
    expect(
        () -> {
          throw new NullPointerException("own");
        });
  }
}
