package hotpath.interpreter.vm;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.ObjectLayout;
import hotpath.interpreter.link.Allocator;

/**
 * Identity hash codes: drawn from the VM's seed when first asked for, then kept in the object's
 * header.
 */
public final class IdentityHashes {
  private static final int MASK = 0x7FFF_FFFF;

  private final GuestMemory memory;
  private long state;

  IdentityHashes(GuestMemory memory, long seed) {
    this.memory = memory;
    this.state = seed;
  }

  /** The hash of an object; 0 for null. */
  public int of(int ref) {
    if (ref == 0) {
      return 0;
    }
    long at = Allocator.offset(ref) + ObjectLayout.HASH;
    int hash = memory.i32(at);
    if (hash == 0) {
      hash = next();
      memory.i32(at, hash);
    }
    return hash;
  }

  /** Marsaglia's xorshift; never 0. */
  private int next() {
    int hash;
    do {
      state ^= state << 13;
      state ^= state >>> 7;
      state ^= state << 17;
      hash = (int) (state >>> 20) & MASK;
    } while (hash == 0);
    return hash;
  }
}
