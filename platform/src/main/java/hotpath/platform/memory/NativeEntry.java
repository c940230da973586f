package hotpath.platform.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The way from Java into machine code of ours: one static handle, with the address as an argument.
 *
 * <p>The call is a plain one. A critical call would cost 2 ns and not 7, but the host's collector
 * has to wait for it to end, and guest code may run for as long as it likes.
 */
public final class NativeEntry {
  private static final MethodHandle ENTER =
      Linker.nativeLinker()
          .downcallHandle(
              FunctionDescriptor.of(
                  ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));

  private NativeEntry() {}

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
    try {
      return (long) ENTER.invokeExact(MemorySegment.ofAddress(code), a, b);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }
}
