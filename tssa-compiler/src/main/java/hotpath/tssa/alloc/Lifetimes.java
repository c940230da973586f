package hotpath.tssa.alloc;

import hotpath.tssa.lir.Bank;
import hotpath.tssa.lir.LirBlock;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirForm;
import hotpath.tssa.lir.LirForm.Place;
import hotpath.tssa.lir.LirForm.Role;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.RegisterFile;
import hotpath.tssa.lir.SharedOp;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of the values of some LIR before they get places: from where to where each lives,
 * where it is used, which machine registers instructions occupy, where loops are, and which values
 * would like to share a register.
 *
 * <p>Instruction i has two positions: 2i, where it reads, and 2i + 1, where it writes. A life has
 * no holes: it reaches from the definition to the last position, in the order of the code, where
 * some path still needs the value.
 */
final class Lifetimes {
  /** How much a use gains from a register: a jump can take the value from anywhere. */
  static final int TRANSFERS = 0;

  /** The instruction itself, or a copy before it, need not load. */
  static final int SAVES_LOAD = 1;

  /** The instruction cannot do without. */
  static final int NEEDS_REGISTER = 2;

  static final int NONE = -1;

  private final LirCode code;
  private final RegisterFile registers;
  final int[] from;
  final int[] to;

  /** A value whose register this one would like to take over, or to hand its own to. */
  final int[] hintFrom;

  final int[] hintTo;

  /**
   * First of the uses of a value, in ascending order; the definition is one if it needs a register.
   */
  final int[] firstUse;

  private int[] useNext = new int[256];
  private int[] usePosition = new int[256];
  private byte[] useGain = new byte[256];
  private boolean[] useLasts = new boolean[256];
  private int useCount;

  /** The virtual registers in the order in which they start to live. */
  final int[] order;

  private int orderSize;

  /** For each block the values that are alive at its start, as a bit set. */
  final long[][] liveIn;

  private final FixedRanges fixed;
  private final int[] loopFrom;
  private final int[] loopTo;
  private final boolean[] loopEntered;
  private int loopCount;

  Lifetimes(LirCode code) {
    this.code = code;
    this.registers = code.registers();
    int values = code.valueCount();
    from = new int[values];
    to = new int[values];
    hintFrom = filled(values);
    hintTo = filled(values);
    firstUse = filled(values);
    Arrays.fill(from, Integer.MAX_VALUE);
    int blocks = code.blocks().size();
    loopFrom = new int[blocks];
    loopTo = new int[blocks];
    loopEntered = new boolean[blocks];
    fixed = new FixedRanges(registers);
    findLoops();
    liveIn = new Liveness(code).liveIn();
    for (int b = blocks - 1; b >= 0; b--) {
      buildBlock(code.blocks().get(b));
    }
    order = new int[values];
    for (int b = 0; b < blocks; b++) {
      List<LirInsn> insns = code.blocks().get(b).insns();
      for (int i = 0; i < insns.size(); i++) {
        addToOrder(insns.get(i), Role.TEMP, true);
        addToOrder(insns.get(i), Role.TEMP, false);
        addToOrder(insns.get(i), Role.DEF, true);
        addToOrder(insns.get(i), Role.DEF, false);
      }
    }
  }

  /** Of values that start together those come first that would take over a register. */
  private void addToOrder(LirInsn insn, Role role, boolean hinted) {
    LirForm form = insn.op().form();
    for (int i = 0; i < insn.operandCount(); i++) {
      int value = insn.operand(i);
      if (value >= 0
          && form.spec(i).role() == role
          && code.isVirtual(value)
          && hinted == isHinted(value)) {
        order[orderSize++] = value;
      }
    }
  }

  private boolean isHinted(int value) {
    return hintFrom[value] != NONE && code.isVirtual(hintFrom[value]);
  }

  int orderSize() {
    return orderSize;
  }

  private static int[] filled(int size) {
    int[] array = new int[size];
    Arrays.fill(array, NONE);
    return array;
  }

