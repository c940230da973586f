package hotpath.recorder;

import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.frame.ThreadBlock;
import hotpath.interpreter.meaning.Aliases;
import hotpath.interpreter.meaning.Emitter;
import hotpath.interpreter.meaning.LeaveReason;
import hotpath.interpreter.predecode.PreparedMethod;
import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Snapshot.Resume;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.ir.VirtualObject;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter's state on a path that is replayed: operands are SSA values of virtual frames.
 *
 * <p>All frames on the path are one array of slots counted from the frame pointer on entry. A slot
 * that was never touched is unchanged in the guest's frame; the first use of one loads it. A
 * snapshot lists what is not in the frame.
 */
abstract class PathState extends Emitter {
  /** Slots of callers have negative numbers. */
  private static final int INHERITED_BIAS = 1 << 16;

  protected final TraceEnvironment environment;
  protected SlotState slots = new SlotState();
  protected final List<VirtualFrame> frames = new ArrayList<>();
  protected int spSlot;
  protected int highestSlot;
  protected Insn count;
  protected long countPlus;
  private final BitSet inheritedSlots = new BitSet();
  private final LiveSlots live = new LiveSlots();
  private @Nullable Step current;
  private int spAtStep;
  private int exits;
  private @Nullable Exit restartExit;

  protected PathState(Tssa code, TraceEnvironment environment) {
    super(code);
    this.environment = environment;
    this.count = threadWord(MemType.I64, ThreadBlock.COUNT);
  }

  /** Sets the frames and the operand stack with which the path starts. */
  protected final void start(List<VirtualFrame> first, int sp) {
    frames.addAll(first);
    spSlot = sp;
    highestSlot = sp;
  }

  /** The next step is about to be replayed. */
  protected final void begin(Step step) {
    current = step;
    spAtStep = spSlot;
    restartExit = null;
  }

  /**
   * Goes both ways from here, and on with what the one or the other leaves in the slots, as {@code
   * condition} says when the code runs.
   */
  protected final void either(Insn condition, Runnable yes, Runnable no) {
    SlotState before = slots.copy();
    int sp = spSlot;
    yes.run();
    SlotState ifYes = slots;
    slots = before;
    spSlot = sp;
    no.run();
    for (int slot : ifYes.differences(slots)) {
      if (slot < spSlot) {
        join(slot, condition, ifYes.get(slot), slots.get(slot));
      }
    }
    slots.truncate(spSlot);
  }

  private void join(int slot, Insn condition, @Nullable Insn yes, @Nullable Insn no) {
    Kind kind = Objects.requireNonNull(yes != null ? yes : no).kind();
    Insn ifYes = yes != null ? yes : emit(TssaOp.SLOT, kind, new Insn[0], slot);
    Insn ifNo = no != null ? no : emit(TssaOp.SLOT, kind, new Insn[0], slot);
    boolean same = ifYes == ifNo || (isUnchanged(slot, ifYes) && isUnchanged(slot, ifNo));
    // A slot that is of different kinds on the two ways is dead.
    boolean dead = ifYes.kind() != ifNo.kind();
    slots.set(slot, same || dead ? ifYes : op(TssaOp.SELECT, kind, condition, ifYes, ifNo));
  }

  // ---- What a bridge inherits ----

  /**
   * A slot whose value the parent has elsewhere is as good as modified: exits write it. Objects
   * that the parent left to its exit are made first; where nothing but exits needs them here
   * either, the pass `sink` drops them again.
   */
  protected final void inherit(Inheritance inherited, long startPc) {
    List<InheritedObject> objects = inherited.objects();
    Insn[] made = new Insn[objects.size()];
    Insn[][] fieldValues = new Insn[made.length][];
    for (int i = 0; i < made.length; i++) {
      // Before it is allocated an object is known by an instruction that stands nowhere.
      made[i] = code.create(allocation(objects.get(i), null), origin);
    }
    for (InheritedSlot slot : inherited.slots()) {
      slots.set(slot.slot(), inherit(slot.value(), made));
      inheritedSlots.set(slot.slot() + INHERITED_BIAS);
    }
    for (int i = 0; i < made.length; i++) {
      List<InheritedObject.Field> fieldsOf = objects.get(i).fields();
      fieldValues[i] = new Insn[fieldsOf.size()];
      for (int f = 0; f < fieldValues[i].length; f++) {
        fieldValues[i][f] = inherit(fieldsOf.get(f).value(), made);
      }
    }
    if (made.length > 0) {
      make(inherited, startPc, made, fieldValues);
    }
  }

  private Insn inherit(InheritedValue value, Insn[] made) {
    return switch (value) {
      case InheritedValue.Constant c -> emit(TssaOp.CONST, c.kind(), new Insn[0], c.canonical());
      case InheritedValue.Held h -> emit(TssaOp.SLOT, h.kind(), new Insn[0], h.input());
      case InheritedValue.Unmade u -> made[u.object()];
    };
  }

