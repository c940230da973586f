package hotpath.platform.memory;

import hotpath.platform.memory.HostMemory.Access;

/**
 * Address space that belongs to one VM. It starts inaccessible; parts are opened with {@link
 * #protect}.
 *
 * <p>The base is a multiple of 64 kB, with an inaccessible guard of 64 kB before it: what code
 * forms from base and a small negative displacement faults and does not reach memory of the host.
 *
 * <p>After {@link #close} any access through the base ends the host's process; the owner makes sure
 * that nobody is left.
 */
public final class Reservation implements AutoCloseable {
  /** Bytes before the base that stay inaccessible. */
  public static final long GUARD = HostMemory.GRANULE;

  // A host that counts what is writable refuses a single request above its whole memory, but not
  // the sum of several.
  private static final long LARGEST_REQUEST = 1L << 30;

  private final long mapping;
  private final long mappingBytes;
  private final long base;
  private final long bytes;
  private boolean closed;

  /** Reserves {@code bytes} (rounded up to 64 kB) behind the guard. */
  public Reservation(long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("reservation of " + bytes + " bytes");
    }
    this.bytes = HostMemory.round(bytes);
    // One granule for the guard, one to align the base.
    mappingBytes = this.bytes + GUARD + HostMemory.GRANULE;
    mapping = HostMemory.map(mappingBytes, Access.NONE);
    base = HostMemory.round(mapping) + GUARD;
  }

  /** The absolute address of the first byte. */
  public long base() {
    return base;
  }

  public long bytes() {
    return bytes;
  }

  /**
   * Changes what may be done with {@code length} bytes from {@code offset} on, both multiples of 64
   * kB.
   */
  public void protect(long offset, long length, Access access) {
    if (closed) {
      throw new IllegalStateException("reservation is closed");
    }
    if (((offset | length) & (HostMemory.GRANULE - 1)) != 0
        || offset < 0
        || length < 0
        || length > bytes - offset) {
      throw new IllegalArgumentException(
          "protect " + length + " bytes at " + offset + " of " + bytes);
    }
    for (long at = offset; at < offset + length; at += LARGEST_REQUEST) {
      long part = Math.min(LARGEST_REQUEST, offset + length - at);
      HostMemory.protect(base + at, part, access);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      HostMemory.unmap(mapping, mappingBytes);
    }
  }
}
