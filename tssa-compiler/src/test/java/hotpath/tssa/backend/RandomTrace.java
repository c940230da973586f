package hotpath.tssa.backend;

import hotpath.tssa.eval.Corners;
import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Builds random traces that a recorder could have made: each exit lists the slots that changed, a
 * loop counts a slot down, invariants come from slots and memory that the loop does not write.
 */
final class RandomTrace {
  /** The kinds of the interpreter's slots; slot 0 counts loops down. */
  static final Kind[] SLOTS = {
    Kind.I32, Kind.I32, Kind.I32, Kind.I32, Kind.I32, Kind.I64, Kind.I64, Kind.I64, Kind.F64,
    Kind.F64, Kind.F64, Kind.F32, Kind.F32, Kind.REF, Kind.REF, Kind.I32, Kind.I64, Kind.F64
  };

  /** The interpreter's pc at the anchor. */
  static final int ANCHOR = 0x100;

  static final int DATA_WORDS = 64;

  private static final Alias COUNT = new Alias("count", Alias.Sort.STATE);
  private static final Alias[] ALIASES = {
    new Alias("a", Alias.Sort.ELEMENT), new Alias("b", Alias.Sort.ANY)
  };

  /** Read before loops, written by some bridges. */
  private static final Alias INVARIANT = new Alias("inv", Alias.Sort.FIELD);

  /** Constant cells, from here to the end of data. */
  private static final int CELLS = TraceMachine.DATA + 0x600;

  private final Random random;
  final Tssa tssa;
  private Block block;
  private Map<Kind, List<Insn>> pool = new EnumMap<>(Kind.class);
  private final @Nullable Insn[] state = new Insn[SLOTS.length];
  private final boolean[] dirty = new boolean[SLOTS.length];
  private @Nullable Insn count;
  private long countPlus;
  private int exits;
  private final int calls;

  /** A bit for each slot that may be assigned. */
  private int assignable = -1;

  /**
   * @param calls one of so many instructions is a call; 0: none
   */
  RandomTrace(Random random, String name, int calls) {
    this.random = random;
    this.calls = calls;
    tssa = new Tssa(name, Tssa.Shape.TRACE);
    block = tssa.newBlock();
    for (Kind kind : Kind.values()) {
      pool.put(kind, new ArrayList<>());
    }
  }

  private Insn add(TssaOp op, Kind kind, long imm, @Nullable Mem mem, Insn... args) {
    return tssa.append(block, new Insn.Template(op, kind, args, imm, null, mem, null), -1);
  }

  private Insn op(TssaOp op, Kind kind, Insn... args) {
    return add(op, kind, 0, null, args);
  }

  private Insn constant(Kind kind, long bits) {
    return tssa.constant(kind, bits);
  }

  private Insn keep(Insn value) {
    pool.get(value.kind()).add(value);
    return value;
  }

  /** A value of a kind: mostly one that exists. */
  private Insn any(Kind kind) {
    List<Insn> values = pool.get(kind);
    if (values.isEmpty() || random.nextInt(8) == 0) {
      if (kind == Kind.REF) {
        return slot(13 + random.nextInt(2));
      }
      long[] corners = Corners.of(kind);
      return constant(kind, corners[random.nextInt(corners.length)]);
    }
    // Late values are the more likely ones, but early ones stay alive.
    int n = values.size();
    int i = random.nextBoolean() ? random.nextInt(n) : n - 1 - random.nextInt(Math.min(n, 4));
    return values.get(i);
  }

  /** What the slot holds now. */
  private Insn slot(int slot) {
    Insn value = state[slot];
    if (value == null) {
      value = add(TssaOp.SLOT, SLOTS[slot], slot, null);
      state[slot] = value;
    }
    return value;
  }

  private void readCount() {
    Mem mem = new Mem(MemType.I64, TraceMachine.LAYOUT.count(), COUNT);
    count = add(TssaOp.LOAD, Kind.I64, 0, mem, op(TssaOp.TB, Kind.ADDR));
    countPlus = 0;
  }

  private Snapshot snapshot(int pc, int fpSlot, int spSlot) {
    List<Snapshot.Entry> entries = new ArrayList<>();
    for (int i = 0; i < SLOTS.length; i++) {
      Insn value = state[i];
      if (dirty[i] && value != null) {
        entries.add(new Snapshot.Entry(i, value));
      }
    }
    return new Snapshot(
        entries, count, countPlus, new Snapshot.Resume(pc, fpSlot, spSlot, "random"));
  }

  private Exit exit(Snapshot snapshot) {
    return new Exit(exits, exits + 100, "e", snapshot).withNumber(exits++);
  }

