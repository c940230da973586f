package hotpath.dump;

/**
 * What a slot must hold.
 *
 * @param slot in 8 bytes from the frame pointer of the anchor's frame
 * @param value a constant or value of Trace SSA, or {@code object N} of {@link Guard#objects()}
 */
public record SnapshotSlot(int slot, String value) {}
