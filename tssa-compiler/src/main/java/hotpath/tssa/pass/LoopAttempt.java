package hotpath.tssa.pass;

import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.ir.VirtualObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of {@link LoopFormation}. It emits the entry, goes through the header, emits the
 * body, and looks at what comes around.
 */
final class LoopAttempt implements MemoryFacts.LoopPolicy, MemoryStation.Promotion {
  private final Tssa from;
  private final boolean peel;
  private final LoopFormation.Knowledge knowledge;
  private final PassContext context;

  private final Tssa to;
  private final Block entry;
  private final FoldingBuilder builder;
  private final Reemitter first;

  /** The state at the LOOP, in values of the code before the pass. */
  private final Snapshot state;

  private final Exit loopExit;

  /** For each slot of the state: what it holds at the header, a parameter or an invariant. */
  private final Insn[] atHeader;

  /** The count on entry, as the code before the pass reads it. */
  private final @Nullable Insn countInput;

  private @Nullable Insn countParam;

  // Parameters in order, with what each begins with, comes around with, and stands for.
  private final List<Insn> params = new ArrayList<>();
  private final List<Insn> initial = new ArrayList<>();
  private final List<@Nullable Insn> around = new ArrayList<>();

  /** The slot's position in the state; the count is -1; the fact f on memory is -2 - f. */
  private final List<Integer> meaning = new ArrayList<>();

  private @Nullable Block body;
  private @Nullable Exit anchor;
  private boolean complete;

  LoopAttempt(
      Tssa from,
      boolean peel,
      LoopFormation.Knowledge knowledge,
      PassOptions options,
      @Nullable RemovalLog log) {
    this.from = from;
    this.peel = peel;
    this.knowledge = knowledge;
    // An attempt logs for itself: it may be thrown away.
    this.context = new PassContext(options, log == null ? null : new RemovalLog(), null);
    this.to = Tssa.like(from);
    this.entry = to.newBlock();
    this.builder = new FoldingBuilder(to, entry, options);
    this.first = new Reemitter(from, builder, context, 0);
    this.loopExit = from.entry().end().exit();
    this.state = state(from);
    this.countInput = state.count() == null ? null : countInput(state.count());
    this.atHeader = new Insn[state.slots().size()];
    emitEntry();
    if (!builder.isEnded()) {
      emitLoop();
    }
  }

  static Snapshot state(Tssa tssa) {
    Snapshot state = tssa.entry().end().exit().snapshot();
    if (state == null) {
      throw new IllegalArgumentException("a loop without a state");
    }
    return state;
  }

  /** Whether an instruction would cost something in each iteration. */
  static boolean costs(Insn insn) {
    return switch (insn.op()) {
      case CONST, SLOT, FP, TB, LOOP, JUMP -> false;
      default -> true;
    };
  }

  private List<Insn> iteration() {
    List<Insn> insns = from.entry().insns();
    return insns.subList(0, insns.size() - 1);
  }

  private void emitEntry() {
    for (Insn insn : iteration()) {
      if (builder.isEnded()) {
        return;
      }
      if (peel || insn.op() == TssaOp.SLOT || isRegister(insn)) {
        first.emit(insn);
      }
    }
    if (countInput != null) {
      emitInput(countInput);
    }
  }

  /**
   * What the count at the loop's end was added up from: what depends on the path taken is added to
   * what is read on entry, and that to nothing.
   */
  private static Insn countInput(Insn count) {
    Insn input = count;
    while (isSum(input) && dependsOnState(input)) {
      input = dependsOnState(input.arg(0)) ? input.arg(0) : input.arg(1);
    }
    return input;
  }

  private static boolean dependsOnState(Insn insn) {
    return insn.op() == TssaOp.LOAD
        ? insn.mem().alias().sort() == Alias.Sort.STATE
        : isSum(insn) && (dependsOnState(insn.arg(0)) || dependsOnState(insn.arg(1)));
  }

  private static boolean isSum(Insn insn) {
    return insn.op() == TssaOp.ADD || insn.op() == TssaOp.SUB;
  }

  private static boolean isRegister(Insn insn) {
    return insn.op() == TssaOp.TB || insn.op() == TssaOp.FP;
  }

  /** Emits what computes the count on entry, which depends on inputs only. */
  private void emitInput(Insn insn) {
    if (insn.isConst() || first.isMapped(insn)) {
      return;
    }
    for (int i = 0; i < insn.argCount(); i++) {
      emitInput(insn.arg(i));
    }
    first.emit(insn);
  }

