package hotpath.interpreter.meaning;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.MetadataSpace;
import hotpath.interpreter.frame.GuestThread;

/**
 * What those leaf routines gave that only depend on their arguments ({@link
 * LeafRoutine#isRemembered}): a table in guest memory, by a hash of the arguments, the newest
 * result in each place. Handlers look there, and leave for the VM where nothing is; so they call no
 * Java, and no start makes what they would call it by.
 *
 * <p>Nothing in it becomes wrong: descriptors of classes are never used again (decision 015), and
 * tables of switches do not change.
 */
public final class LeafMemo {
  /** An entry: i64 of both arguments, the first in the upper half; i32 result. */
  static final int ENTRY_BYTES = 16;

  static final int RESULT = 8;

  /** In each routine's part. */
  static final int ENTRIES = 1024;

  /** The first argument is an offset of a multiple of 8, or nearly. */
  static final int SHIFT = 3;

  private final GuestMemory memory;
  private final long table;

  public LeafMemo(GuestMemory memory, MetadataSpace metadata) {
    this.memory = memory;
    int parts = 0;
    for (LeafRoutine routine : LeafRoutine.values()) {
      parts += routine.isRemembered() ? 1 : 0;
    }
    table = metadata.allocate((long) parts * ENTRIES * ENTRY_BYTES, ENTRY_BYTES);
  }

  /** Region offset of the table. */
  public long table() {
    return table;
  }

  /** Where a routine's part begins in the table. */
  static int part(LeafRoutine routine) {
    return routine.ordinal() * ENTRIES * ENTRY_BYTES;
  }

  /** Computes what the thread left for: value word 0 is the key, word 1 the routine. */
  public void remember(GuestThread thread) {
    long key = thread.value(0);
    LeafRoutine routine = LeafRoutine.values()[(int) thread.value(1)];
    int first = (int) (key >>> 32);
    int second = (int) key;
    int result = LeafRoutines.search(routine, memory.base(), first, second);
    int hash = ((first >>> SHIFT) ^ second) & (ENTRIES - 1);
    long entry = table + part(routine) + (long) hash * ENTRY_BYTES;
    memory.i64(entry, key);
    memory.i32(entry + RESULT, result);
  }
}
