package hotpath.interpreter.classfile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Kinds of locals (forward) and their liveness (backward) for one method, by fixpoint over its
 * reachable instructions.
 *
 * <p>Only locals that instructions mention are followed, under numbers of their own
 * (<em>columns</em>). Kinds are kept as numbered states, which instructions share until a local is
 * written. A local whose kinds differ where paths meet is VOID from there on: verified code cannot
 * read it. An exception can leave before any covered instruction, so a handler sees the meet of the
 * states on entry to all of them.
 */
final class LocalFlow {
  private static final JavaKind[] KINDS = JavaKind.values();
  private static final byte UNUSABLE = (byte) JavaKind.VOID.ordinal();
  private static final int NONE = -1;

  private final CodeFlow flow;
  private final MethodCode code;
  private final int[] columnOf;
  private final int columns;
  private final List<byte[]> states = new ArrayList<>();
  private final int[] stateOf;
  private final int words;
  private final long[] live;

  LocalFlow(CodeFlow flow) {
    this.flow = flow;
    this.code = flow.code();
    this.columnOf = new int[code.maxLocals()];
    this.columns = numberColumns();
    this.stateOf = new int[code.length()];
    this.words = (columns + 63) >>> 6;
    this.live = new long[code.length() * words];
    findKinds();
    findLive();
  }

  private int numberColumns() {
    Arrays.fill(columnOf, NONE);
    int count = 0;
    for (int i = 0; i < code.length(); i++) {
      if (usesLocal(i) && columnOf[code.operand(i)] == NONE) {
        columnOf[code.operand(i)] = count++;
      }
    }
    return count;
  }

  private boolean usesLocal(int i) {
    Bytecode op = code.opcode(i);
    return op.isLoad() || op.isStore() || op == Bytecode.IINC;
  }

  JavaKind kind(int i, int local) {
    int column = columnOf[local];
    return column == NONE || stateOf[i] == NONE
        ? JavaKind.VOID
        : KINDS[states.get(stateOf[i])[column]];
  }

  boolean isLive(int i, int local) {
    int column = columnOf[local];
    return column != NONE && (live[i * words + (column >>> 6)] >>> column & 1) != 0;
  }

  private int newState(byte[] kinds) {
    states.add(kinds);
    return states.size() - 1;
  }

  private void findKinds() {
    BitSet work = new BitSet(code.length());
    Arrays.fill(stateOf, NONE);
    stateOf[0] = newState(entryKinds());
    work.set(0);
    List<ExceptionHandler> handlers = code.handlers();
    int[] lastThrown = new int[handlers.size()];
    Arrays.fill(lastThrown, NONE);
    for (int i = 0; i >= 0; i = next(work, i)) {
      work.clear(i);
      int before = stateOf[i];
      for (int h = 0; h < lastThrown.length; h++) {
        if (lastThrown[h] != before && handlers.get(h).covers(i)) {
          lastThrown[h] = before;
          meet(handlers.get(h).handler(), before, work);
        }
      }
      int after = after(i, before);
      for (int k = successors(i) - 1; k >= 0; k--) {
        meet(successor(i, k), after, work);
      }
    }
  }

  private static int next(BitSet work, int i) {
    int next = work.nextSetBit(i);
    return next >= 0 ? next : work.nextSetBit(0);
  }

  private byte[] entryKinds() {
    byte[] entry = new byte[columns];
    Arrays.fill(entry, UNUSABLE);
    int local = 0;
    if (!code.method().isStatic()) {
      set(entry, local++, JavaKind.REF);
    }
    for (JavaKind kind : MethodDescriptor.parse(code.method().descriptor()).argumentKinds()) {
      set(entry, local, kind.stackKind());
      local += kind.classFileSlots();
    }
    return entry;
  }

  private void set(byte[] kinds, int local, JavaKind kind) {
    if (columnOf[local] != NONE) {
      kinds[columnOf[local]] = (byte) kind.ordinal();
    }
  }

  private int after(int i, int before) {
    if (!code.opcode(i).isStore()) {
      return before;
    }
    JavaKind kind = flow.stack(i).top();
    int local = code.operand(i);
    byte[] known = states.get(before);
    byte[] after = known.clone();
    if (local > 0 && isWide(known, local - 1)) {
      set(after, local - 1, JavaKind.VOID);
    }
    set(after, local, kind);
    if (kind.classFileSlots() == 2) {
      set(after, local + 1, JavaKind.VOID);
    }
    return Arrays.equals(after, known) ? before : newState(after);
  }

  private boolean isWide(byte[] kinds, int local) {
    return columnOf[local] != NONE && KINDS[kinds[columnOf[local]]].classFileSlots() == 2;
  }

  private void meet(int i, int state, BitSet work) {
    int known = stateOf[i];
    if (known == state) {
      return;
    }
    int met = known == NONE ? state : common(known, state);
    if (met != known) {
      stateOf[i] = met;
      work.set(i);
    }
  }

  /** The state with the kinds on which two agree; the first one itself if it has no others. */
  private int common(int known, int other) {
    byte[] kinds = states.get(known);
    byte[] others = states.get(other);
    byte[] met = kinds.clone();
    for (int k = 0; k < met.length; k++) {
      if (met[k] != others[k]) {
        met[k] = UNUSABLE;
      }
    }
    return Arrays.equals(met, kinds) ? known : newState(met);
  }

  /** Number of instructions that may follow one without an exception. */
  private int successors(int i) {
    Bytecode op = code.opcode(i);
    if (op.isSwitch()) {
      return code.switchOf(i).size() + 1;
    }
    return (op.isBranch() ? 1 : 0) + (op.endsBlock() ? 0 : 1);
  }

  /** The k-th of them: the targets, then the next instruction or the default target. */
  private int successor(int i, int k) {
    Bytecode op = code.opcode(i);
    if (op.isSwitch()) {
      SwitchTable table = code.switchOf(i);
      return k < table.size() ? table.target(k) : table.defaultTarget();
    }
    return op.isBranch() && k == 0 ? code.target(i) : i + 1;
  }

  /**
   * Sweeps backward until nothing changes: straight code needs one sweep and one more to see it, a
   * loop one more.
   */
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
    for (int k = successors(i) - 1; k >= 0; k--) {
      addLive(successor(i, k), state);
    }
    if (usesLocal(i)) {
      int column = columnOf[code.operand(i)];
      if (code.opcode(i).isStore()) {
        state[column >>> 6] &= ~(1L << column);
      } else {
        state[column >>> 6] |= 1L << column;
      }
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