  FixedRanges fixed() {
    return fixed;
  }

  private void findLoops() {
    for (LirBlock block : code.blocks()) {
      for (int i = 0; i < block.successorCount(); i++) {
        LirBlock target = code.blocks().get(block.successor(i));
        if (target.number() <= block.number()) {
          addLoop(target, 2 * block.last() + 2);
        }
      }
    }
  }

  private void addLoop(LirBlock header, int end) {
    int start = 2 * header.first();
    for (int i = 0; i < loopCount; i++) {
      if (loopFrom[i] == start) {
        loopTo[i] = Math.max(loopTo[i], end);
        return;
      }
    }
    LirBlock before = code.blocks().get(Math.max(0, header.number() - 1));
    loopFrom[loopCount] = start;
    loopEntered[loopCount] =
        before.end().op() == SharedOp.JUMP && before.successor(0) == header.number();
    loopTo[loopCount++] = end;
  }

  /**
   * The first position of the outermost loop around {@code position} that {@code value} lives
   * through from before; NONE if there is none.
   */
  int loopCrossed(int value, int position) {
    int best = NONE;
    for (int i = 0; i < loopCount; i++) {
      if (loopFrom[i] <= position
          && position < loopTo[i]
          && from[value] < loopFrom[i]
          && to[value] >= loopTo[i]
          && (best == NONE || loopFrom[i] < best)) {
        best = loopFrom[i];
      }
    }
    return best;
  }

  /** Whether a loop starts at {@code position}, entered by the jump that stands before it. */
  boolean isEntered(int position) {
    for (int i = 0; i < loopCount; i++) {
      if (loopFrom[i] == position) {
        return loopEntered[i];
      }
    }
    return false;
  }

  /** How often a position is executed, roughly. */
  int frequency(int position) {
    int frequency = 1;
    for (int i = 0; i < loopCount; i++) {
      if (loopFrom[i] <= position && position < loopTo[i]) {
        frequency = Math.min(frequency * 8, 1 << 12);
      }
    }
    return frequency;
  }

  private void buildBlock(LirBlock block) {
    int end = 2 * block.last() + 2;
    for (int s = 0; s < block.successorCount(); s++) {
      extendAll(liveIn[block.successor(s)], end);
    }
    for (int i = block.insns().size() - 1; i >= 0; i--) {
      buildInsn(block, block.insns().get(i), 2 * (block.first() + i));
    }
    fixed.endBlock();
  }

  private void extendAll(long[] live, int end) {
    for (int word = 0; word < live.length; word++) {
      for (long bits = live[word]; bits != 0; bits &= bits - 1) {
        extend(64 * word + Long.numberOfTrailingZeros(bits), end);
      }
    }
  }

  private void extend(int value, int end) {
    to[value] = Math.max(to[value], end);
  }

  private void buildInsn(LirBlock block, LirInsn insn, int position) {
    LirForm form = insn.op().form();
    for (int i = insn.operandCount() - 1; i >= 0; i--) {
      if (form.spec(i).role() == Role.DEF) {
        buildDefinition(insn.operand(i), form.spec(i), position + 1);
      }
    }
    if (form.clobbersCallerSaved()) {
      fixed.clobber(registers.callerSaved(), position);
    }
    for (int i = insn.operandCount() - 1; i >= 0; i--) {
      if (form.spec(i).role() != Role.DEF && insn.operand(i) != LirInsn.NO_OPERAND) {
        buildRead(insn, i, form.spec(i), position);
      }
    }
    LirExit exit = insn.exit();
    if (exit != null) {
      for (int i = 0; i < exit.stateCount(); i++) {
        if (exit.state(i) != LirInsn.NO_OPERAND && code.isVirtual(exit.state(i))) {
          extend(exit.state(i), position + 2);
        }
      }
    }
    if (insn.op() == SharedOp.JUMP) {
      hintJump(block, insn);
    }
  }

