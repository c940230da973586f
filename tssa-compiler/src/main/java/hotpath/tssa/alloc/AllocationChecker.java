package hotpath.tssa.alloc;

import hotpath.tssa.lir.LirBlock;
import hotpath.tssa.lir.LirCode;
import hotpath.tssa.lir.LirExit;
import hotpath.tssa.lir.LirForm;
import hotpath.tssa.lir.LirForm.Role;
import hotpath.tssa.lir.LirInsn;
import hotpath.tssa.lir.LirPrinter;
import hotpath.tssa.lir.Location;
import hotpath.tssa.lir.RegisterFile;
import hotpath.tssa.lir.SharedOp;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks an allocation by executing it on names: the state says which values each location holds;
 * each use must find its value where the allocator says it is. It knows nothing of intervals or of
 * how the allocator works; it trusts the forms of the operations, and runs the copies in the order
 * in which they will be emitted.
 */
public final class AllocationChecker {
  private final LirCode code;
  private final RegisterFile registers;
  private final Moves moves;
  private final int scratchWord;
  private final @Nullable Map<Integer, BitSet>[] atStart;
  private Map<Integer, BitSet> state = new HashMap<>();
  private String where = "";

  @SuppressWarnings({"unchecked", "rawtypes"})
  private AllocationChecker(LirCode code, Moves moves, int scratchWord) {
    this.code = code;
    this.registers = code.registers();
    this.moves = moves;
    this.scratchWord = scratchWord;
    this.atStart = new Map[code.blocks().size()];
  }

  /**
   * Throws an exception that says what is wrong, if anything is.
   *
   * @param scratchWord the location that cycles of copies go through
   */
  public static void check(LirCode code, Allocation allocation, int scratchWord) {
    new AllocationChecker(code, allocation.moves(), scratchWord).run();
  }

