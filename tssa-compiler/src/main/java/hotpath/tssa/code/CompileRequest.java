package hotpath.tssa.code;

import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.lir.EntryState;
import org.jspecify.annotations.Nullable;

/**
 * A trace to compile.
 *
 * @param slot what its exits call it, 0 to {@link hotpath.tssa.backend.EmitRequest#MAX_TRACE}; no
 *     other trace that lives has it
 * @param number what ends of traces call it that link to it; of all traces ever, no other has it
 * @param tssa with all passes done; not changed
 * @param entry for a bridge what it inherits ({@link CompiledTrace#entryState}); its slots are
 *     numbered from the same frame pointer as its parent's
 * @param header the state at the loop's label, so that bridges can come back to it; null: that of
 *     the loop's first exit, if that describes it
 * @param loopOffset where the loop of {@code entry} lies: {@link CompiledTrace#loopOffset} of the
 *     trace that has it, -1 if there is none
 */
public record CompileRequest(
    int slot,
    int number,
    Tssa tssa,
    @Nullable EntryState entry,
    @Nullable Snapshot header,
    int loopOffset) {

  /** A trace that starts with all its state in the frame; in the slot of its number. */
  public static CompileRequest root(int number, Tssa tssa) {
    return new CompileRequest(number, number, tssa, null, null, -1);
  }

  /**
   * A bridge, in the slot of its number.
   *
   * @param loopOffset of the trace whose loop the parent's exit lies in
   */
  public static CompileRequest bridge(int number, Tssa tssa, EntryState entry, int loopOffset) {
    return new CompileRequest(number, number, tssa, entry, null, loopOffset);
  }

  /** The same in another slot. */
  public CompileRequest inSlot(int other) {
    return new CompileRequest(other, number, tssa, entry, header, loopOffset);
  }
}
