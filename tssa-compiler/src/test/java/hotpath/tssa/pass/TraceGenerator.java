package hotpath.tssa.pass;

import hotpath.tssa.eval.Arithmetic;
import hotpath.tssa.eval.ByteMemory;
import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.verify.Signature;
import org.jspecify.annotations.Nullable;

/**
 * Makes random traces as a recorder would: it runs what it emits, so that every guard holds on the
 * first way through and every access is to an object of the right class. On the way around the
 * loop, everything can happen.
 */
final class TraceGenerator extends RandomCode {
  /** The reason of the LOOP's exit; other reasons are the numbers of exits. */
  static final int LOOP_REASON = 9999;

  private static final Alias LIMIT = new Alias("limit", Alias.Sort.SHARED);
  private static final Alias COUNT = new Alias("count", Alias.Sort.STATE);
  private static final Alias OWNER = new Alias("owner", Alias.Sort.STATE);
  private static final Alias RAW = new Alias("raw", Alias.Sort.ANY);

  private final int length;
  private int step;

  /** What the counter is compared with at the bottom of the loop; null: only at the top. */
  private @Nullable Insn bottomLimit;

  private Cond limitCond = Cond.LT;

  TraceGenerator(long seed) {
    super(seed);
    length = 3 + random.nextInt(random.nextInt(4) == 0 ? profile.longest : profile.longest / 2);
    setLimit();
    Insn tb = emit(TssaOp.TB, Kind.ADDR);
    Insn counter = load(new Mem(MemType.I64, ByteMemory.COUNT, COUNT), tb);
    count = counter;
    Insn last = emit(TssaOp.ADD, Kind.I64, counter, constant(Kind.I64, length));
    guard(Cond.LT, last, load(new Mem(MemType.I64, ByteMemory.LIMIT, LIMIT), tb));
    boolean counts = profile == TraceProfile.COUNTING || random.nextInt(3) == 0;
    Insn index = counts ? loopHead() : null;
    for (int i = 0; i < length; i++) {
      action();
      countPlus++;
    }
    if (index != null) {
      Insn around = emit(TssaOp.ADD, Kind.I32, index, constant(Kind.I32, step));
      Insn limit = bottomLimit;
      if (limit != null) {
        guardTrue(limitCond, around, limit);
      }
      slots.put(0, around);
    }
    end();
  }

  /** The loop stops by the limit after some iterations; or somebody lowers the limit. */
  private void setLimit() {
    int start = random.nextInt(100);
    for (ByteMemory each : new ByteMemory[] {initial, memory}) {
      each.i64(ByteMemory.THREAD_BLOCK + ByteMemory.COUNT, start);
      each.i64(ByteMemory.THREAD_BLOCK + ByteMemory.LIMIT, start + 1 + length * 12L);
    }
    if (random.nextInt(3) == 0) {
      initial.limitLoads(1 + random.nextInt(6));
    }
  }

  /** The counter in slot 0 is compared with what does not change, mostly in its direction. */
  private Insn loopHead() {
    boolean up = random.nextInt(3) > 0;
    step = (up ? 1 : -1) * (random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(3));
    Insn index = slot(0);
    boolean wide = random.nextInt(6) == 0;
    if (wide) {
      // Large numbers, which wrap after some steps.
      step = up ? 1 << 29 : -(1 << 29);
      poke(1, up ? Integer.MAX_VALUE - random.nextInt(9) : Integer.MIN_VALUE + random.nextInt(9));
      poke(2, Integer.MAX_VALUE - random.nextInt(3));
    }
    Insn limit = limit(up, wide);
    boolean strict = random.nextBoolean();
    limitCond = up ? (strict ? Cond.LT : Cond.LE) : strict ? Cond.GT : Cond.GE;
    if (random.nextInt(3) == 0) {
      bottomLimit = limit;
      if (random.nextBoolean()) {
        guardTrue(limitCond, index, limit);
      }
    } else {
      guardTrue(limitCond, index, limit);
    }
    if (wide) {
      guardTrue(Cond.GE, slot(2), constant(Kind.I32, 0));
      guardTrue(Cond.ULT, index, slot(2));
    }
    return index;
  }

  private Insn limit(boolean up, boolean wide) {
    if (wide) {
      return slot(1);
    }
    int which = random.nextInt(3);
    Insn array = up && which == 0 ? object(RandomHeap.INTS) : null;
    if (array != null) {
      Insn length = load(RandomHeap.LENGTH, array);
      return random.nextBoolean()
          ? length
          : emit(TssaOp.ADD, Kind.I32, length, constant(Kind.I32, random.nextInt(4) - 2));
    }
    return which == 1
        ? constant(Kind.I32, up ? 4 + random.nextInt(6) : random.nextInt(2))
        : slot(1);
  }