  private void guard(Cond cond, Insn a, Insn b, Snapshot snapshot) {
    Insn[] args = {a, b};
    tssa.append(
        block, new Insn.Template(TssaOp.GUARD, Kind.VOID, args, 0, cond, null, exit(snapshot)), -1);
  }

  private void randomGuard() {
    Kind kind = List.of(Kind.I32, Kind.I64, Kind.F64, Kind.F32).get(random.nextInt(4));
    Cond cond = Cond.values()[random.nextInt(Cond.values().length)];
    if (!cond.fits(kind)) {
      cond = Cond.NE;
    }
    Insn a = any(kind);
    Insn b = any(kind);
    guard(cond, a, b, snapshot(0x200 + 8 * exits, random.nextInt(3), 20));
  }

  /** One random instruction, or a few that belong together. */
  private void step(boolean mayStore) {
    countPlus += random.nextInt(3);
    if (calls > 0 && random.nextInt(calls) == 0) {
      call(mayStore);
      return;
    }
    switch (random.nextInt(13)) {
      case 0, 1, 2 -> integer(Kind.I32);
      case 3, 4 -> integer(Kind.I64);
      case 5, 6 -> floating();
      case 7 -> convert();
      case 8 -> load();
      case 9 -> {
        if (mayStore) {
          store(ALIASES[random.nextInt(2)]);
        } else {
          load();
        }
      }
      case 10 -> choose();
      default -> assign();
    }
  }

  /** The interpreter stores into a local. */
  private void assign() {
    int slot = 1 + random.nextInt(SLOTS.length - 1);
    if (SLOTS[slot] != Kind.REF && (assignable >>> slot & 1) != 0) {
      state[slot] = any(SLOTS[slot]);
      dirty[slot] = true;
    }
  }

  private void integer(Kind kind) {
    TssaOp[] ops = {
      TssaOp.ADD, TssaOp.SUB, TssaOp.MUL, TssaOp.AND, TssaOp.OR, TssaOp.XOR, TssaOp.MIN,
      TssaOp.MAX, TssaOp.SHL, TssaOp.SHR, TssaOp.USHR, TssaOp.DIV, TssaOp.REM, TssaOp.ADD
    };
    TssaOp op = ops[random.nextInt(ops.length)];
    Insn a = any(kind);
    Insn b = any(op == TssaOp.SHL || op == TssaOp.SHR || op == TssaOp.USHR ? Kind.I32 : kind);
    if (op == TssaOp.DIV || op == TssaOp.REM) {
      b = op(TssaOp.OR, kind, b, constant(kind, 1)); // not 0
    }
    keep(op(op, kind, a, b));
  }

  private void floating() {
    Kind kind = random.nextBoolean() ? Kind.F64 : Kind.F32;
    TssaOp[] ops = {
      TssaOp.ADD, TssaOp.SUB, TssaOp.MUL, TssaOp.DIV, TssaOp.MIN, TssaOp.MAX, TssaOp.ADD
    };
    Insn a = any(kind);
    keep(
        random.nextInt(6) == 0
            ? op(random.nextBoolean() ? TssaOp.NEG : TssaOp.ABS, kind, a)
            : op(ops[random.nextInt(ops.length)], kind, a, any(kind)));
  }

  private void convert() {
    keep(
        switch (random.nextInt(10)) {
          case 0 -> op(TssaOp.I2L, Kind.I64, any(Kind.I32));
          case 1 -> op(TssaOp.U2L, Kind.I64, any(Kind.I32));
          case 2 -> op(TssaOp.L2I, Kind.I32, any(Kind.I64));
          case 3 -> op(TssaOp.I2D, Kind.F64, any(Kind.I32));
          case 4 -> op(TssaOp.D2I, Kind.I32, any(Kind.F64));
          case 5 -> op(TssaOp.F2D, Kind.F64, any(Kind.F32));
          case 6 -> op(TssaOp.D2F, Kind.F32, any(Kind.F64));
          case 7 -> op(TssaOp.I2B, Kind.I32, any(Kind.I32));
          case 8 -> op(TssaOp.D2L, Kind.I64, any(Kind.F64));
          default -> op(TssaOp.L2F, Kind.F32, any(Kind.I64));
        });
  }

  private void choose() {
    Kind compared = random.nextBoolean() ? Kind.I32 : Kind.F64;
    Cond cond = compared == Kind.I32 ? Cond.ULT : Cond.NGE;
    Insn[] operands = {any(compared), any(compared)};
    Insn flag =
        tssa.append(
            block, new Insn.Template(TssaOp.SET, Kind.I32, operands, 0, cond, null, null), -1);
    if (random.nextInt(3) == 0) {
      keep(flag);
    }
    Kind kind = random.nextBoolean() ? Kind.I64 : Kind.F64;
    keep(op(TssaOp.SELECT, kind, flag, any(kind), any(kind)));
  }

