package hotpath.interpreter.natives.host;

import hotpath.interpreter.vm.Errno;
import hotpath.interpreter.vm.FileStatus;
import hotpath.interpreter.vm.HostFailure;
import hotpath.platform.memory.CLibrary;
import hotpath.platform.memory.CallFailure;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The operating system's calls on files: failures carry its number and text, calls that a signal
 * interrupted are made again.
 *
 * <p>Structures are read at fixed offsets. Only those are used whose layout is the same on all
 * 64-bit Linux hosts, which is why {@code stat} is {@code statx} here.
 */
final class SystemCalls {
  private static final int STATX_BYTES = 256;
  private static final int STATX_BASIC = 0x7FF;
  private static final int STATX_BIRTH = 0x800;

  private final CLibrary library = new CLibrary();

  long call(String function, long... arguments) throws HostFailure {
    return repeat(() -> library.call(function, arguments));
  }

  long callLong(String function, long... arguments) throws HostFailure {
    return repeat(() -> library.callLong(function, arguments));
  }

  long callPointer(String function, long... arguments) throws HostFailure {
    return repeat(() -> library.callPointer(function, arguments));
  }

  private interface Attempt {
    long run() throws CallFailure;
  }

  private long repeat(Attempt attempt) throws HostFailure {
    while (true) {
      try {
        return attempt.run();
      } catch (CallFailure e) {
        if (e.errno() != Errno.EINTR) {
          throw failure(e.errno());
        }
      }
    }
  }

  HostFailure failure(int errno) {
    return new HostFailure(errno, message(errno));
  }

  String message(int errno) {
    try {
      byte[] text = CLibrary.textAt(library.callPointer("strerror", errno));
      return new String(text, StandardCharsets.UTF_8);
    } catch (CallFailure e) {
      return "error " + errno;
    }
  }

  /** The address of a zero-terminated copy. A path with a zero in it names no file. */
  long text(Arena arena, byte[] text) throws HostFailure {
    MemorySegment copy = arena.allocate(text.length + 1L);
    for (int i = 0; i < text.length; i++) {
      if (text[i] == 0) {
        throw failure(Errno.ENOENT);
      }
      copy.set(ValueLayout.JAVA_BYTE, i, text[i]);
    }
    return copy.address();
  }

  FileStatus status(Arena arena, long folder, long path, long flags) throws HostFailure {
    MemorySegment buffer = arena.allocate(STATX_BYTES, Long.BYTES);
    call("statx", folder, path, flags, STATX_BASIC | STATX_BIRTH, buffer.address());
    boolean hasBirth = (i32(buffer, 0) & STATX_BIRTH) != 0;
    return new FileStatus(
        Short.toUnsignedInt(buffer.get(ValueLayout.JAVA_SHORT, 28)),
        i64(buffer, 32),
        device(i32(buffer, 136), i32(buffer, 140)),
        device(i32(buffer, 128), i32(buffer, 132)),
        i32(buffer, 16),
        i32(buffer, 20),
        i32(buffer, 24),
        i64(buffer, 40),
        time(buffer, 64),
        time(buffer, 112),
        time(buffer, 96),
        hasBirth ? time(buffer, 80) : null);
  }

  private static int i32(MemorySegment buffer, long offset) {
    return buffer.get(ValueLayout.JAVA_INT, offset);
  }

  private static long i64(MemorySegment buffer, long offset) {
    return buffer.get(ValueLayout.JAVA_LONG, offset);
  }

  private static FileStatus.Time time(MemorySegment buffer, long offset) {
    return new FileStatus.Time(i64(buffer, offset), i32(buffer, offset + 8));
  }

  /** As {@code makedev} of the C library. */
  private static long device(int major, int minor) {
    return (minor & 0xFFL)
        | (major & 0xFFFL) << 8
        | (minor & 0xFFFF_FF00L) << 12
        | (major & 0xFFFF_F000L) << 32;
  }

  /** Two {@code struct timespec}, from nanoseconds; rounded as the library does it. */
  static long times(Arena arena, long accessed, long modified) {
    MemorySegment times = arena.allocate(4 * Long.BYTES, Long.BYTES);
    times.set(ValueLayout.JAVA_LONG, 0, accessed / 1_000_000_000);
    times.set(ValueLayout.JAVA_LONG, 8, accessed % 1_000_000_000);
    times.set(ValueLayout.JAVA_LONG, 16, modified / 1_000_000_000);
    times.set(ValueLayout.JAVA_LONG, 24, modified % 1_000_000_000);
    return times.address();
  }

  /** A field of the record that a pointer-valued call gives; null if it gives none. */
  @Nullable MemorySegment entry(String function, long key) throws HostFailure {
    try {
      return CLibrary.at(library.callPointer(function, key), 24);
    } catch (CallFailure e) {
      if (e.errno() == 0) {
        return null;
      }
      throw failure(e.errno());
    }
  }

  /** The bytes of a text that a pointer of the C library leads to. */
  static byte[] textAt(long address) {
    return CLibrary.textAt(address);
  }
}
