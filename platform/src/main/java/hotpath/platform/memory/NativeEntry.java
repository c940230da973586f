package hotpath.platform.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The way from Java into machine code, ours and the C library's: one static handle, with the
 * address as an argument. One shape serves all, six 64-bit integers to one: the calling conventions
 * of the 64-bit hosts pass each of these arguments in a register of its own and ignore those that
 * are too many, and the first call of each further shape would cost a start 4 ms (measured, JDK
 * 25).
 *
 * <p>The call is a plain one. A critical call would cost 2 ns and not 7, but the host's collector
 * has to wait for it to end, and guest code may run for as long as it likes.
 */
public final class NativeEntry {
  private static final MethodHandle ENTER = Linker.nativeLinker().downcallHandle(shape());

  private NativeEntry() {}

  static FunctionDescriptor shape() {
    ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
    return FunctionDescriptor.of(word, word, word, word, word, word, word);
  }

  /** The absolute address of a function of the host's C library. */
  public static long hostFunction(String name) {
    return Linker.nativeLinker().defaultLookup().findOrThrow(name).address();
  }

  /**
   * Calls the code at the absolute address {@code code}, which follows the host's C calling
   * convention, with two integer arguments. A fault in it, or a wrong address, ends the host's
   * process.
   */
  public static long enter(long code, long a, long b) {
    return call(code, a, b, 0, 0, 0, 0);
  }

  /** Calls a function of at most six integer arguments; what it leaves in errno is lost. */
  static long call(long code, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) ENTER.invokeExact(MemorySegment.ofAddress(code), a, b, c, d, e, f);
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }
}