  /** Replaces the {@code unmade} objects by real ones. */
  private void make(Inheritance inherited, long startPc, Insn[] unmade, Insn[][] fieldValues) {
    List<InheritedObject> objects = inherited.objects();
    List<VirtualObject> described = new ArrayList<>(unmade.length);
    for (int i = 0; i < unmade.length; i++) {
      List<VirtualObject.Field> fieldsOf = new ArrayList<>(fieldValues[i].length);
      for (int f = 0; f < fieldValues[i].length; f++) {
        InheritedObject.Field field = objects.get(i).fields().get(f);
        fieldsOf.add(new VirtualObject.Field(field.offset(), field.type(), fieldValues[i][f]));
      }
      described.add(new VirtualObject(unmade[i], fieldsOf));
    }
    Snapshot plain = snapshot(startPc, frames, spSlot);
    Snapshot start =
        new Snapshot(plain.slots(), described, plain.count(), plain.countPlus(), plain.resume());
    Map<Insn, Insn> made = new HashMap<>();
    for (int i = 0; i < unmade.length; i++) {
      Exit full = exit(LeaveReason.ALLOCATE, start);
      made.put(unmade[i], append(allocation(objects.get(i), full)));
    }
    for (int i = 0; i < unmade.length; i++) {
      Insn object = Objects.requireNonNull(made.get(unmade[i]));
      for (int f = 0; f < fieldValues[i].length; f++) {
        Insn value = fieldValues[i][f];
        storeInherited(objects.get(i), f, object, made.getOrDefault(value, value));
      }
    }
    for (InheritedSlot slot : inherited.slots()) {
      if (slot.value() instanceof InheritedValue.Unmade u) {
        slots.set(slot.slot(), Objects.requireNonNull(made.get(unmade[u.object()])));
      }
    }
  }

  private Insn.Template allocation(InheritedObject object, @Nullable Exit exit) {
    Insn[] args = {constant(object.classWord()), constant(object.size())};
    return object.isArray()
        ? new Insn.Template(
            TssaOp.NEWARRAY, Kind.REF, args, object.elementShift(), null, null, exit)
        : new Insn.Template(TssaOp.NEW, Kind.REF, args, 0, null, null, exit);
  }

  private void storeInherited(InheritedObject object, int f, Insn made, Insn value) {
    InheritedObject.Field field = object.fields().get(f);
    if (object.isArray()) {
      Mem mem = new Mem(field.type(), field.offset(), Aliases.element(field.type()));
      store(mem, op(TssaOp.ADDRESS, Kind.ADDR, made), value);
    } else {
      Alias alias = environment.fieldAlias(object.classWord(), field.offset());
      store(new Mem(field.type(), field.offset(), alias), made, value);
    }
  }

  private boolean isUnchanged(int slot, Insn value) {
    return value.op() == TssaOp.SLOT
        && value.imm() == slot
        && !inheritedSlots.get(slot + INHERITED_BIAS);
  }

  // ---- Snapshots ----

  /** How many exits there are so far. */
  protected final int exitCount() {
    return exits;
  }

  protected final Exit exit(LeaveReason reason, Snapshot snapshot) {
    return new Exit(exits++, reason.number(), reason.name(), snapshot);
  }

  protected final Snapshot snapshot(long pc, List<VirtualFrame> path, int sp) {
    List<Snapshot.Entry> entries = new ArrayList<>();
    VirtualFrame innermost = path.getLast();
    live.collect(path, pc, sp);
    for (int i = 0; i < live.size(); i++) {
      int slot = live.slot(i);
      Insn value = slots.get(slot);
      if (value != null && !isUnchanged(slot, value)) {
        entries.add(new Snapshot.Entry(slot, value));
      }
    }
    PreparedMethod method = innermost.method();
    String where = method.method() + " @" + method.bciAt(pc);
    return new Snapshot(entries, count, countPlus, new Resume(pc, innermost.fpSlot(), sp, where));
  }

  @Override
  protected Exit restart(LeaveReason reason) {
    // All checks of an instruction come before its effects, so they share one snapshot: operands
    // are still in place.
    Exit known = restartExit;
    Snapshot snapshot = known == null ? beforeStep() : Objects.requireNonNull(known.snapshot());
    Exit exit = exit(reason, snapshot);
    restartExit = exit;
    return exit;
  }

  /** The state before this step. Operands that were popped are still in their slots. */
  protected final Snapshot beforeStep() {
    return snapshot(step().pc(), frames, spAtStep);
  }

  protected final VirtualFrame frame() {
    return frames.getLast();
  }

  protected final Step step() {
    return Objects.requireNonNull(current);
  }

  // ---- Operands ----

  protected final Insn slot(int number, Kind kind) {
    Insn value = slots.get(number);
    if (value == null) {
      value = emit(TssaOp.SLOT, kind, new Insn[0], number);
      slots.set(number, value);
    }
    return value;
  }

  @Override
  public Insn pop(Kind kind) {
    return slot(--spSlot, kind);
  }

  @Override
  public void push(Insn value) {
    slots.set(spSlot++, value);
    highestSlot = Math.max(highestSlot, spSlot);
  }

  @Override
  public Insn popSlot() {
    int depth = spAtStep - spSlot;
    JavaKind kind =
        step().method().instructionAt(step().pc()) == PreparedMethod.NO_INSTRUCTION
            ? JavaKind.REF
            : step()
                .method()
                .flow()
                .stack(step().method().instructionAt(step().pc()))
                .fromTop(depth);
    return pop(Kinds.of(kind));
  }

  @Override
  public void pushSlot(Insn slot) {
    push(slot);
  }

  @Override
  public Insn receiver(Insn argumentSlots) {
    return slot(spSlot - environment.argumentSlots(step().decision2()), Kind.REF);
  }

  @Override
  public Insn local(Kind kind) {
    return slot(frame().fpSlot() + (short) step().a(), kind);
  }

  @Override
  public void setLocal(Insn value) {
    slots.set(frame().fpSlot() + (short) step().a(), value);
  }

  @Override
  public Insn operandA() {
    return constant(step().a());
  }

  @Override
  public Insn operandB() {
    return constant(step().b());
  }

  @Override
  public Insn operandLow() {
    return constant(step().b() & 0xFFFF);
  }

  @Override
  public Insn operandHigh() {
    return constant(step().b() >>> 16);
  }

  @Override
  public Insn wideOperand(Kind kind) {
    return kind == Kind.F64
        ? constant(Double.longBitsToDouble(step().wide()))
        : constant(step().wide());
  }
}
