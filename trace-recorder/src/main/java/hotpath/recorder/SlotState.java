package hotpath.recorder;

import hotpath.tssa.ir.Insn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of interpreter slots on a recorded path, by number from the frame pointer on entry;
 * null: not yet touched.
 */
final class SlotState {
  private static final int GROWTH = 64;

  private @Nullable Insn[] values = new @Nullable Insn[GROWTH * 2];
  private int bias = GROWTH;

  @Nullable Insn get(int slot) {
    int i = slot + bias;
    return i >= 0 && i < values.length ? values[i] : null;
  }

  void set(int slot, Insn value) {
    if (slot + bias < 0) {
      int more = Math.max(GROWTH, -(slot + bias));
      @Nullable Insn[] grown = new @Nullable Insn[values.length + more];
      System.arraycopy(values, 0, grown, more, values.length);
      values = grown;
      bias += more;
    }
    if (slot + bias >= values.length) {
      values = Arrays.copyOf(values, slot + bias + GROWTH);
    }
    values[slot + bias] = value;
  }

  SlotState copy() {
    SlotState copy = new SlotState();
    copy.values = values.clone();
    copy.bias = bias;
    return copy;
  }

  /** The slots that have another value in {@code other}, or a value in one of the two only. */
  List<Integer> differences(SlotState other) {
    List<Integer> different = new ArrayList<>();
    int last = Math.max(values.length - bias, other.values.length - other.bias);
    for (int slot = -Math.max(bias, other.bias); slot < last; slot++) {
      if (get(slot) != other.get(slot)) {
        different.add(slot);
      }
    }
    return different;
  }

  /** Forgets everything at or above {@code slot}: frames and operands that are gone. */
  void truncate(int slot) {
    int from = Math.max(0, slot + bias);
    if (from < values.length) {
      Arrays.fill(values, from, values.length, null);
    }
  }
}
