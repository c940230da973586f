package hotpath.recorder;

import hotpath.interpreter.classfile.FlowState;
import hotpath.interpreter.frame.FrameLayout;
import hotpath.interpreter.predecode.LocalSlots;
import hotpath.interpreter.predecode.PreparedMethod;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The slots that somebody may still read at a place on a recorded path, in all frames that the
 * trace knows. It is the same liveness by which a collection finds the references of a frame, so a
 * slot that an exit leaves alone is never taken for one.
 */
final class LiveSlots {
  private final Map<Long, int[]> locals = new HashMap<>();
  private int[] slots = new int[64];
  private int size;

  int size() {
    return size;
  }

  /** The {@code i}-th live slot, ascending. */
  int slot(int i) {
    return slots[i];
  }

  /**
   * Finds the live slots.
   *
   * @param pc the place in the innermost frame
   * @param sp its operand stack pointer, in slots
   */
  void collect(List<VirtualFrame> path, long pc, int sp) {
    size = 0;
    for (int i = 0; i < path.size(); i++) {
      VirtualFrame frame = path.get(i);
      boolean innermost = i == path.size() - 1;
      if (frame.inlined()) {
        add(frame.fpSlot() + FrameLayout.LINK);
        add(frame.fpSlot() + FrameLayout.METHOD);
      }
      long place = innermost ? pc : frame.callPc();
      for (int slot : liveLocals(frame.method(), place)) {
        add(frame.fpSlot() + slot);
      }
      int end = sp;
      if (!innermost) {
        VirtualFrame callee = path.get(i + 1);
        end = callee.fpSlot() - callee.method().slots().argumentSlots();
      }
      for (int slot = frame.fpSlot() + frame.method().slots().stackSlot(); slot < end; slot++) {
        add(slot);
      }
    }
    Arrays.sort(slots, 0, size);
  }

  private void add(int slot) {
    if (size == slots.length) {
      slots = Arrays.copyOf(slots, size * 2);
    }
    slots[size++] = slot;
  }

  /** Live locals at a word, as slots from the frame pointer. */
  private int[] liveLocals(PreparedMethod method, long pc) {
    return locals.computeIfAbsent(pc, p -> findLiveLocals(method, pc));
  }

  private static int[] findLiveLocals(PreparedMethod method, long pc) {
    LocalSlots of = method.slots();
    int instruction = method.instructionAt(pc);
    int[] found = new int[method.code().maxLocals() + of.argumentSlots() + 1];
    int count = 0;
    if (instruction == PreparedMethod.NO_INSTRUCTION) {
      for (int slot = -of.argumentSlots(); slot < 0; slot++) {
        found[count++] = slot;
      }
    } else {
      FlowState state = method.flow().at(instruction);
      for (int local = 0; local < method.code().maxLocals(); local++) {
        if (of.hasSlot(local) && state.isLive(local)) {
          found[count++] = of.slot(local);
        }
      }
    }
    if (of.hasLockSlot()) {
      found[count++] = of.lockSlot();
    }
    return Arrays.copyOf(found, count);
  }
}
