package hotpath.tssa.backend;

import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** Compares what code and evaluator have left, words of which only code makes use excepted. */
final class RegionDifference {
  private RegionDifference() {}

  /** The first difference as text, or null. */
  static @Nullable String first(ContractMemory expected, ContractMemory actual) {
    for (long at = 0; at < TraceMachine.END; at += 8) {
      if (isPrivate(at)) {
        continue;
      }
      long e = word(expected, at);
      long a = word(actual, at);
      if (e != a && !areNaNs(e, a)) {
        return "at %x (slot %d): expected %x, found %x"
            .formatted(at, (at - TraceMachine.FRAME) / 8, e, a);
      }
    }
    return null;
  }

  private static long word(ContractMemory memory, long at) {
    return memory.segment().get(ValueLayout.JAVA_LONG_UNALIGNED, at);
  }

  private static boolean isPrivate(long at) {
    long offset = at - TraceMachine.THREAD;
    CodeLayout layout = TraceMachine.LAYOUT;
    return (offset >= layout.exitArea() && offset < layout.leafTable())
        || offset == (layout.exitNumber() & ~7);
  }

  private static boolean areNaNs(long e, long a) {
    if (Double.isNaN(Double.longBitsToDouble(e)) && Double.isNaN(Double.longBitsToDouble(a))) {
      return true;
    }
    return areNaNs32((int) e, (int) a) && areNaNs32((int) (e >>> 32), (int) (a >>> 32));
  }

  private static boolean areNaNs32(int e, int a) {
    boolean nans = Float.isNaN(Float.intBitsToFloat(e)) && Float.isNaN(Float.intBitsToFloat(a));
    return e == a || nans;
  }
}
