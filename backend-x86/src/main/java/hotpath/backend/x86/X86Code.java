package hotpath.backend.x86;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * A finished piece of code with its literals behind it. It may lie at any multiple of its
 * alignment; there {@link #install} sets its external jumps, which is all that depends on the
 * place.
 */
public final class X86Code {
  private static final ValueLayout.OfInt DISPLACEMENT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** A jump or call out of the code: where its 4-byte displacement stands and what it reaches. */
  public record Relocation(int offset, int target) {}

  private final byte[] bytes;
  private final int codeSize;
  private final int alignment;
  private final List<Relocation> relocations;

  X86Code(byte[] bytes, int codeSize, int alignment, List<Relocation> relocations) {
    this.bytes = bytes;
    this.codeSize = codeSize;
    this.alignment = alignment;
    this.relocations = relocations;
  }

  /** Code and literals. */
  public MemorySegment bytes() {
    return MemorySegment.ofArray(bytes).asReadOnly();
  }

  /** Where the instructions end. */
  public int codeSize() {
    return codeSize;
  }

  public int alignment() {
    return alignment;
  }

  public List<Relocation> relocations() {
    return relocations;
  }

  /**
   * Copies the code to offset {@code at} of the cache. {@code offsetOf} gives for each external
   * target its offset in the same cache.
   */
  public void install(MemorySegment cache, long at, IntToLongFunction offsetOf) {
    if (at % alignment != 0) {
      throw new IllegalArgumentException(at + " is not aligned to " + alignment);
    }
    MemorySegment.copy(bytes(), 0, cache, at, bytes.length);
    for (Relocation relocation : relocations) {
      repoint(cache, at + relocation.offset, offsetOf.applyAsLong(relocation.target));
    }
  }

  /** Lets the jump whose displacement stands at {@code field} go to {@code target}. */
  public static void repoint(MemorySegment cache, long field, long target) {
    cache.set(DISPLACEMENT, field, Math.toIntExact(target - (field + 4)));
  }
}