  /** What slot {@code i} of the state holds when the loop is entered. */
  private Insn initialValue(int i) {
    Snapshot.Entry slot = state.slots().get(i);
    if (peel) {
      return first.apply(slot.value());
    }
    Insn.Template load =
        new Insn.Template(
            TssaOp.SLOT, slot.value().kind(), new Insn[0], slot.slot(), null, null, null);
    Insn value = builder.emit(load, -1);
    if (value == null) {
      throw new IllegalStateException("a slot without a value");
    }
    return value;
  }

  private void emitLoop() {
    Insn[] initialValues = new Insn[atHeader.length];
    for (int i = 0; i < atHeader.length; i++) {
      initialValues[i] = initialValue(i);
    }
    Insn count = state.count();
    Insn countInitial = null;
    if (count != null) {
      countInitial =
          peel ? plus(first.apply(count), state.countPlus()) : first.apply(required(countInput));
    }
    anchor = anchor(initialValues, countInitial);
    Block header = to.newBlock();
    body = header;
    builder.enterLoop(header, effects(), this, this);
    for (int i = 0; i < atHeader.length; i++) {
      boolean unchanged = isUnchanged(state.slots().get(i));
      atHeader[i] =
          unchanged || knowledge.invariantSlots.get(i)
              ? initialValues[i]
              : param(initialValues[i], i);
    }
    if (countInitial != null) {
      countParam = param(countInitial, -1);
    }
    emitBody();
  }

  /**
   * A slot that is given although the iteration does not change it: it is not in the frame on
   * entry.
   */
  private static boolean isUnchanged(Snapshot.Entry entry) {
    return entry.value().op() == TssaOp.SLOT && entry.value().imm() == entry.slot();
  }

  private Insn plus(Insn count, long more) {
    return more == 0
        ? count
        : builder.emit(TssaOp.ADD, Kind.I64, count, builder.constant(Kind.I64, more), -1);
  }

  private Insn param(Insn value, int means) {
    Block header = body;
    if (header == null) {
      throw new IllegalStateException("no loop to give a parameter");
    }
    Insn param = to.newParam(header, value.kind());
    params.add(param);
    initial.add(value);
    around.add(null);
    meaning.add(means);
    return param;
  }

