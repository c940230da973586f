package hotpath.gc.sanity;

import hotpath.gc.memory.GuestMemory;

/**
 * What freed memory is filled with. Read as a class descriptor, the word is not 16-aligned and lies
 * outside of the metadata; read as a reference, it is not 8-aligned and lies outside of the heap;
 * and its lowest bit is 0, so it is no forwarding.
 */
public final class Poison {
  public static final int WORD = 0xDEAD_BEEE;

  private static final long TWO_WORDS = Integer.toUnsignedLong(WORD) * 0x1_0000_0001L;

  private Poison() {}

  /** Fills a range whose bounds are multiples of 8. */
  public static void fill(GuestMemory memory, long offset, long bytes) {
    for (long at = offset; at < offset + bytes; at += 8) {
      memory.i64(at, TWO_WORDS);
    }
  }
}
