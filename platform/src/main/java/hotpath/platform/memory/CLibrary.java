package hotpath.platform.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Functions of the host's C library, each bound when it is first called, with their errors: {@code
 * errno} has to be caught by the call itself. That is a shape of its own, whose first call costs a
 * start 15 ms (measured, JDK 25; a further function costs 0.04 ms), so what every start needs is
 * called by {@link NativeEntry} and asks here only why it failed.
 */
public final class CLibrary {
  /** The state that Linux has to offer is errno; a path into its layout costs a start 10 ms. */
  private static final long ERRNO = 0;

  /** More than a path or a name that the library gives back. */
  private static final long LONGEST_TEXT = 1 << 16;

  private final Map<String, MethodHandle> functions = new ConcurrentHashMap<>();

  /** The shape that all functions are called through, with room for {@code errno} in front. */
  private static MethodHandle bind(String function) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(function),
        NativeEntry.shape(),
        Linker.Option.captureCallState("errno"));
  }

  private static MemorySegment newState(Arena arena) {
    return arena.allocate(Linker.Option.captureStateLayout());
  }

  private static int errno(MemorySegment state) {
    return state.get(ValueLayout.JAVA_INT, ERRNO);
  }

  /** A call whose result is an {@code int}; -1 is a failure. */
  public int call(String function, long... arguments) throws CallFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = newState(arena);
      int result = (int) invoke(function, state, arguments);
      if (result == -1) {
        throw new CallFailure(errno(state));
      }
      return result;
    }
  }

  /** A call whose result is a size or an offset; -1 is a failure. */
  public long callLong(String function, long... arguments) throws CallFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = newState(arena);
      long result = invoke(function, state, arguments);
      if (result == -1) {
        throw new CallFailure(errno(state));
      }
      return result;
    }
  }

  /** A call whose result is a pointer; null is a failure. */
  public long callPointer(String function, long... arguments) throws CallFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = newState(arena);
      long result = invoke(function, state, arguments);
      if (result == 0) {
        throw new CallFailure(errno(state));
      }
      return result;
    }
  }

  private long invoke(String function, MemorySegment state, long[] given) {
    MethodHandle handle = functions.computeIfAbsent(function, CLibrary::bind);
    long[] words = new long[6];
    System.arraycopy(given, 0, words, 0, given.length);
    try {
      return (long)
          handle.invokeExact(state, words[0], words[1], words[2], words[3], words[4], words[5]);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  /** The bytes at an absolute address, up to a zero byte. */
  public static byte[] textAt(long address) {
    MemorySegment text = MemorySegment.ofAddress(address).reinterpret(LONGEST_TEXT);
    int length = 0;
    while (text.get(ValueLayout.JAVA_BYTE, length) != 0) {
      length++;
    }
    return text.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
  }

  /** Memory of the C library, {@code bytes} long. */
  public static MemorySegment at(long address, long bytes) {
    return MemorySegment.ofAddress(address).reinterpret(bytes);
  }
}
