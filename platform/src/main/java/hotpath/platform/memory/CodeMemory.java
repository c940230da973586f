package hotpath.platform.memory;

import hotpath.platform.memory.HostMemory.Access;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Memory for machine code: one file without a name, mapped twice. Through one mapping it is
 * written, through the other it runs; neither mapping is writable and executable, and code can be
 * patched while another part of it is in use.
 *
 * <p>Offsets count from 0 in both mappings. Hosts with separate instruction caches need a flush
 * after a write; that is the business of who knows the instruction set.
 */
public final class CodeMemory implements AutoCloseable {
  private final long capacity;
  private final MemorySegment writable;
  private final long executable;
  private boolean closed;

  /** Zero-filled memory of {@code bytes}, rounded up to 64 kB. */
  public CodeMemory(long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("code memory of " + bytes + " bytes");
    }
    capacity = HostMemory.round(bytes);
    int file = HostMemory.createMemoryFile("hotpath-code", capacity);
    try {
      long address = HostMemory.mapShared(capacity, Access.READ_WRITE, file);
      try {
        executable = HostMemory.mapShared(capacity, Access.READ_EXECUTE, file);
      } catch (HostMemoryException e) {
        HostMemory.unmap(address, capacity);
        throw e;
      }
      writable = MemorySegment.ofAddress(address).reinterpret(capacity);
    } finally {
      // The mappings keep the file alive.
      HostMemory.closeFile(file);
    }
  }

  public long capacity() {
    return capacity;
  }

  /** The absolute address at which offset 0 runs. */
  public long executableAddress() {
    return executable;
  }

  public void write(long offset, byte[] code) {
    MemorySegment.copy(MemorySegment.ofArray(code), 0, open(), offset, code.length);
  }

  /** Overwrites four bytes, in the host's byte order. */
  public void write32(long offset, int word) {
    open().set(ValueLayout.JAVA_INT_UNALIGNED, offset, word);
  }

  /** Overwrites eight bytes, in the host's byte order. */
  public void write64(long offset, long word) {
    open().set(ValueLayout.JAVA_LONG_UNALIGNED, offset, word);
  }

  /** The bytes as they stand, for dumps, tests and caches. */
  public byte[] read(long offset, int length) {
    return open().asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
  }

  private MemorySegment open() {
    if (closed) {
      throw new IllegalStateException("code memory is closed");
    }
    return writable;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      HostMemory.unmap(writable.address(), capacity);
      HostMemory.unmap(executable, capacity);
    }
  }
}