  private void buildDefinition(int value, LirForm.Spec spec, int position) {
    if (code.isMachine(value)) {
      fixed.define(value, position);
      return;
    }
    from[value] = position;
    extend(value, position + 1);
    if (spec.place() == Place.REG) {
      addUse(value, position, NEEDS_REGISTER, false);
    }
  }

  private void buildRead(LirInsn insn, int i, LirForm.Spec spec, int position) {
    int value = insn.operand(i);
    boolean lasts = spec.role() != Role.USE;
    if (code.isMachine(value)) {
      fixed.read(value, position, lasts, spec.role() == Role.TEMP);
    } else if (code.isVirtual(value)) {
      if (spec.role() == Role.TEMP) {
        from[value] = position;
      }
      extend(value, position + (lasts ? 2 : 1));
      addUse(value, position, insn.isTransfer() ? TRANSFERS : gain(value, spec), lasts);
    }
    if (spec.tied() || insn.op() == SharedOp.MOVE) {
      hint(insn.operand(0), value);
    }
  }

  private int gain(int value, LirForm.Spec spec) {
    return switch (spec.place()) {
      case REG -> NEEDS_REGISTER;
      case REG_OR_SLOT -> hasConstantHome(value) ? NEEDS_REGISTER : SAVES_LOAD;
      case ANY -> SAVES_LOAD;
    };
  }

  private boolean hasConstantHome(int value) {
    int home = code.home(value);
    return home != Location.NONE && !Location.isMemory(home);
  }

  private void hint(int target, int source) {
    if (!isOfOneBank(target, source)) {
      return;
    }
    if (hintTo[source] == NONE) {
      hintTo[source] = target;
    }
    hintFrom[target] = source;
  }

  private boolean isOfOneBank(int a, int b) {
    Bank bank = code.bank(a);
    return bank == code.bank(b);
  }

  private void hintJump(LirBlock block, LirInsn jump) {
    LirBlock target = code.blocks().get(block.successor(0));
    for (int i = 0; i < jump.operandCount(); i++) {
      int parameter = target.label().operand(i);
      int value = jump.operand(i);
      if (target.number() <= block.number()) {
        if (hintTo[value] == NONE) {
          hintTo[value] = parameter;
        }
      } else {
        hintFrom[parameter] = value;
      }
    }
  }

  private void addUse(int value, int position, int gain, boolean lasts) {
    if (useCount == useNext.length) {
      useNext = Arrays.copyOf(useNext, 2 * useCount);
      usePosition = Arrays.copyOf(usePosition, 2 * useCount);
      useGain = Arrays.copyOf(useGain, 2 * useCount);
      useLasts = Arrays.copyOf(useLasts, 2 * useCount);
    }
    int use = useCount++;
    useNext[use] = firstUse[value];
    usePosition[use] = position;
    useGain[use] = (byte) gain;
    useLasts[use] = lasts;
    firstUse[value] = use;
  }

  /** The first use of {@code value} at or behind {@code position} that gains enough; or NONE. */
  int useAt(int value, int position, int gain) {
    int use = firstUse[value];
    while (use != NONE && (usePosition[use] < position || useGain[use] < gain)) {
      use = useNext[use];
    }
    return use;
  }

  /**
   * Up to where the instruction at {@code position} needs the value in a register, uses before
   * {@code position} left out; 0 if it does not.
   */
  int needEnd(int value, int position) {
    int end = 0;
    int use = useAt(value, position, NEEDS_REGISTER);
    while (use != NONE && usePosition[use] >> 1 == position >> 1) {
      if (useGain[use] == NEEDS_REGISTER) {
        end = Math.max(end, endOf(use));
      }
      use = useNext[use];
    }
    return end;
  }

  int nextUse(int use) {
    return useNext[use];
  }

  int position(int use) {
    return usePosition[use];
  }

  int gain(int use) {
    return useGain[use];
  }

  /** Where the instruction of a use has read, or written, that operand for good. */
  int endOf(int use) {
    return usePosition[use] + (useLasts[use] ? 2 : 1);
  }
}
