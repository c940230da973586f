package hotpath.tssa.pass;

import hotpath.tssa.eval.Arithmetic;
import hotpath.tssa.eval.ByteMemory;
import hotpath.tssa.eval.Corners;
import hotpath.tssa.eval.StepEvaluation;
import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Random code under construction, which is run while it is made: it knows what every value is at
 * the first way through, and chooses among what there is.
 */
abstract class RandomCode {
  static final Kind[] KINDS = {Kind.I32, Kind.I64, Kind.F32, Kind.F64, Kind.REF};

  final Tssa raw;
  final ByteMemory initial;

  /**
   * Whether the trace allocates; then it makes no numbers of references, which depend on where
   * objects are.
   */
  final boolean allocates;

  final Random random;
  final TraceProfile profile;
  final Block block;
  final ByteMemory memory;
  final List<Integer> references;
  final TreeMap<Integer, Insn> slots = new TreeMap<>();
  @Nullable Insn count;
  long countPlus;
  int exits;
  private final StepEvaluation evaluation;
  private final Map<Kind, List<Insn>> pool = new EnumMap<>(Kind.class);

  RandomCode(long seed) {
    random = new Random(seed);
    RandomHeap heap = new RandomHeap(random);
    initial = heap.memory;
    references = heap.references;
    memory = initial.copy();
    raw = new Tssa("random " + seed, Tssa.Shape.TRACE);
    block = raw.newBlock();
    evaluation = new StepEvaluation(raw, memory, RandomHeap::leaf);
    profile = TraceProfile.values()[random.nextInt(TraceProfile.values().length)];
    allocates = profile.allocates || random.nextInt(3) == 0;
    for (Kind kind : KINDS) {
      pool.put(kind, new ArrayList<>());
    }
  }

  // ---- Emitting ----

  Insn emit(TssaOp op, Kind kind, Insn... args) {
    return append(new Insn.Template(op, kind, args, 0, null, null, null));
  }

  Insn append(Insn.Template template) {
    Insn insn = raw.append(block, template, block.insns().size());
    if (!evaluation.step(insn)) {
      throw new IllegalStateException("the code ends at " + insn);
    }
    // An i2r may be no object; it must not be used as one.
    if (pool.containsKey(insn.kind()) && insn.op() != TssaOp.I2R) {
      pool.get(insn.kind()).add(insn);
    }
    return insn;
  }

  Insn constant(Kind kind, long bits) {
    return raw.constant(kind, Arithmetic.canonical(kind, bits));
  }

  Insn load(Mem mem, Insn... args) {
    return append(new Insn.Template(TssaOp.LOAD, mem.type().kind(), args, 0, null, mem, null));
  }

  void store(Mem mem, Insn... args) {
    append(new Insn.Template(TssaOp.STORE, Kind.VOID, args, 0, null, mem, null));
  }

  void guard(Cond cond, Insn a, Insn b) {
    append(new Insn.Template(TssaOp.GUARD, Kind.VOID, new Insn[] {a, b}, 0, cond, null, exit()));
  }

  /** A guard on the condition or, if it does not hold, on its inverse. */
  void guardTrue(Cond cond, Insn a, Insn b) {
    boolean holds = Arithmetic.holds(cond, a.kind(), value(a), value(b));
    guard(holds ? cond : cond.inverse(a.kind()), a, b);
  }

  long value(Insn insn) {
    return evaluation.value(insn);
  }

  Exit exit() {
    int number = exits++;
    return new Exit(number, number + 1, "g", snapshot(number, Integer.MAX_VALUE));
  }

  Snapshot snapshot(int place, int slotLimit) {
    List<Snapshot.Entry> entries = new ArrayList<>();
    slots.headMap(slotLimit).forEach((slot, value) -> entries.add(new Snapshot.Entry(slot, value)));
    Snapshot.Resume resume = new Snapshot.Resume(place * 8L, 0, 20, "t @" + place);
    return new Snapshot(entries, count, countPlus, resume);
  }

  // ---- Choosing ----

  private <T> T any(List<T> list) {
    // The latest values are the likeliest: code is local.
    int size = list.size();
    int back =
        random.nextInt(3) == 0 ? random.nextInt(size) : Math.min(size - 1, random.nextInt(6));
    return list.get(size - 1 - back);
  }

  /** Some value of {@code kind}. */
  Insn some(Kind kind) {
    List<Insn> values = pool.get(kind);
    if (profile != TraceProfile.MIXED && random.nextInt(3) == 0) {
      return few(kind);
    }
    if (values.isEmpty() || random.nextInt(5) == 0) {
      return kind == Kind.REF ? reference() : constant(kind, corner(kind));
    }
    return any(values);
  }

  /** One of the few slots of a kind: the same values again and again. */
  private Insn few(Kind kind) {
    return slot(
        switch (kind) {
          case I32 -> random.nextInt(2);
          case I64 -> 5 + random.nextInt(2);
          case F32 -> 7;
          case F64 -> 8;
          default -> 9 + random.nextInt(2);
        });
  }

  private Insn reference() {
    return random.nextInt(4) == 0
        ? constant(Kind.REF, 0)
        : slot(9 + random.nextInt(RandomHeap.SLOTS.length - 9));
  }

  long corner(Kind kind) {
    if (kind == Kind.I32 || kind == Kind.I64) {
      if (random.nextBoolean()) {
        return random.nextInt(12) - 3L;
      }
    }
    long[] corners = Corners.of(kind);
    return corners[random.nextInt(corners.length)];
  }

  Insn slot(int number) {
    Insn known = slots.get(number);
    if (known != null) {
      return known;
    }
    return append(
        new Insn.Template(
            TssaOp.SLOT, RandomHeap.SLOTS[number], new Insn[0], number, null, null, null));
  }

  int classOf(Insn reference) {
    int offset = (int) value(reference);
    return references.contains(offset) ? memory.i32(offset) : 0;
  }

  /** A reference to an object of the class, behind a guard that says so. */
  @Nullable Insn object(int classWord) {
    for (int i = 0; i < 6; i++) {
      Insn candidate = some(Kind.REF);
      if (!candidate.isConst() && classOf(candidate) == classWord) {
        if (random.nextInt(3) == 0) {
          guard(Cond.NE, candidate, constant(Kind.REF, 0));
        }
        guard(Cond.EQ, load(RandomHeap.CLASS_WORD, candidate), constant(Kind.I32, classWord));
        return candidate;
      }
    }
    return null;
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
