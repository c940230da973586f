package hotpath.dump;

import hotpath.platform.CodePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exit of a trace, and the operation that leaves by it.
 *
 * @param exit its number, from 0
 * @param operation number of the operation in the last stage
 * @param reason why it leaves
 * @param at where the interpreter goes on
 * @param snapshot what the interpreter's slots must hold there
 * @param objects what must be allocated for it: the text of each, with its fields
 * @param hits how often it left
 * @param bridge the trace that has grown from it
 */
public record Guard(
    int exit,
    int operation,
    String reason,
    CodePosition at,
    List<SnapshotSlot> snapshot,
    List<String> objects,
    long hits,
    @Nullable Integer bridge) {
  Guard with(long newHits, @Nullable Integer newBridge) {
    return new Guard(exit, operation, reason, at, snapshot, objects, newHits, newBridge);
  }
}