  /** Changes what a slot holds on entry. */
  private void poke(int slot, int bits) {
    for (ByteMemory each : new ByteMemory[] {initial, memory}) {
      each.i64(ByteMemory.FRAME + 8 * slot, bits & 0xFFFFFFFFL);
    }
  }

  // ---- Actions ----

  private void action() {
    switch (profile.action(random.nextInt(1 << 20))) {
      case 0 -> pure();
      case 1 -> compare();
      case 2 -> field(random.nextBoolean());
      case 3 -> element(random.nextBoolean());
      case 4 -> cell(random.nextBoolean());
      case 5 -> setLocal();
      case 6 -> slot(random.nextInt(RandomHeap.SLOTS.length));
      case 7 -> rawAccess();
      case 8 -> call();
      case 9 -> compareThreeWay();
      case 12 -> copy();
      case 10 -> {
        if (allocates) {
          allocate();
        }
      }
      default -> {
        Insn tb = emit(TssaOp.TB, Kind.ADDR);
        load(new Mem(MemType.I32, 40, OWNER), tb);
      }
    }
  }

  private void setLocal() {
    int slot = random.nextInt(RandomHeap.SLOTS.length + 3);
    Kind kind = slot < RandomHeap.SLOTS.length ? RandomHeap.SLOTS[slot] : KINDS[random.nextInt(5)];
    slots.put(slot, some(kind));
  }

  private void compare() {
    Kind kind = random.nextBoolean() ? Kind.I32 : KINDS[random.nextInt(KINDS.length)];
    Insn a = some(kind);
    guardTrue(cond(kind), a, near(a, kind));
  }

  /** Something to compare {@code a} with: often a constant near what it is now. */
  private Insn near(Insn a, Kind kind) {
    if ((kind == Kind.I32 || kind == Kind.I64) && random.nextInt(3) == 0) {
      return constant(kind, value(a) + random.nextInt(5) - 2);
    }
    return some(kind);
  }

  private Cond cond(Kind kind) {
    while (true) {
      Cond cond = Cond.values()[random.nextInt(Cond.values().length)];
      boolean ordersReferences = kind == Kind.REF && cond != Cond.EQ && cond != Cond.NE;
      if (cond.fits(kind) && !(allocates && ordersReferences)) {
        return cond;
      }
    }
  }

  private void compareThreeWay() {
    TssaOp op =
        random.nextBoolean() ? TssaOp.LCMP : random.nextBoolean() ? TssaOp.CMPL : TssaOp.CMPG;
    Kind kind = op == TssaOp.LCMP ? Kind.I64 : random.nextBoolean() ? Kind.F32 : Kind.F64;
    Insn order = emit(op, Kind.I32, some(kind), some(kind));
    guardTrue(cond(Kind.I32), order, constant(Kind.I32, random.nextInt(3) - 1));
  }

  private void pure() {
    TssaOp op = TssaOp.values()[random.nextInt(TssaOp.values().length)];
    boolean ofReferences = op == TssaOp.R2I || op == TssaOp.OFFSET || op == TssaOp.I2R;
    if (!Arithmetic.computes(op) && op != TssaOp.SET && op != TssaOp.SELECT) {
      return;
    }
    if (allocates && ofReferences) {
      return;
    }
    String signature = op.signature();
    Kind t = random.nextBoolean() ? Kind.I32 : KINDS[random.nextInt(KINDS.length)];
    Kind s = KINDS[random.nextInt(KINDS.length)];
    char result = signature.charAt(signature.length() - 1);
    Kind kind = result == 'T' ? t : kind(result);
    Insn[] args = new Insn[signature.indexOf(':')];
    for (int i = 0; i < args.length; i++) {
      char letter = signature.charAt(i);
      args[i] = some(letter == 'T' ? t : letter == 'S' ? s : kind(letter));
    }
    Cond cond = op == TssaOp.SET ? cond(s) : null;
    Insn.Template template = new Insn.Template(op, kind, args, 0, cond, null, null);
    if (Signature.of(op).mismatch(raw.create(template, 0)) != null) {
      return;
    }
    if (op == TssaOp.BITS2F || op == TssaOp.BITS2D) {
      noNaN(op, args);
    }
    boolean divides = (op == TssaOp.DIV || op == TssaOp.REM) && !t.isFloat();
    if (divides) {
      if (value(args[1]) == 0) {
        return;
      }
      guard(Cond.NE, args[1], constant(t, 0));
    }
    append(template);
  }