  /**
   * The exit to the anchor when the loop is about to be entered: every slot that the first
   * iteration changed is given.
   */
  private Exit anchor(Insn[] values, @Nullable Insn count) {
    List<Snapshot.Entry> slots = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      slots.add(new Snapshot.Entry(state.slots().get(i).slot(), values[i]));
    }
    return loopExit.withSnapshot(new Snapshot(slots, count, 0, state.resume()));
  }

  /**
   * The stores and calls of the iteration that can change what was there before it. A store to an
   * object allocated in the same iteration cannot: no older value refers to that object.
   */
  private List<Insn> effects() {
    List<Insn> effects = new ArrayList<>();
    for (Insn insn : iteration()) {
      boolean toNew =
          insn.op() == TssaOp.STORE && Locations.root(insn.arg(0)).op().has(TssaOp.Trait.FRESH);
      if (insn.op().has(TssaOp.Trait.EFFECT) && !toNew) {
        effects.add(insn);
      }
    }
    return effects;
  }

  @Override
  public boolean isKept(int fact) {
    return knowledge.keptFacts.get(fact);
  }

  @Override
  public boolean isBanned(int fact) {
    return knowledge.bannedFacts.get(fact);
  }

  @Override
  public Insn promote(int fact, Insn value) {
    return param(value, -2 - fact);
  }

  private void emitBody() {
    Reemitter again = new BodyReemitter();
    for (Insn insn : iteration()) {
      if (builder.isEnded()) {
        return;
      }
      if (insn == countInput) {
        stands(again, insn, "parameter", required(countParam));
      } else if (insn.op() == TssaOp.SLOT) {
        Insn value = atHeader(insn);
        stands(again, insn, value.op() == TssaOp.PARAM ? "parameter" : "invariant", value);
      } else if (!peel && isRegister(insn)) {
        stands(again, insn, "invariant", first.apply(insn));
      } else {
        again.emit(insn);
      }
    }
    for (int i = 0; i < params.size(); i++) {
      int means = meaning.get(i);
      if (means >= 0) {
        around.set(i, again.apply(state.slots().get(means).value()));
      } else if (means == -1) {
        around.set(i, plus(again.apply(required(state.count())), state.countPlus()));
      } else {
        around.set(i, builder.memory().current(-2 - means));
      }
    }
    complete = !builder.isEnded() && !around.contains(null);
  }

  private void stands(Reemitter again, Insn insn, String rule, Insn value) {
    again.map(insn, value);
    context.removed(insn, 1, "loop", rule, value);
  }

  private static Insn required(@Nullable Insn value) {
    if (value == null) {
      throw new IllegalStateException("no such value");
    }
    return value;
  }

  /**
   * What the slot that {@code load} reads holds at the header: what came around, or what it has
   * held all along.
   */
  private Insn atHeader(Insn load) {
    for (int i = 0; i < atHeader.length; i++) {
      if (state.slots().get(i).slot() == load.imm()) {
        return atHeader[i];
      }
    }
    return first.apply(load);
  }

  /**
   * In the body a slot that the iteration has not written does not hold what it held when the trace
   * was entered but what came around, so exits have to give it too.
   */
  private final class BodyReemitter extends Reemitter {
    BodyReemitter() {
      super(from, builder, LoopAttempt.this.context, 1);
    }

    @Override
    Snapshot snapshot(Snapshot old) {
      List<Snapshot.Entry> slots = new ArrayList<>(old.slots().size() + atHeader.length);
      int next = 0;
      for (int i = 0; i < atHeader.length; i++) {
        int slot = state.slots().get(i).slot();
        while (next < old.slots().size() && old.slots().get(next).slot() < slot) {
          slots.add(mapped(old.slots().get(next++)));
        }
        if (next < old.slots().size() && old.slots().get(next).slot() == slot) {
          slots.add(mapped(old.slots().get(next++)));
        } else {
          slots.add(new Snapshot.Entry(slot, atHeader[i]));
        }
      }
      while (next < old.slots().size()) {
        slots.add(mapped(old.slots().get(next++)));
      }
      List<VirtualObject> objects = new ArrayList<>();
      for (VirtualObject object : old.objects()) {
        objects.add(object.mapped(this));
      }
      Insn count = old.count();
      return new Snapshot(
          slots, objects, count == null ? null : apply(count), old.countPlus(), old.resume());
    }

    private Snapshot.Entry mapped(Snapshot.Entry entry) {
      return new Snapshot.Entry(entry.slot(), apply(entry.value()));
    }
  }

  /**
   * Whether there is a loop; otherwise the second iteration always leaves, or a promoted place was
   * lost.
   */
  boolean isComplete() {
    return complete;
  }

  /** Whether the path can be gone again behind itself, as far as is known. */
  boolean repeats() {
    return !builder.isEnded();
  }

  /** Whether this attempt cannot stand. */
  boolean mustRepeat() {
    return !complete && !builder.isEnded();
  }

  /** Adds what this attempt showed to the knowledge about the loop. */
  void learn() {
    if (builder.isEnded()) {
      return;
    }
    for (int i = 0; i < params.size(); i++) {
      int means = meaning.get(i);
      Insn comes = around.get(i);
      if (comes == null) {
        knowledge.bannedFacts.set(-2 - means);
      } else if (comes == params.get(i) || comes == initial.get(i)) {
        if (means >= 0 && isComputedWith(params.get(i))) {
          knowledge.invariantSlots.set(means);
        } else if (means < -1) {
          knowledge.keptFacts.set(-2 - means);
        }
      }
    }
  }

  /**
   * Whether an instruction of the body uses {@code param}; if only exits do, the pass `dce` removes
   * it as well.
   */
  private boolean isComputedWith(Insn param) {
    for (Insn insn : required(body).insns()) {
      for (int k = 0; k < insn.argCount(); k++) {
        if (insn.arg(k) == param) {
          return true;
        }
      }
    }
    return false;
  }

  private static Block required(@Nullable Block block) {
    if (block == null) {
      throw new IllegalStateException("no loop");
    }
    return block;
  }

  int bodySize() {
    int size = 0;
    Block block = body;
    if (block != null) {
      for (Insn insn : block.insns()) {
        size += costs(insn) ? 1 : 0;
      }
    }
    return size;
  }

  /** Closes the loop. The context gets what was logged and the exit to the anchor. */
  Tssa finish(PassContext outer) {
    RemovalLog log = context.log;
    RemovalLog into = outer.log;
    if (log != null && into != null) {
      for (RemovalLog.Removal r : log.removals()) {
        into.add(r.id(), r.copy(), r.pass(), r.rule(), r.by());
      }
    }
    if (entry.isEnded()) {
      return to;
    }
    Block loop = required(body);
    if (!complete) {
      throw new IllegalStateException("an incomplete loop");
    }
    jump(entry, initial, loop);
    List<Insn> values = new ArrayList<>();
    for (Insn value : around) {
      values.add(required(value));
    }
    jump(loop, values, loop);
    outer.anchor = anchor;
    return to;
  }

  private void jump(Block block, List<Insn> values, Block target) {
    Insn[] args = values.toArray(new Insn[0]);
    Insn.Template jump = new Insn.Template(TssaOp.JUMP, Kind.VOID, args, 0, null, null, null);
    to.append(block, jump, from.entry().end().origin()).targets(target);
  }
}