  /** An address within the data, with an index or without. */
  private Insn[] place(Alias alias) {
    boolean invariant = alias.equals(INVARIANT);
    Insn ref = invariant ? slot(14) : slot(13 + random.nextInt(2));
    if (invariant || random.nextBoolean()) {
      return new Insn[] {ref};
    }
    Insn index = op(TssaOp.AND, Kind.I32, any(Kind.I32), constant(Kind.I32, 15));
    Insn base = random.nextInt(3) == 0 ? ref : op(TssaOp.ADDRESS, Kind.ADDR, ref);
    return new Insn[] {base, index};
  }

  /** Numbers and floats lie apart: nothing may depend on the bits of a NaN. */
  private int offset(MemType type) {
    return (type.kind().isFloat() ? 0x100 : 0) + 8 * random.nextInt(16);
  }

  /** Where no other alias reaches. */
  private int invariantOffset() {
    return 0x200 + 8 * random.nextInt(8);
  }

  private static final MemType[] TYPES = {
    MemType.I8,
    MemType.U8,
    MemType.I16,
    MemType.U16,
    MemType.I32,
    MemType.I64,
    MemType.F32,
    MemType.F64
  };

  private void load() {
    if (random.nextInt(6) == 0) {
      Mem mem =
          new Mem(MemType.I32, CELLS + 4 * random.nextInt(8), new Alias("c", Alias.Sort.FROZEN));
      keep(add(TssaOp.LOAD, Kind.I32, 0, mem, constant(Kind.REF, 0)));
      return;
    }
    Alias alias = ALIASES[random.nextInt(2)];
    MemType type = TYPES[random.nextInt(TYPES.length)];
    Insn[] place = place(alias);
    Mem mem = new Mem(type, place.length > 1 ? 3 : 0, offset(type), alias);
    keep(add(TssaOp.LOAD, type.kind(), 0, mem, place));
  }

  private void store(Alias alias) {
    MemType type = TYPES[random.nextInt(TYPES.length)];
    Insn[] place = place(alias);
    int disp = alias.equals(INVARIANT) ? invariantOffset() : offset(type);
    Mem mem = new Mem(type, place.length > 1 ? 3 : 0, disp, alias);
    Insn value;
    if ((type == MemType.I32 || type == MemType.I64) && random.nextBoolean()) {
      // Read-modify-write.
      Insn old = add(TssaOp.LOAD, type.kind(), 0, mem, place);
      value = op(TssaOp.ADD, type.kind(), old, any(type.kind()));
    } else {
      value = any(type.kind());
    }
    Insn[] args =
        place.length > 1 ? new Insn[] {place[0], value, place[1]} : new Insn[] {place[0], value};
    add(TssaOp.STORE, Kind.VOID, 0, mem, args);
  }

  /** Numbers stay apart from floats: only the words below those are copied. */
  private void copy() {
    Insn[] args = new Insn[3];
    for (int i = 0; i < 2; i++) {
      Insn address = op(TssaOp.ADDRESS, Kind.ADDR, slot(13 + random.nextInt(2)));
      args[i] = op(TssaOp.PLUS, Kind.ADDR, address, constant(Kind.I64, random.nextInt(64)));
    }
    args[2] = op(TssaOp.AND, Kind.I64, any(Kind.I64), constant(Kind.I64, 63));
    add(TssaOp.COPY, Kind.VOID, 0, new Mem(MemType.I8, 0, ALIASES[random.nextInt(2)]), args);
  }

  private void call(boolean mayStore) {
    switch (random.nextInt(mayStore ? 6 : 4)) {
      case 0 ->
          keep(
              add(
                  TssaOp.CALL,
                  Kind.I64,
                  ContractLeaves.MIX,
                  null,
                  any(Kind.I32),
                  any(Kind.I64),
                  any(Kind.F64),
                  any(Kind.F32),
                  any(Kind.REF),
                  any(Kind.I64),
                  any(Kind.I32)));
      case 1 -> keep(add(TssaOp.CALL, Kind.I32, ContractLeaves.NEGATE, null, any(Kind.I32)));
      case 2 ->
          keep(
              add(
                  TssaOp.CALL,
                  Kind.F32,
                  ContractLeaves.AVERAGE,
                  null,
                  any(Kind.F32),
                  any(Kind.F64)));
      case 3 -> keep(op(TssaOp.REM, Kind.F64, any(Kind.F64), any(Kind.F64)));
      case 4 -> copy();
      default ->
          add(
              TssaOp.CALLEFFECT,
              Kind.VOID,
              ContractLeaves.NOTE,
              null,
              any(Kind.I64),
              any(Kind.I64));
    }
  }

