package hotpath.interpreter.classfile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code jsr} and {@code ret} by copies of the subroutines.
 *
 * <p>A {@code ret} is taken to return from the innermost instance that has it; the verifier checks
 * that its local holds that address ({@link SubroutineReturn}), so that code which returns over
 * several calls at once is refused and not misread.
 *
 * <p>Each call of a subroutine gets a copy (an <em>instance</em>) of the instructions that only
 * subroutines reach; {@code jsr} becomes {@code aconst_null} (the return address, which nobody may
 * look at) and {@code goto}, {@code ret} a {@code goto} behind the call. An instruction that the
 * enclosing code reaches as well belongs to the outermost instance that reaches it, so that a
 * subroutine may leave by a branch. Unreachable code disappears. Nesting multiplies copies, so the
 * result is bounded by the size that any method may have.
 */
final class SubroutineInliner {
  private static final int MAX_INSTRUCTIONS = 0xFFFF;

  /**
   * One copy: its instructions, who called it, where it returns to, and where its instructions came
   * to lie.
   */
  private static final class Instance {
    final @Nullable Instance parent;
    final BitSet body;
    final int entry;
    final int call;
    final int returnTo;
    final Map<Integer, Place> places = new HashMap<>();

    Instance(@Nullable Instance parent, BitSet body, int entry, int call, int returnTo) {
      this.parent = parent;
      this.body = body;
      this.entry = entry;
      this.call = call;
      this.returnTo = returnTo;
    }

    /** The outermost instance that has an instruction; null if none on the chain has it. */
    @Nullable Instance ownerOf(int i) {
      Instance owner = null;
      for (Instance at = this; at != null; at = at.parent) {
        if (at.body.get(i)) {
          owner = at;
        }
      }
      return owner;
    }
  }

  /**
   * Where the copy of an instruction lies: one instruction, or with a {@code goto} behind it two.
   */
  private record Place(int start, int end) {}

  /** A branch whose target is written when all copies have their places. */
  private record Fixup(int at, Instance from, int source) {}

  private final MethodCode code;
  private final Map<Integer, BitSet> bodies = new HashMap<>();
  private final List<Instance> instances = new ArrayList<>();
  private final List<Fixup> fixups = new ArrayList<>();
  private final Map<Integer, SubroutineReturn> returns = new HashMap<>();
  private final List<SwitchTable> switches = new ArrayList<>();
  private final List<Instance> switchOwners = new ArrayList<>();
  private byte[] opcodes = new byte[64];
  private int[] operands = new int[64];
  private char[] bcis = new char[64];
  private int count;

  private SubroutineInliner(MethodCode code) {
    this.code = code;
  }

  static MethodCode inline(MethodCode code) {
    return new SubroutineInliner(code).run();
  }

  private MethodCode run() {
    Deque<Instance> work = new ArrayDeque<>();
    work.add(new Instance(null, body(0), 0, -1, -1));
    while (!work.isEmpty()) {
      Instance instance = work.remove();
      instances.add(instance);
      emit(instance, work);
    }
    for (Fixup fixup : fixups) {
      operands[fixup.at] = place(fixup.from, fixup.source);
    }
    List<ExceptionHandler> handlers = new ArrayList<>();
    for (Instance instance : instances) {
      copyHandlers(instance, handlers);
    }
    return new MethodCode(
        code.owner(),
        code.method(),
        Arrays.copyOf(opcodes, count),
        Arrays.copyOf(operands, count),
        Arrays.copyOf(bcis, count),
        relocatedSwitches(),
        handlers,
        Map.copyOf(returns));
  }

  /** What control reaches from an entry without entering or leaving subroutines. */
  private BitSet body(int entry) {
    BitSet known = bodies.get(entry);
    if (known != null) {
      return known;
    }
    BitSet reached = new BitSet();
    Deque<Integer> work = new ArrayDeque<>();
    work.push(entry);
    while (!work.isEmpty()) {
      int i = work.pop();
      if (i >= code.length()) {
        throw bad("Control flow falls through code end", code.length() - 1);
      }
      if (!reached.get(i)) {
        reached.set(i);
        pushSuccessors(i, work);
      }
    }
    bodies.put(entry, reached);
    return reached;
  }

  private void pushSuccessors(int i, Deque<Integer> work) {
    Bytecode op = code.opcode(i);
    if (op.isSwitch()) {
      SwitchTable table = code.switchOf(i);
      for (int k = 0; k < table.size(); k++) {
        work.push(table.target(k));
      }
      work.push(table.defaultTarget());
    } else if (op == Bytecode.JSR) {
      work.push(i + 1);
    } else if (op.isBranch()) {
      work.push(code.target(i));
    }
    if (!op.endsBlock()) {
      work.push(i + 1);
    }
    for (ExceptionHandler handler : code.handlers()) {
      if (handler.covers(i)) {
        work.push(handler.handler());
      }
    }
  }

