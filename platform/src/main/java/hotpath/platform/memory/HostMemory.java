package hotpath.platform.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Pages of the host, by way of the C library of Linux. Addresses and sizes are absolute and in
 * bytes; sizes are rounded up to whole pages. A refusal is a {@link HostMemoryException}.
 *
 * <p>The functions are constants here, unlike those of a {@link CLibrary}: every start calls them.
 * An {@code int} result is narrowed by the caller.
 */
public final class HostMemory {
  /** What may be done with pages. */
  public enum Access {
    NONE(0),
    READ(1),
    READ_WRITE(1 | 2),
    READ_EXECUTE(1 | 4);

    private final int bits;

    Access(int bits) {
      this.bits = bits;
    }
  }

  /**
   * A multiple of the page size of every host (4, 16 or 64 kB); all layouts of ours are in these
   * units.
   */
  public static final long GRANULE = 64 * 1024;

  private static final int MAP_SHARED = 0x01;
  private static final int MAP_PRIVATE = 0x02;
  private static final int MAP_ANONYMOUS = 0x20;
  // Not the same number on all hosts, but ignored where it is another; Reservation does not depend
  // on it.
  private static final int MAP_NORESERVE = 0x4000;
  private static final int MFD_CLOEXEC = 0x1;
  private static final int MFD_EXEC = 0x10;
  private static final int EINVAL = 22;

  private static final MethodHandle MMAP = CLibrary.bind("mmap");
  private static final MethodHandle MUNMAP = CLibrary.bind("munmap");
  private static final MethodHandle MPROTECT = CLibrary.bind("mprotect");
  private static final MethodHandle MEMFD_CREATE = CLibrary.bind("memfd_create");
  private static final MethodHandle FTRUNCATE = CLibrary.bind("ftruncate");
  private static final MethodHandle CLOSE = CLibrary.bind("close");

  private HostMemory() {}

  /**
   * Fresh private pages, all zero, not counted against the host's memory before they are touched.
   */
  public static long map(long bytes, Access access) {
    return map(bytes, access, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1);
  }

  /** Pages of a file, seen by all its mappings. */
  static long mapShared(long bytes, Access access, int file) {
    return map(bytes, access, MAP_SHARED, file);
  }

  private static long map(long bytes, Access access, int flags, int file) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = CLibrary.newState(arena);
      long address =
          (long)
              MMAP.invokeExact(
                  state, 0L, round(bytes), (long) access.bits, (long) flags, (long) file, 0L);
      if (address == -1) {
        throw failure("mmap of " + round(bytes) + " bytes, " + access, state);
      }
      return address;
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  public static void unmap(long address, long bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = CLibrary.newState(arena);
      int result = (int) (long) MUNMAP.invokeExact(state, address, round(bytes), 0L, 0L, 0L, 0L);
      check(result, "munmap", address, bytes, state);
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  public static void protect(long address, long bytes, Access access) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = CLibrary.newState(arena);
      int result =
          (int)
              (long)
                  MPROTECT.invokeExact(
                      state, address, round(bytes), (long) access.bits, 0L, 0L, 0L);
      check(result, "mprotect to " + access, address, bytes, state);
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  /** A file without a name, of {@code bytes} zeros; returns its descriptor. */
  static int createMemoryFile(String label, long bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = CLibrary.newState(arena);
      long name = arena.allocateFrom(label).address();
      // Hosts that make such files not executable want to be asked; those before Linux 6.3 do not
      // know the flag.
      int file = createMemoryFile(state, name, MFD_CLOEXEC | MFD_EXEC);
      if (file < 0 && CLibrary.errno(state) == EINVAL) {
        file = createMemoryFile(state, name, MFD_CLOEXEC);
      }
      if (file < 0) {
        throw failure("memfd_create", state);
      }
      int result =
          (int) (long) FTRUNCATE.invokeExact(state, (long) file, round(bytes), 0L, 0L, 0L, 0L);
      if (result != 0) {
        HostMemoryException e = failure("ftruncate to " + round(bytes) + " bytes", state);
        closeFile(file);
        throw e;
      }
      return file;
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  private static int createMemoryFile(MemorySegment state, long name, int flags) throws Throwable {
    return (int) (long) MEMFD_CREATE.invokeExact(state, name, (long) flags, 0L, 0L, 0L, 0L);
  }

  static void closeFile(int file) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = CLibrary.newState(arena);
      int result = (int) (long) CLOSE.invokeExact(state, (long) file, 0L, 0L, 0L, 0L, 0L);
      if (result != 0) {
        throw failure("close of file " + file, state);
      }
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  /** The next multiple of {@link #GRANULE}. */
  public static long round(long bytes) {
    return (bytes + GRANULE - 1) & -GRANULE;
  }

  private static void check(
      int result, String call, long address, long bytes, MemorySegment state) {
    if (result != 0) {
      throw failure(
          call + " of " + round(bytes) + " bytes at 0x" + Long.toHexString(address), state);
    }
  }

  private static HostMemoryException failure(String asked, MemorySegment state) {
    return new HostMemoryException(asked, CLibrary.errno(state));
  }

  /** A method handle declares Throwable; what the calls above can really throw is unchecked. */
  private static RuntimeException unchecked(Throwable t) {
    return switch (t) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new IllegalStateException(t);
    };
  }
}
