package hotpath.tssa.pass;

import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.TssaOp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folding builder's dealings with memory: what a load yields without loading, which stores are
 * idle, and what loads, stores, calls and allocations mean for {@link MemoryFacts} and {@link
 * FreshObjects}.
 */
final class MemoryStation {
  private final FoldingBuilder builder;
  private final boolean forward;
  private final FreshObjects objects;
  private final MemoryFacts memory;
  private @Nullable Promotion promotion;

  /** Makes a loop parameter of a pending fact. */
  interface Promotion {
    Insn promote(int fact, Insn initial);
  }

  /** What {@link #reset} goes back to. */
  record Mark(MemoryFacts.Mark memory, List<?> objects) {}

  MemoryStation(
      FoldingBuilder builder, boolean forward, Facts facts, @Nullable Allocation allocation) {
    this.builder = builder;
    this.forward = forward;
    this.objects = new FreshObjects(builder.tssa(), allocation);
    this.memory = new MemoryFacts(new Locations(facts, objects));
  }

  Mark mark() {
    return new Mark(memory.mark(), objects.mark());
  }

  void reset(Mark mark) {
    memory.reset(mark.memory);
    objects.reset(mark.objects);
  }

  /**
   * See {@link MemoryFacts#enterLoop}. What was allocated before the loop may be known anywhere in
   * it.
   */
  void enterLoop(List<Insn> effects, MemoryFacts.LoopPolicy policy, Promotion promotes) {
    memory.enterLoop(effects, policy);
    objects.escapeAll();
    promotion = promotes;
  }

  /** What is now at the place of a fact; null if that is not known. */
  @Nullable Insn current(int fact) {
    return memory.current(fact);
  }

  /** Whether two references cannot be equal because one is of a new object. */
  boolean areDistinct(Insn a, Insn b) {
    return objects.areDistinct(a, b);
  }

  void allocated(Insn object) {
    objects.add(object);
  }

  /** {@code f}, which is about to be emitted, may make another name for an object. */
  void used(Fold f) {
    switch (f.op) {
      case R2I, PLUS, OFFSET -> objects.escape(f.a);
      case SELECT -> {
        objects.escape(f.b);
        objects.escape(f.c);
      }
      default -> {}
    }
  }

  /** A call, copy or jump takes {@code args} with it. */
  void passed(Insn[] args) {
    for (Insn arg : args) {
      objects.escape(arg);
    }
  }

  /** A call writes memory. */
  void clobbered() {
    memory.clobber(objects);
  }

  /** A copy writes memory of {@code alias}: the address that it has makes its object known. */
  void copied(Alias alias) {
    memory.copied(alias, objects);
  }

  /** The value of the load {@code f} if it need not be emitted, else null. */
  @Nullable Insn forwarded(Fold f) {
    Insn root = Locations.root(f.a);
    Insn index = f.argCount > 1 ? f.b : null;
    Mem mem = f.mem();
    if (isRemembered(mem)) {
      int fact = memory.find(root, index, mem);
      Promotion promotes = promotion;
      if (fact != 0 && memory.isPending(fact) && promotes != null) {
        Insn param = promotes.promote(fact, memory.value(fact));
        memory.promote(fact, param);
        builder.applied(Feature.FORWARD, "loop-parameter");
        return narrowed(mem, param, f.origin);
      }
      if (fact != 0 && !memory.isPending(fact)) {
        builder.applied(Feature.FORWARD, "in-memory");
        return narrowed(mem, memory.value(fact), f.origin);
      }
      Insn initial = objects.initial(root, index, mem, builder);
      if (initial != null) {
        builder.applied(Feature.FORWARD, "new-object");
        return initial;
      }
    }
    objects.loadUnknown(root);
    return null;
  }

  private boolean isRemembered(Mem mem) {
    return forward && mem.alias().sort() != Alias.Sort.SHARED;
  }

  /** The load {@code f} was emitted. */
  void loaded(Fold f, Insn load) {
    if (isRemembered(f.mem())) {
      memory.add(Locations.root(f.a), f.argCount > 1 ? f.b : null, f.mem(), load, false);
    }
  }

  /** What a load yields of a value that was stored in full. */
  private Insn narrowed(Mem mem, Insn value, int origin) {
    return switch (mem.type()) {
      case I8 -> builder.emit(TssaOp.I2B, Kind.I32, value, origin);
      case I16 -> builder.emit(TssaOp.I2S, Kind.I32, value, origin);
      case U16 -> builder.emit(TssaOp.I2C, Kind.I32, value, origin);
      case U8 ->
          builder.emit(TssaOp.AND, Kind.I32, value, builder.constant(Kind.I32, 0xFF), origin);
      default -> value;
    };
  }

  /** Whether the store {@code f} writes what is there already. */
  boolean isIdle(Fold f) {
    if (!isRemembered(f.mem())) {
      return false;
    }
    int fact = memory.find(Locations.root(f.a), f.argCount > 2 ? f.c : null, f.mem());
    return fact != 0
        && !memory.isPending(fact)
        && memory.value(fact) == f.b
        && !memory.isStoredBeforeLoop(fact);
  }

  /** The store {@code f} was emitted. */
  void stored(Fold f) {
    Insn root = Locations.root(f.a);
    Insn index = f.argCount > 2 ? f.c : null;
    objects.store(root, index, f.mem(), f.b);
    if (isRemembered(f.mem())) {
      memory.stored(root, index, f.mem());
      memory.add(root, index, f.mem(), f.b, true);
    }
  }
}
