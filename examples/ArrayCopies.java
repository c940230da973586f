// test: 300

import java.util.Arrays;

/**
 * System.arraycopy of all kinds of arrays: within one and between two, overlapping both ways, at
 * the ends, of nothing; out of bounds, of null, of what is no array, of other types. And clones,
 * which are new arrays with a copy.
 */
public final class ArrayCopies {
  private static Object[] arrays = {};

  private static int seed;

  private ArrayCopies() {}

  private static Object[] arrays() {
    return new Object[] {
      new int[12],
      new byte[21],
      new char[16],
      new long[9],
      new double[10],
      new boolean[13],
      new Object[12],
      new String[11],
      new float[7],
      new short[15],
      new int[0],
      new Integer[8],
      "no array",
      null
    };
  }

  private static int random(int bound) {
    seed = seed * 1664525 + 1013904223;
    return (seed >>> 8) % bound;
  }

  private static void fill() {
    for (int i = 0; i < 21; i++) {
      ((byte[]) arrays[1])[i] = (byte) (i * 17);
    }
    for (int i = 0; i < 7; i++) {
      ((int[]) arrays[0])[i] = i * 3;
      ((char[]) arrays[2])[i + 9] = (char) ('a' + i);
      ((long[]) arrays[3])[i + 2] = i * 10_000_000_019L;
      ((double[]) arrays[4])[i + 3] = i / 3.0;
      ((boolean[]) arrays[5])[i] = i % 3 == 0;
      ((Object[]) arrays[6])[i + 1] = i % 4 == 3 ? Integer.valueOf(i) : String.valueOf(i);
      ((String[]) arrays[7])[i + 4] = String.valueOf(-i);
      ((float[]) arrays[8])[i] = i / 7f;
      ((short[]) arrays[9])[i + 8] = (short) (i * 999);
      ((Integer[]) arrays[11])[i + 1] = i;
    }
  }

  private static int checksum() {
    return Arrays.deepHashCode(Arrays.copyOf(arrays, arrays.length - 1));
  }

  /** What a copy of arguments that mostly fit does. */
  private static String outcome(Object from, int fromIndex, Object to, int toIndex, int length) {
    try {
      System.arraycopy(from, fromIndex, to, toIndex, length);
      return "";
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  private static void mixed(int rounds) {
    int failures = 0;
    for (int i = 0; i < rounds; i++) {
      Object from = arrays[random(arrays.length)];
      Object to = random(3) == 0 ? arrays[random(arrays.length)] : from;
      String outcome =
          outcome(from, random(12) - 1, to, random(12) - 1, random(4) == 0 ? random(14) - 1 : 2);
      if (!outcome.isEmpty() && ++failures % 97 == 1) {
        System.out.println(outcome);
      }
    }
    System.out.print(failures);
    System.out.print(" failures, ");
    System.out.println(checksum());
  }

  /** A ring and a growing list, as libraries use them: copies of one type in hot loops. */
  private static void hot(int rounds) {
    int[] list = new int[1];
    char[] text = new char[64];
    Object[] objects = new Object[8];
    int size = 0;
    long sum = 0;
    for (int i = 0; i < rounds; i++) {
      if (size == list.length) {
        int[] longer = new int[size * 2];
        System.arraycopy(list, 0, longer, 0, size);
        list = longer;
      }
      list[size++] = i;
      System.arraycopy(text, 0, text, 1, 63);
      text[0] = (char) i;
      System.arraycopy(objects, 1, objects, 0, 7);
      objects[7] = text;
      sum = sum * 31 + text[i & 63] + (objects[0] == null ? 1 : 0);
    }
    System.out.println(list[size / 2]);
    System.out.println(sum);
  }

  /** Clones of each size of element, of arrays whose class is not the one named, and of none. */
  private static void clones(int rounds) {
    byte[] bytes = {1, 2, 3};
    char[][] rows = {{'a'}, {'b', 'c'}, null};
    Object[] strings = new String[] {"x", "y"};
    long[] longs = {5};
    long sum = 0;
    int nulls = 0;
    for (int i = 0; i < rounds; i++) {
      byte[] more = bytes.clone();
      more[i % 3] += 1;
      bytes = i % 5 == 0 ? new byte[3] : more;
      try {
        sum += rows.clone()[i % 3].clone().length;
      } catch (NullPointerException e) {
        nulls++;
      }
      strings = strings.clone();
      longs = longs.clone();
      longs[0] += bytes[0] + (strings instanceof String[] ? 1 : 100);
      sum = sum * 7 + longs[0];
    }
    System.out.println(nulls);
    System.out.println(sum);
  }

  /** What each type of array says of each other one. */
  private static void mismatches() {
    Object[] some = {
      new Object[] {1, "one"},
      new String[] {"one"},
      new Number[] {1, 1.5},
      new int[][] {{1}},
      new Object[][] {{1}},
      new Comparable<?>[][] {{"one"}},
      new boolean[1],
      new long[1],
      "no array"
    };
    for (Object from : some) {
      for (Object to : some) {
        Object target = to instanceof Object[] array ? array.clone() : to;
        String outcome = outcome(from, 0, target, 0, 1);
        System.out.println(outcome.isEmpty() ? "copied" : outcome);
      }
    }
  }

  /** A loop that copies well and then, at last, does not. */
  private static void last(int rounds) {
    byte[] from = new byte[rounds];
    byte[] to = new byte[rounds];
    int done = 0;
    try {
      for (int i = 0; ; i++) {
        from[i % rounds] = (byte) i;
        System.arraycopy(from, i % rounds, to, i / 2, 2);
        done++;
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      System.out.println(done);
      System.out.println(e.getMessage());
      System.out.println(Arrays.hashCode(to));
    }
  }

  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 60_000;
    seed = 12345;
    arrays = arrays();
    fill();
    mismatches();
    mixed(rounds);
    hot(rounds);
    clones(rounds);
    last(rounds);
  }
}
