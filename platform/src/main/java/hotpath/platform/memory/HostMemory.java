package hotpath.platform.memory;

import java.lang.foreign.Arena;
import java.util.Locale;

/**
 * Pages of the host, by way of the C library of Linux. Addresses and sizes are absolute and in
 * bytes; sizes are rounded up to whole pages. A refusal is a {@link HostMemoryException}.
 *
 * <p>Every start calls these functions, so they are called in the cheapest way, which knows no
 * {@code errno}: what failed is called once more by a {@link CLibrary}, which tells why. None of
 * them minds.
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

  private HostMemory() {}

  /** A function of the C library that answers -1 when it fails. */
  private enum Function {
    MMAP,
    MUNMAP,
    MPROTECT,
    MEMFD_CREATE,
    FTRUNCATE,
    CLOSE;

    private final String symbol = name().toLowerCase(Locale.ROOT);
    private final long address = NativeEntry.hostFunction(symbol);

    long call(long a, long b, long c) throws CallFailure {
      return call(a, b, c, 0, 0, 0);
    }

    /** Upper halves of {@code int} results are anything; no page's address ends in 32 ones. */
    long call(long a, long b, long c, long d, long e, long f) throws CallFailure {
      long result = NativeEntry.call(address, a, b, c, d, e, f);
      if ((int) result != -1) {
        return result;
      }
      CLibrary library = new CLibrary();
      return this == MMAP
          ? library.callLong(symbol, a, b, c, d, e, f)
          : library.call(symbol, a, b, c, d, e, f);
    }
  }

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
    try {
      return Function.MMAP.call(0, round(bytes), access.bits, flags, file, 0);
    } catch (CallFailure e) {
      throw failure("mmap of " + round(bytes) + " bytes, " + access, e);
    }
  }

  public static void unmap(long address, long bytes) {
    try {
      Function.MUNMAP.call(address, round(bytes), 0);
    } catch (CallFailure e) {
      throw failure("munmap" + of(address, bytes), e);
    }
  }

  public static void protect(long address, long bytes, Access access) {
    try {
      Function.MPROTECT.call(address, round(bytes), access.bits);
    } catch (CallFailure e) {
      throw failure("mprotect to " + access + of(address, bytes), e);
    }
  }

  /** A file without a name, of {@code bytes} zeros; returns its descriptor. */
  static int createMemoryFile(String label, long bytes) {
    int file = createMemoryFile(label);
    try {
      Function.FTRUNCATE.call(file, round(bytes), 0);
      return file;
    } catch (CallFailure e) {
      closeFile(file);
      throw failure("ftruncate to " + round(bytes) + " bytes", e);
    }
  }

  private static int createMemoryFile(String label) {
    try (Arena arena = Arena.ofConfined()) {
      long name = arena.allocateFrom(label).address();
      // Hosts that make such files not executable want to be asked; those before Linux 6.3 do not
      // know the flag.
      try {
        return (int) Function.MEMFD_CREATE.call(name, MFD_CLOEXEC | MFD_EXEC, 0);
      } catch (CallFailure e) {
        if (e.errno() != EINVAL) {
          throw e;
        }
        return (int) Function.MEMFD_CREATE.call(name, MFD_CLOEXEC, 0);
      }
    } catch (CallFailure e) {
      throw failure("memfd_create", e);
    }
  }

  static void closeFile(int file) {
    try {
      Function.CLOSE.call(file, 0, 0);
    } catch (CallFailure e) {
      throw failure("close of file " + file, e);
    }
  }

  /** The next multiple of {@link #GRANULE}. */
  public static long round(long bytes) {
    return (bytes + GRANULE - 1) & -GRANULE;
  }

  private static String of(long address, long bytes) {
    return " of " + round(bytes) + " bytes at 0x" + Long.toHexString(address);
  }

  private static HostMemoryException failure(String asked, CallFailure why) {
    return new HostMemoryException(asked, why.errno());
  }
}
