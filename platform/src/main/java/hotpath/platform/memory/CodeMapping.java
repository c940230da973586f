package hotpath.platform.memory;

import hotpath.platform.memory.HostMemory.Access;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/** How code memory is mapped: no page is writable and executable through the same mapping. */
sealed interface CodeMapping {

  /** The address at which offset 0 runs. */
  long executable();

  /** Writes to {@code bytes} at {@code offset} of the memory, which the writer is given whole. */
  void write(long offset, long bytes, Consumer<MemorySegment> writer);

  /** The memory, to be read. */
  MemorySegment readable();

  void unmap();

  /**
   * One file without a name, mapped twice: through one mapping it is written, through the other it
   * runs. Code can be patched while another part of it is in use, and patching costs nothing.
   */
  record Twice(MemorySegment readable, long executable) implements CodeMapping {

    static Twice map(long capacity) {
      int file = HostMemory.createMemoryFile("hotpath-code", capacity);
      try {
        long address = HostMemory.mapShared(capacity, Access.READ_WRITE, file);
        try {
          long executable = HostMemory.mapShared(capacity, Access.READ_EXECUTE, file);
          return new Twice(MemorySegment.ofAddress(address).reinterpret(capacity), executable);
        } catch (HostMemoryException e) {
          HostMemory.unmap(address, capacity);
          throw e;
        }
      } finally {
        // The mappings keep the file alive.
        HostMemory.closeFile(file);
      }
    }

    @Override
    public void write(long offset, long bytes, Consumer<MemorySegment> writer) {
      writer.accept(readable);
    }

    @Override
    public void unmap() {
      HostMemory.unmap(readable.address(), readable.byteSize());
      HostMemory.unmap(executable, readable.byteSize());
    }
  }

  /**
   * Pages that are writable while they are written, and executable else. Each write costs two calls
   * of the kernel; no code in the pages may run meanwhile.
   */
  record Once(MemorySegment readable) implements CodeMapping {

    static Once map(long capacity) {
      long address = HostMemory.map(capacity, Access.READ_EXECUTE);
      return new Once(MemorySegment.ofAddress(address).reinterpret(capacity));
    }

    @Override
    public long executable() {
      return readable.address();
    }

    @Override
    public void write(long offset, long bytes, Consumer<MemorySegment> writer) {
      long start = readable.address() + (offset & -HostMemory.GRANULE);
      long size = readable.address() + offset + bytes - start;
      HostMemory.protect(start, size, Access.READ_WRITE);
      try {
        writer.accept(readable);
      } finally {
        HostMemory.protect(start, size, Access.READ_EXECUTE);
      }
    }

    @Override
    public void unmap() {
      HostMemory.unmap(readable.address(), readable.byteSize());
    }
  }
}
