package hotpath.interpreter.meaning;

import hotpath.interpreter.link.ClassDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The Java definitions of the leaf routines. Each gets the region's host address first, so that it
 * can be called from the portable engine and, bound to a region, from compiled code. Results of the
 * mathematical functions are those of the host's, to the last digit.
 */
public final class LeafRoutines {
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private LeafRoutines() {}

  private static int word(long base, long offset) {
    return ALL.get(ValueLayout.JAVA_INT_UNALIGNED, base + offset);
  }

  /** One of those that are remembered. */
  public static int search(LeafRoutine routine, long base, int first, int second) {
    return switch (routine) {
      case INTERFACE_TABLE -> interfaceTable(base, first, second);
      case IS_SUBTYPE -> isSubtype(base, first, second);
      case SWITCH_INDEX -> switchIndex(base, first, second);
      default -> throw new IllegalArgumentException(routine + " searches nothing");
    };
  }

  public static int interfaceTable(long base, int klass, int interfaceClass) {
    long table = u(word(base, u(klass) + ClassDescriptor.ITABLE));
    if (klass == 0 || table == 0) {
      return 0;
    }
    int count = word(base, table);
    for (long entry = table + 4, end = entry + 8L * count; entry < end; entry += 8) {
      if (word(base, entry) == interfaceClass) {
        return word(base, entry + 4);
      }
    }
    return 0;
  }

  public static int isSubtype(long base, int klass, int target) {
    if (klass == 0) {
      return 0;
    }
    return SubtypeWalk.isSubtype(ALL, base, klass, target) ? 1 : 0;
  }

  public static int switchIndex(long base, int table, int key) {
    int count = word(base, u(table));
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = word(base, u(table) + 4 + 4L * middle);
      if (found < key) {
        low = middle + 1;
      } else if (found > key) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return count;
  }

  public static void copy(long base, long to, long from, long bytes) {
    MemorySegment.copy(ALL, from, ALL, to, bytes);
  }

  public static float frem(long base, float a, float b) {
    return a % b;
  }

  public static double drem(long base, double a, double b) {
    return a % b;
  }

  public static double sin(long base, double a) {
    return Math.sin(a);
  }

  public static double cos(long base, double a) {
    return Math.cos(a);
  }

  public static double tan(long base, double a) {
    return Math.tan(a);
  }

  public static double exp(long base, double a) {
    return Math.exp(a);
  }

  public static double log(long base, double a) {
    return Math.log(a);
  }

  public static double log10(long base, double a) {
    return Math.log10(a);
  }

  public static double pow(long base, double a, double b) {
    return Math.pow(a, b);
  }

  private static long u(int offset) {
    return offset & 0xFFFF_FFFFL;
  }
}
