package hotpath.platform.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Memory for machine code, never writable and executable at the same address. It is mapped twice
 * where that does; {@link #patchable} asks the host by running a routine, rewriting it and running
 * it again, since no property tells: under an emulator that does not see what is written through
 * another mapping, the memory is mapped once and its protection is changed around each write.
 *
 * <p>Offsets count from 0. Hosts with separate instruction caches need a flush after a write; that
 * is the business of who knows the instruction set.
 */
public final class CodeMemory implements AutoCloseable {
  private static final int[] PROBED = {1, 2};

  private final long capacity;
  private final CodeMapping mapping;
  private boolean closed;

  /** Zero-filled memory of {@code bytes}, rounded up to 64 kB, for code that is written once. */
  public CodeMemory(long bytes) {
    this(CodeMapping.Twice.map(capacity(bytes)));
  }

  private CodeMemory(CodeMapping mapping) {
    this.mapping = mapping;
    this.capacity = mapping.readable().byteSize();
  }

  private static long capacity(long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("code memory of " + bytes + " bytes");
    }
    return HostMemory.round(bytes);
  }

  /** The same for code that is rewritten, also after it ran. */
  public static CodeMemory patchable(long bytes, InstructionFetch fetch) {
    CodeMemory twice = new CodeMemory(bytes);
    if (twice.seesPatches(fetch)) {
      return twice;
    }
    twice.close();
    return mappedOnce(bytes);
  }

  /**
   * The same in memory of no file, where each rewriting costs two calls of the kernel: only there
   * does Linux perf look for names in a map.
   */
  public static CodeMemory mappedOnce(long bytes) {
    return new CodeMemory(CodeMapping.Once.map(capacity(bytes)));
  }

  private boolean seesPatches(InstructionFetch fetch) {
    boolean seen = true;
    int length = 0;
    for (int value : PROBED) {
      byte[] routine = fetch.constantRoutine(value);
      length = routine.length;
      write(0, routine);
      fetch.flush(executableAddress(), length);
      seen &= (int) NativeEntry.enter(executableAddress(), 0, 0) == value;
    }
    write(0, new byte[length]);
    return seen;
  }

  public long capacity() {
    return capacity;
  }

  /** The absolute address at which offset 0 runs. */
  public long executableAddress() {
    return mapping.executable();
  }

  public void write(long offset, byte[] code) {
    MemorySegment source = MemorySegment.ofArray(code);
    write(
        offset, code.length, memory -> MemorySegment.copy(source, 0, memory, offset, code.length));
  }

  /** Overwrites four bytes, in the host's byte order. */
  public void write32(long offset, int word) {
    write(offset, 4, memory -> memory.set(ValueLayout.JAVA_INT_UNALIGNED, offset, word));
  }

  /** Overwrites eight bytes, in the host's byte order. */
  public void write64(long offset, long word) {
    write(offset, 8, memory -> memory.set(ValueLayout.JAVA_LONG_UNALIGNED, offset, word));
  }

  private void write(long offset, long bytes, Consumer<MemorySegment> writer) {
    requireOpen();
    Objects.checkFromIndexSize(offset, bytes, capacity);
    mapping.write(offset, bytes, writer);
  }

  /** The bytes as they stand, for dumps, tests and caches. */
  public byte[] read(long offset, int length) {
    requireOpen();
    return mapping.readable().asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("code memory is closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      mapping.unmap();
    }
  }
}
