package hotpath.interpreter.classfile;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Kinds of locals (forward) and their liveness (backward) for one method, by fixpoint over its reachable instructions.
 *
 * <p>States are shared between instructions that do not write a local. A local whose kinds differ where paths meet is
 * VOID from there on: verified code cannot read it. An exception can leave before any covered instruction, so a handler
 * sees the meet of the states on entry to all of them.
 */
final class LocalFlow {
  private static final JavaKind[] KINDS = JavaKind.values();
  private static final byte UNUSABLE = (byte) JavaKind.VOID.ordinal();

  private final CodeFlow flow;
  private final MethodCode code;
  private final byte @Nullable [][] kinds;
  private final int words;
  private final long[] live;

  LocalFlow(CodeFlow flow) {
    this.flow = flow;
    this.code = flow.code();
    this.kinds = new byte[code.length()][];
    this.words = (code.maxLocals() + 63) >>> 6;
    this.live = new long[code.length() * words];
    findKinds();
    findLive();
  }

  JavaKind kind(int i, int local) {
    byte[] state = kinds[i];
    return state == null ? JavaKind.VOID : KINDS[state[local]];
  }

  boolean isLive(int i, int local) {
    return (live[i * words + (local >>> 6)] >>> local & 1) != 0;
  }

  private void findKinds() {
    BitSet work = new BitSet(code.length());
    kinds[0] = entryKinds();
    work.set(0);
    List<ExceptionHandler> handlers = code.handlers();
    byte[][] lastThrown = new byte[handlers.size()][];
    for (int i = 0; i >= 0; i = next(work, i)) {
      work.clear(i);
      byte[] before = kinds[i];
      if (before == null) {
        continue;
      }
      for (int h = 0; h < lastThrown.length; h++) {
        if (lastThrown[h] != before && handlers.get(h).covers(i)) {
          lastThrown[h] = before;
          meet(handlers.get(h).handler(), before, work);
        }
      }
      byte[] after = after(i, before);
      forEachSuccessor(i, successor -> meet(successor, after, work));
    }
  }

  private static int next(BitSet work, int i) {
    int next = work.nextSetBit(i);
    return next >= 0 ? next : work.nextSetBit(0);
  }

  private byte[] entryKinds() {
    byte[] entry = new byte[code.maxLocals()];
    Arrays.fill(entry, UNUSABLE);
    int local = 0;
    if (!code.method().isStatic()) {
      entry[local++] = (byte) JavaKind.REF.ordinal();
    }
    for (JavaKind kind : MethodDescriptor.parse(code.method().descriptor()).argumentKinds()) {
      entry[local] = (byte) kind.stackKind().ordinal();
      local += kind.classFileSlots();
    }
    return entry;
  }

  private byte[] after(int i, byte[] before) {
    if (!code.opcode(i).isStore()) {
      return before;
    }
    JavaKind kind = flow.stack(i).top();
    int local = code.operand(i);
    byte[] after = before.clone();
    if (local > 0 && KINDS[before[local - 1]].classFileSlots() == 2 && before[local - 1] != UNUSABLE) {
      after[local - 1] = UNUSABLE;
    }
    after[local] = (byte) kind.ordinal();
    if (kind.classFileSlots() == 2) {
      after[local + 1] = UNUSABLE;
    }
    return Arrays.equals(after, before) ? before : after;
  }

  private void meet(int i, byte[] state, BitSet work) {
    byte[] known = kinds[i];
    if (known == null) {
      kinds[i] = state;
      work.set(i);
      return;
    }
    if (known == state) {
      return;
    }
    byte[] met = known;
    for (int k = 0; k < known.length; k++) {
      if (known[k] != state[k] && known[k] != UNUSABLE) {
        if (met == known) {
          met = known.clone();
        }
        met[k] = UNUSABLE;
      }
    }
    if (met != known) {
      kinds[i] = met;
      work.set(i);
    }
  }

  private void forEachSuccessor(int i, IntConsumer action) {
    Bytecode op = code.opcode(i);
    if (op.isSwitch()) {
      SwitchTable table = code.switchOf(i);
      for (int k = 0; k < table.size(); k++) {
        action.accept(table.target(k));
      }
      action.accept(table.defaultTarget());
    } else if (op.isBranch()) {
      action.accept(code.target(i));
    }
    if (!op.endsBlock()) {
      action.accept(i + 1);
    }
  }

  /** Sweeps backward until nothing changes: straight code needs one sweep and one more to see it, a loop one more. */
  private void findLive() {
    long[] state = new long[words];
    boolean changed = words > 0;
    while (changed) {
      changed = false;
      for (int i = code.length() - 1; i >= 0; i--) {
        if (flow.isReachable(i)) {
          changed |= liveInto(i, state);
        }
      }
    }
  }

  private boolean liveInto(int i, long[] state) {
    Arrays.fill(state, 0);
    forEachSuccessor(i, successor -> addLive(successor, state));
    Bytecode op = code.opcode(i);
    if (op.isStore()) {
      int local = code.operand(i);
      state[local >>> 6] &= ~(1L << local);
    } else if (op.isLoad() || op == Bytecode.IINC) {
      int local = code.operand(i);
      state[local >>> 6] |= 1L << local;
    }
    for (ExceptionHandler handler : code.handlers()) {
      if (handler.covers(i)) {
        addLive(handler.handler(), state);
      }
    }
    boolean changed = false;
    for (int w = 0; w < words; w++) {
      changed |= live[i * words + w] != state[w];
      live[i * words + w] = state[w];
    }
    return changed;
  }

  private void addLive(int i, long[] state) {
    for (int w = 0; w < words; w++) {
      state[w] |= live[i * words + w];
    }
  }
}