  private void body(int steps, boolean mayStore) {
    for (int i = 0; i < steps; i++) {
      step(mayStore);
      if (random.nextInt(5) == 0) {
        randomGuard();
      }
    }
  }

  private void leave() {
    Insn[] words = {any(Kind.I32), any(Kind.F64), any(Kind.F32), any(Kind.I64)};
    Insn[] args = Arrays.copyOf(words, random.nextInt(5));
    Exit exit = exit(snapshot(0x180, 1, 22));
    tssa.append(block, new Insn.Template(TssaOp.LEAVE, Kind.VOID, args, 0, null, null, exit), -1);
  }

  private void link(int target, int fpSlot) {
    Exit exit = exit(snapshot(ANCHOR, fpSlot, 18));
    Insn[] none = {};
    tssa.append(
        block, new Insn.Template(TssaOp.LINK, Kind.VOID, none, target, null, null, exit), -1);
  }

  /** A trace without a loop. */
  void straight(int steps) {
    readCount();
    preload();
    countDown();
    body(steps, true);
    leave();
  }

  /** Leaves at the anchor when slot 0 is used up: so that everything ends. */
  private void countDown() {
    Insn k = slot(0);
    guard(Cond.GT, k, constant(Kind.I32, 0), snapshot(ANCHOR, 0, 18));
    state[0] = op(TssaOp.SUB, Kind.I32, k, constant(Kind.I32, 1));
    dirty[0] = true;
  }

  private void preload() {
    for (int i = 1; i < SLOTS.length; i++) {
      if (random.nextInt(3) > 0) {
        keep(slot(i));
      }
    }
  }

  /**
   * A loop that counts slot 0 down.
   *
   * @param parameters a bit for each slot that the loop changes
   * @param unused a bit for each slot that it does not touch
   */
  void looping(int entrySteps, int steps, int parameters, int unused) {
    readCount();
    assignable = parameters & ~unused;
    List<Insn> initial = new ArrayList<>();
    List<Integer> changing = new ArrayList<>();
    for (int i = 0; i < SLOTS.length; i++) {
      boolean changes = i == 0 || ((assignable >>> i & 1) != 0 && SLOTS[i] != Kind.REF);
      if (i != 0 && (unused >>> i & 1) != 0) {
        continue;
      }
      Insn value = slot(i);
      if (changes) {
        changing.add(i);
        initial.add(value);
      } else {
        keep(value);
      }
    }
    Insn ref = slot(14);
    for (MemType type : List.of(MemType.I32, MemType.F64, MemType.I64)) {
      Mem mem = new Mem(type, invariantOffset(), INVARIANT);
      keep(add(TssaOp.LOAD, type.kind(), 0, mem, ref));
    }
    for (int i = 0; i < entrySteps; i++) {
      integer(random.nextBoolean() ? Kind.I32 : Kind.I64);
      floating();
    }
    initial.add(Objects.requireNonNull(count));
    Block entry = block;
    block = tssa.newBlock();
    Insn jump =
        tssa.append(
            entry,
            new Insn.Template(
                TssaOp.JUMP, Kind.VOID, initial.toArray(Insn[]::new), 0, null, null, null),
            -1);
    jump.targets(block);
    for (int slot : changing) {
      state[slot] = keep(tssa.newParam(block, SLOTS[slot]));
      dirty[slot] = true;
    }
    count = tssa.newParam(block, Kind.I64);
    countPlus = 0;
    countDown();
    body(steps, true);
    List<Insn> args = new ArrayList<>();
    for (int slot : changing) {
      args.add(slot(slot));
    }
    Insn executed = constant(Kind.I64, countPlus + 1);
    args.add(op(TssaOp.ADD, Kind.I64, Objects.requireNonNull(count), executed));
    Insn back =
        tssa.append(
            block,
            new Insn.Template(
                TssaOp.JUMP, Kind.VOID, args.toArray(Insn[]::new), 0, null, null, null),
            -1);
    back.targets(block);
  }

  /** A bridge for an exit: the slots of its snapshot are inherited. */
  void bridge(Snapshot parent, int steps, int linkTarget, boolean writesInvariants) {
    for (Snapshot.Entry entry : parent.slots()) {
      dirty[entry.slot()] = true;
      keep(slot(entry.slot()));
    }
    readCount();
    body(steps, true);
    if (writesInvariants) {
      store(INVARIANT);
    }
    countPlus += 2;
    if (linkTarget < 0) {
      leave();
    } else {
      link(linkTarget, 0);
    }
  }

  int exitCount() {
    return exits;
  }
}