  private void emit(Instance instance, Deque<Instance> work) {
    int i = nextOwned(instance, 0);
    while (i >= 0) {
      int start = count;
      emit(instance, i, work);
      int next = nextOwned(instance, i + 1);
      if (next != i + 1 && !code.opcode(i).endsBlock()) {
        fixups.add(new Fixup(count, instance, i + 1));
        add(Bytecode.GOTO, 0, i);
      }
      instance.places.put(i, new Place(start, count));
      i = next;
    }
  }

  /** The first instruction from an index on that belongs to an instance; -1 if there is none. */
  private static int nextOwned(Instance instance, int from) {
    int i = instance.body.nextSetBit(from);
    while (i >= 0 && instance.ownerOf(i) != instance) {
      i = instance.body.nextSetBit(i + 1);
    }
    return i;
  }

  private void emit(Instance instance, int i, Deque<Instance> work) {
    switch (code.opcode(i)) {
      case JSR -> call(instance, i, work);
      case RET -> leave(instance, i);
      case TABLESWITCH, LOOKUPSWITCH -> {
        switchOwners.add(instance);
        switches.add(code.switchOf(i));
        add(code.opcode(i), switches.size() - 1, i);
      }
      default -> {
        if (code.opcode(i).isBranch()) {
          fixups.add(new Fixup(count, instance, code.target(i)));
        }
        add(code.opcode(i), code.rawOperand(i), i);
      }
    }
  }

  private void leave(Instance instance, int i) {
    Instance returning = instance;
    while (returning.parent != null && !returning.body.get(i)) {
      returning = returning.parent;
    }
    if (returning.parent == null) {
      throw bad("Illegal ret: no subroutine", i);
    }
    returns.put(count, new SubroutineReturn(code.operand(i), returning.call));
    fixups.add(new Fixup(count, returning.parent, returning.returnTo));
    add(Bytecode.GOTO, 0, i);
  }

  private void call(Instance instance, int i, Deque<Instance> work) {
    int entry = code.target(i);
    for (Instance at = instance; at.parent != null; at = at.parent) {
      if (at.entry == entry) {
        throw bad("Recursive call to jsr entry", i);
      }
    }
    Instance callee = new Instance(instance, body(entry), entry, count, i + 1);
    work.add(callee);
    add(Bytecode.ACONST_NULL, 1, i);
    fixups.add(new Fixup(count, callee, entry));
    add(Bytecode.GOTO, 0, i);
  }

  private void add(Bytecode op, int operand, int source) {
    if (count >= MAX_INSTRUCTIONS) {
      throw bad("Subroutines too large to inline", source);
    }
    if (count == opcodes.length) {
      opcodes = Arrays.copyOf(opcodes, 2 * count);
      operands = Arrays.copyOf(operands, 2 * count);
      bcis = Arrays.copyOf(bcis, 2 * count);
    }
    opcodes[count] = (byte) op.code();
    operands[count] = operand;
    bcis[count++] = (char) code.bci(source);
  }

  private int place(Instance from, int source) {
    Instance owner = from.ownerOf(source);
    @Nullable Place place = owner == null ? null : owner.places.get(source);
    if (place == null) {
      throw bad("Illegal use of jsr", Math.min(source, code.length() - 1));
    }
    return place.start;
  }

  private SwitchTable[] relocatedSwitches() {
    SwitchTable[] result = new SwitchTable[switches.size()];
    for (int k = 0; k < result.length; k++) {
      Instance owner = switchOwners.get(k);
      result[k] = switches.get(k).relocated(source -> place(owner, source));
    }
    return result;
  }

  /** The parts of each handler's range that an instance has, as runs of adjacent copies. */
  private void copyHandlers(Instance instance, List<ExceptionHandler> result) {
    for (ExceptionHandler handler : code.handlers()) {
      int start = -1;
      int end = -1;
      for (int i = handler.start(); i < handler.end(); i++) {
        @Nullable Place place = instance.places.get(i);
        if (place == null) {
          continue;
        }
        if (place.start != end) {
          addHandler(instance, handler, start, end, result);
          start = place.start;
        }
        end = place.end;
      }
      addHandler(instance, handler, start, end, result);
    }
  }

  private void addHandler(
      Instance instance,
      ExceptionHandler handler,
      int start,
      int end,
      List<ExceptionHandler> result) {
    if (start >= 0) {
      result.add(
          new ExceptionHandler(
              start,
              end,
              place(instance, handler.handler()),
              handler.catchType(),
              handler.catchTypeIndex()));
    }
  }

  private ClassFormatException bad(String reason, int i) {
    return ClassFormatException.verify(
        reason + "\nException Details:\n  Location:\n    " + code + " @" + code.bci(i));
  }
}