  private void run() {
    atStart[0] = new HashMap<>();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (LirBlock block : code.blocks()) {
        Map<Integer, BitSet> start = atStart[block.number()];
        if (start != null) {
          state = copy(start);
          changed |= run(block);
        }
      }
    }
  }

  private static Map<Integer, BitSet> copy(Map<Integer, BitSet> state) {
    Map<Integer, BitSet> copy = new HashMap<>();
    state.forEach((location, values) -> copy.put(location, (BitSet) values.clone()));
    return copy;
  }

  private boolean run(LirBlock block) {
    LirPrinter printer = new LirPrinter(code, true);
    for (int i = 0; i < block.insns().size(); i++) {
      LirInsn insn = block.insns().get(i);
      int index = block.first() + i;
      where = "at " + index + ": " + printer.print(insn);
      if (!insn.isTransfer()) {
        copies(2 * index, null);
        step(insn);
        copies(2 * index + 1, null);
      } else {
        copies(2 * index, insn);
      }
    }
    boolean changed = false;
    for (int s = 0; s < block.successorCount(); s++) {
      changed |= flow(block.end(), code.blocks().get(block.successor(s)));
    }
    return changed;
  }

  /** Runs a group of copies, together with those of a transfer. */
  private void copies(int group, @Nullable LirInsn transfer) {
    ParallelMove parallel = new ParallelMove();
    for (int i = 0; i < moves.count(); i++) {
      if (moves.group(i) == group) {
        require(holds(moves.source(i), moves.value(i)), "copy of t" + moves.value(i));
        parallel.add(moves.source(i), moves.target(i), moves.value(i));
      }
    }
    if (transfer != null) {
      for (int i = 0; i < transfer.operandCount(); i++) {
        require(holds(transfer.location(i), transfer.operand(i)), "operand " + i);
        parallel.add(transfer.location(i), transfer.target(i), transfer.operand(i));
      }
    }
    parallel.resolve(new Simulation(), scratchWord);
    if (transfer != null) {
      for (int i = 0; i < transfer.operandCount(); i++) {
        require(holds(transfer.target(i), transfer.operand(i)), "target " + i);
      }
    }
  }

  /** Copies names where the emitted code copies values. */
  private final class Simulation implements ParallelMove.Sink {
    @Override
    public void move(int source, int target, int value) {
      BitSet values = new BitSet();
      BitSet held = state.get(source);
      if (held != null) {
        values.or(held);
      }
      values.set(value);
      state.put(target, values);
    }

    @Override
    public boolean exchange(int a, int b) {
      if (registers.bank(a) != registers.bank(b)) {
        return false;
      }
      BitSet atA = state.getOrDefault(a, new BitSet());
      state.put(a, state.getOrDefault(b, new BitSet()));
      state.put(b, atA);
      return true;
    }
  }

  private boolean holds(int location, int value) {
    if (location == Location.NONE) {
      return false;
    }
    int sort = Location.sort(location);
    if (location == code.fixed(value) && (!code.isMachine(value) || isReserved(value))) {
      return true;
    }
    if (sort == Location.CONST || sort == Location.CELL) {
      return location == code.home(value);
    }
    BitSet values = state.get(location);
    return values != null && values.get(value);
  }

  private boolean isReserved(int register) {
    return register == registers.framePointer()
        || register == registers.threadBlock()
        || register == registers.regionBase()
        || register == registers.codePointer()
        || register == registers.stackPointer()
        || register == registers.counter();
  }

  private void step(LirInsn insn) {
    LirForm form = insn.op().form();
    if (insn.op() == SharedOp.LABEL) {
      label(insn);
      return;
    }
    checkReads(insn, form);
    checkConflicts(insn, form);
    for (int i = 0; i < insn.operandCount(); i++) {
      if (insn.operand(i) != LirInsn.NO_OPERAND && form.spec(i).role() == Role.TEMP) {
        state.remove(insn.location(i));
      }
    }
    if (form.clobbersCallerSaved()) {
      for (int r = 0; r < registers.count(); r++) {
        if ((registers.callerSaved() >>> r & 1) != 0) {
          state.remove(Location.reg(r));
        }
      }
    }
    BitSet copied = insn.op() == SharedOp.MOVE ? state.get(insn.location(1)) : null;
    BitSet kept = copied == null ? new BitSet() : (BitSet) copied.clone();
    for (int i = 0; i < insn.operandCount(); i++) {
      if (form.spec(i).role() == Role.DEF) {
        define(insn.operand(i), insn.location(i), kept);
      }
    }
    // The exit is taken before or behind the definition: what it lists must hold then too.
    checkExit(insn);
  }

  private void label(LirInsn insn) {
    for (int i = 0; i < insn.operandCount(); i++) {
      if (code.isMachine(insn.operand(i))) {
        define(insn.operand(i), insn.location(i), new BitSet());
      }
      require(holds(insn.location(i), insn.operand(i)), "parameter " + i);
    }
  }

  private void checkReads(LirInsn insn, LirForm form) {
    require(form.acceptsCount(insn.operandCount()), "number of operands");
    for (int i = 0; i < insn.operandCount(); i++) {
      LirForm.Spec spec = form.spec(i);
      if (insn.operand(i) == LirInsn.NO_OPERAND) {
        require(spec.optional(), "operand " + i + " is missing");
        continue;
      }
      checkPlace(insn.location(i), spec, i);
      if (spec.role().isRead()) {
        require(holds(insn.location(i), insn.operand(i)), "operand " + i);
      }
      if (spec.tied()) {
        require(insn.location(i) == insn.location(0), "tied operand " + i);
      }
    }
    checkExit(insn);
  }

  private void checkExit(LirInsn insn) {
    LirExit exit = insn.exit();
    if (exit == null) {
      return;
    }
    for (int i = 0; i < exit.stateCount(); i++) {
      boolean present = exit.state(i) != LirInsn.NO_OPERAND;
      require(!present || holds(exit.location(i), exit.state(i)), "state " + i);
    }
  }

  private void checkPlace(int location, LirForm.Spec spec, int i) {
    boolean register = Location.isReg(location);
    boolean right =
        switch (spec.place()) {
          case REG -> register || spec.tied();
          case REG_OR_SLOT -> register || Location.isMemory(location);
          case ANY -> true;
        };
    require(right, "place of operand " + i);
    boolean bank = !register || spec.bank() == null || registers.bank(location) == spec.bank();
    require(bank, "bank of operand " + i);
    require(spec.fixed() < 0 || location == Location.reg(spec.fixed()), "register of " + i);
  }

  /** What is written may not be where something is that is still read. */
  private void checkConflicts(LirInsn insn, LirForm form) {
    for (int i = 0; i < insn.operandCount(); i++) {
      Role written = form.spec(i).role();
      if (insn.operand(i) == LirInsn.NO_OPERAND || written.isRead()) {
        continue;
      }
      for (int j = 0; j < insn.operandCount(); j++) {
        Role other = form.spec(j).role();
        boolean clash =
            written == Role.TEMP ? j != i : other == Role.ALIVE || (other == Role.DEF && j != i);
        boolean same = insn.operand(j) != LirInsn.NO_OPERAND;
        same = same && insn.location(i) == insn.location(j);
        require(!clash || !same, "operands " + i + " and " + j + " share a place");
      }
    }
  }

  private void define(int value, int location, BitSet alsoThere) {
    forget(value);
    BitSet values = (BitSet) alsoThere.clone();
    values.set(value);
    state.put(location, values);
    int home = code.home(value);
    if (Location.isMemory(home) && home != location) {
      state.computeIfAbsent(home, _ -> new BitSet()).set(value);
    }
  }

  /** A new definition makes older copies of the same name something else. */
  private void forget(int value) {
    state.values().forEach(values -> values.clear(value));
  }

  private boolean flow(LirInsn end, LirBlock successor) {
    Map<Integer, BitSet> out = copy(state);
    if (end.op() == SharedOp.JUMP) {
      LirInsn label = successor.label();
      for (int i = 0; i < label.operandCount(); i++) {
        int parameter = label.operand(i);
        out.values().forEach(values -> values.clear(parameter));
      }
      for (int i = 0; i < label.operandCount(); i++) {
        out.computeIfAbsent(end.target(i), _ -> new BitSet()).set(label.operand(i));
      }
    }
    Map<Integer, BitSet> before = atStart[successor.number()];
    if (before == null) {
      atStart[successor.number()] = out;
      return true;
    }
    return intersect(before, out);
  }

  private static boolean intersect(Map<Integer, BitSet> into, Map<Integer, BitSet> other) {
    boolean changed = false;
    for (Iterator<Map.Entry<Integer, BitSet>> i = into.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<Integer, BitSet> entry = i.next();
      BitSet values = other.get(entry.getKey());
      int size = entry.getValue().cardinality();
      if (values == null) {
        i.remove();
        changed |= size > 0;
      } else {
        entry.getValue().and(values);
        changed |= entry.getValue().cardinality() != size;
      }
    }
    return changed;
  }

  private void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalStateException("allocation: " + what + " " + where + '\n' + describe());
    }
  }

  private String describe() {
    LirPrinter printer = new LirPrinter(code, true);
    StringBuilder text = new StringBuilder(printer.print());
    for (int i = 0; i < moves.count(); i++) {
      text.append(moves.group(i) % 2 == 0 ? "before " : "behind ").append(moves.group(i) / 2);
      text.append(": ").append(printer.location(moves.source(i))).append(" -> ");
      text.append(printer.location(moves.target(i))).append(" t").append(moves.value(i));
      text.append('\n');
    }
    return text.toString();
  }
}