  /**
   * The NaNs that Java has besides the canonical one are out of scope: clear a bit of the exponent.
   */
  private void noNaN(TssaOp op, Insn[] args) {
    boolean single = op == TssaOp.BITS2F;
    Kind kind = single ? Kind.I32 : Kind.I64;
    long mask = single ? ~0x00800000 : ~0x0010000000000000L;
    args[0] = emit(TssaOp.AND, kind, args[0], constant(kind, mask));
  }

  private static Kind kind(char letter) {
    for (Kind kind : Kind.values()) {
      if (kind.letter() == letter) {
        return kind;
      }
    }
    throw new IllegalArgumentException("letter " + letter);
  }

  private void field(boolean write) {
    Insn object = object(RandomHeap.OBJECT);
    if (object == null) {
      return;
    }
    Mem mem = pick(RandomHeap.FIELDS.subList(0, profile.fields));
    if (write) {
      store(mem, object, some(mem.type().kind()));
    } else {
      load(mem, object);
    }
  }

  private void cell(boolean write) {
    RandomHeap.Cell cell = pick(RandomHeap.CELLS);
    Insn base = emit(TssaOp.REGION, Kind.ADDR, constant(Kind.I32, cell.offset()));
    if (write) {
      store(cell.mem(), base, some(cell.mem().type().kind()));
    } else {
      load(cell.mem(), base);
    }
  }

  private void element(boolean write) {
    int which = profile == TraceProfile.MIXED ? random.nextInt(3) : 0;
    Insn array =
        object(which == 0 ? RandomHeap.INTS : which == 1 ? RandomHeap.BYTES : RandomHeap.REFS);
    if (array == null) {
      return;
    }
    Insn length = load(RandomHeap.LENGTH, array);
    Insn index = index(value(length));
    if (index == null) {
      return;
    }
    guard(Cond.ULT, index, length);
    MemType type = which == 0 ? MemType.I32 : which == 1 ? MemType.I8 : MemType.REF;
    Mem mem = new Mem(type, which == 1 ? 0 : 2, 16, new Alias("[" + type, Alias.Sort.ELEMENT));
    Insn base = random.nextInt(4) == 0 ? array : emit(TssaOp.ADDRESS, Kind.ADDR, array);
    if (write) {
      store(mem, base, some(type.kind()), index);
    } else {
      load(mem, base, index);
    }
  }

  /** Elements of one array into another of its class, or within it. */
  private void copy() {
    int which = random.nextInt(3);
    int classWord = which == 0 ? RandomHeap.INTS : which == 1 ? RandomHeap.BYTES : RandomHeap.REFS;
    Insn from = object(classWord);
    Insn to = object(classWord);
    if (from == null || to == null) {
      return;
    }
    int shift = which == 1 ? 0 : 2;
    Insn[] lengths = {load(RandomHeap.LENGTH, to), load(RandomHeap.LENGTH, from)};
    Insn[] indexes = {index(value(lengths[0])), index(value(lengths[1]))};
    Insn[] args = new Insn[3];
    long room = 20;
    for (int i = 0; i < 2; i++) {
      if (indexes[i] == null) {
        return;
      }
      guard(Cond.ULT, indexes[i], lengths[i]);
      room = Math.min(room, value(lengths[i]) - value(indexes[i]));
      args[i] = elementAddress(i == 0 ? to : from, indexes[i], shift);
    }
    long count = random.nextLong(room + 1);
    for (int i = 0; i < 2; i++) {
      Insn end = emit(TssaOp.ADD, Kind.I32, indexes[i], constant(Kind.I32, count));
      guard(Cond.ULE, end, lengths[i]);
    }
    args[2] = constant(Kind.I64, count << shift);
    MemType type = which == 0 ? MemType.I32 : which == 1 ? MemType.I8 : MemType.REF;
    Mem mem = new Mem(MemType.I8, 0, new Alias("[" + type, Alias.Sort.ELEMENT));
    append(new Insn.Template(TssaOp.COPY, Kind.VOID, args, 0, null, mem, null));
  }

