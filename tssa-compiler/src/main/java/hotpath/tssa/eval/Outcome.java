package hotpath.tssa.eval;

import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.VirtualObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How evaluated code ended.
 *
 * @param at the instruction that ended it; null if the limit did
 * @param exit the exit taken, for EXIT, LOOP and LINK
 * @param state the state that the exit's snapshot describes; null if there is no snapshot
 * @param values operands of the ending instruction: of a LEAVE, DISPATCH or RETURN
 * @param steps instructions executed
 */
public record Outcome(
    How how,
    @Nullable Insn at,
    @Nullable Exit exit,
    @Nullable State state,
    List<Long> values,
    long steps) {

  /** The ways to end. */
  public enum How {
    /** Through the exit of a GUARD, an allocation or a LEAVE. */
    EXIT,
    /** At a LOOP: the trace would begin again in this state. */
    LOOP,
    LINK,
    DISPATCH,
    RETURN,
    /** The limit of steps was reached. */
    STEPS
  }

  /**
   * What to restore.
   *
   * @param slots in ascending order
   * @param count the instruction count, 0 if none is kept
   */
  public record State(List<SlotValue> slots, List<ObjectValue> objects, long count) {}

  /**
   * Slot {@code slot} holds {@code bits}.
   *
   * @param object index of the object not yet allocated that the slot refers to, or -1; then {@code
   *     bits} is 0
   */
  public record SlotValue(int slot, Kind kind, long bits, int object) {}

  /** An object to allocate. */
  public record ObjectValue(VirtualObject description, List<FieldValue> fields) {}

  /** A field of an object to allocate; {@code object} as in {@link SlotValue}. */
  public record FieldValue(int offset, MemType type, long bits, int object) {}
}
