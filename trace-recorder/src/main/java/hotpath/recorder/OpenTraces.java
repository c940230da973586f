package hotpath.recorder;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.MetadataSpace;
import hotpath.interpreter.engine.TraceEntries;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.ThreadBlock;
import java.util.function.BooleanSupplier;

/**
 * The traces that the threaded engine goes to by itself: a table in guest memory with a word for
 * each slot, where in the code cache the trace begins, 0 for one that is not open. Offsets and no
 * addresses, so that the table means the same wherever the code lies.
 *
 * <p>A trace is opened when the engine asks for it, so the VM sees its first entry; whoever wants
 * to see the next one shuts it. While no trace may be entered, the engine leaves for each.
 */
final class OpenTraces implements TraceEntries {
  private final GuestMemory memory;
  private final long code;
  private final BooleanSupplier mayEnter;
  private final long table;
  private final int slots;

  /**
   * @param slots how many traces there may be
   * @param code absolute address of the code cache
   * @param mayEnter whether any trace may be entered; asked whenever the engine starts
   */
  OpenTraces(
      GuestMemory memory, MetadataSpace metadata, int slots, long code, BooleanSupplier mayEnter) {
    this.memory = memory;
    this.slots = slots;
    this.code = code;
    this.mayEnter = mayEnter;
    table = metadata.allocate((long) Integer.BYTES * slots, Integer.BYTES);
  }

  @Override
  public void install(GuestThread thread) {
    memory.u32(thread.block() + ThreadBlock.TRACE_TABLE, table);
    memory.i64(thread.block() + ThreadBlock.TRACE_CODE, mayEnter.getAsBoolean() ? code : 0);
  }

  /** Whether the engine that has just run the thread would have gone to an open trace. */
  boolean areUsed(GuestThread thread) {
    return memory.i64(thread.block() + ThreadBlock.TRACE_CODE) != 0;
  }

  void open(int slot, int offset) {
    word(slot, offset);
  }

  void shut(int slot) {
    word(slot, 0);
  }

  private void word(int slot, int offset) {
    if (slot >= slots) {
      throw new IllegalStateException("slot " + slot + " of " + slots);
    }
    memory.i32(table + (long) Integer.BYTES * slot, offset);
  }
}