  private Insn elementAddress(Insn array, Insn index, int shift) {
    Insn wide = emit(TssaOp.U2L, Kind.I64, index);
    Insn bytes = emit(TssaOp.SHL, Kind.I64, wide, constant(Kind.I32, shift));
    Insn start = emit(TssaOp.ADD, Kind.I64, bytes, constant(Kind.I64, 16));
    return emit(TssaOp.PLUS, Kind.ADDR, emit(TssaOp.ADDRESS, Kind.ADDR, array), start);
  }

  /** An index that is in range now: something at hand, the same plus a little, or made to fit. */
  private @Nullable Insn index(long length) {
    if (length == 0) {
      return null;
    }
    for (int i = 0; i < 8; i++) {
      Insn index = some(Kind.I32);
      if (random.nextInt(3) == 0) {
        index = emit(TssaOp.ADD, Kind.I32, index, constant(Kind.I32, random.nextInt(5) - 2));
      }
      if (value(index) >= 0 && value(index) < length) {
        return index;
      }
    }
    return emit(TssaOp.AND, Kind.I32, some(Kind.I32), constant(Kind.I32, length - 1));
  }

  /** Memory accessed by address: a field or cell under another name. */
  private void rawAccess() {
    Insn base;
    Mem place;
    Insn object = object(RandomHeap.OBJECT);
    if (object != null && random.nextBoolean()) {
      place = pick(RandomHeap.FIELDS);
      Insn address = emit(TssaOp.ADDRESS, Kind.ADDR, object);
      base = emit(TssaOp.PLUS, Kind.ADDR, address, constant(Kind.I64, place.disp()));
    } else {
      RandomHeap.Cell cell = pick(RandomHeap.CELLS);
      place = cell.mem();
      base = emit(TssaOp.REGION, Kind.ADDR, constant(Kind.I32, cell.offset()));
    }
    Mem mem = new Mem(place.type(), 0, RAW);
    if (random.nextBoolean()) {
      store(mem, base, some(place.type().kind()));
    } else {
      load(mem, base);
    }
  }

  private void call() {
    int routine = 1 + random.nextInt(3);
    boolean effect = routine == 3;
    Insn first = effect ? object(RandomHeap.OBJECT) : some(Kind.I32);
    Insn[] args = first == null ? new Insn[0] : new Insn[] {first, some(Kind.I64)};
    Kind kind = random.nextBoolean() ? Kind.I32 : Kind.I64;
    if (effect && allocates) {
      // It would mix a reference into memory.
      args = new Insn[0];
    }
    TssaOp op = effect ? TssaOp.CALLEFFECT : TssaOp.CALL;
    append(new Insn.Template(op, kind, args, routine, null, null, null));
  }

  private void allocate() {
    boolean object = random.nextInt(3) > 0;
    Insn allocation;
    if (object) {
      Insn[] args = {
        constant(Kind.I32, RandomHeap.OBJECT), constant(Kind.I32, RandomHeap.OBJECT_BYTES)
      };
      allocation = append(new Insn.Template(TssaOp.NEW, Kind.REF, args, 0, null, null, exit()));
    } else {
      int which = random.nextInt(3);
      Insn length = random.nextBoolean() ? constant(Kind.I32, random.nextInt(6)) : some(Kind.I32);
      if (value(length) < 0 || value(length) > 20) {
        length = emit(TssaOp.AND, Kind.I32, length, constant(Kind.I32, 7));
      }
      guard(Cond.ULT, length, constant(Kind.I32, 24));
      int classWord =
          which == 0 ? RandomHeap.INTS : which == 1 ? RandomHeap.BYTES : RandomHeap.REFS;
      Insn[] args = {constant(Kind.I32, classWord), length};
      allocation =
          append(
              new Insn.Template(
                  TssaOp.NEWARRAY, Kind.REF, args, which == 1 ? 0 : 2, null, null, exit()));
    }
    references.add((int) value(allocation));
  }

  private void end() {
    int how = random.nextInt(10);
    Insn[] none = {};
    if (how == 0) {
      Exit exit = exit();
      Insn[] values = {some(Kind.I32), some(Kind.I64)};
      raw.append(
          block, new Insn.Template(TssaOp.LEAVE, Kind.VOID, values, 0, null, null, exit), -1);
    } else if (how == 1) {
      raw.append(block, new Insn.Template(TssaOp.LINK, Kind.VOID, none, 7, null, null, exit()), -1);
    } else {
      Exit exit = new Exit(exits, LOOP_REASON, "loop", snapshot(0, RandomHeap.SLOTS.length));
      raw.append(block, new Insn.Template(TssaOp.LOOP, Kind.VOID, none, 0, null, null, exit), -1);
    }
  }
}
