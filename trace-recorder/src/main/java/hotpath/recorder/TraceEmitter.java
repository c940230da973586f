package hotpath.recorder;

import hotpath.interpreter.frame.FrameLayout;
import hotpath.interpreter.frame.ThreadBlock;
import hotpath.interpreter.meaning.Aliases;
import hotpath.interpreter.meaning.CodeWord;
import hotpath.interpreter.meaning.Handler;
import hotpath.interpreter.meaning.LeafRoutine;
import hotpath.interpreter.meaning.LeaveReason;
import hotpath.interpreter.predecode.PreparedMethod;
import hotpath.tssa.ir.Alias;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replays a recording through the meanings of its handlers: decisions become guards, calls and
 * returns are bookkeeping. Folds nothing; that is the passes' work.
 */
final class TraceEmitter extends PathState {
  /** A trace reads the limit each time round: others lower it while the trace runs. */
  private static final Alias LIMIT = new Alias("tb.limit", Alias.Sort.SHARED);

  private static final int SWITCH_KEYS_AS_GUARDS = 8;

  private final int number;
  private final Recording recording;
  private final FieldNames fields;
  private final Instruments instruments;
  private final Insn countOnEntry;
  private long checkedPlus = Long.MIN_VALUE;

  /** The most that the sides of hammocks have added to the count besides {@code countPlus}. */
  private long countSpread;

  private @Nullable Snapshot beforeStep;

  private TraceEmitter(
      String name,
      int number,
      Recording recording,
      FieldNames fields,
      TraceEnvironment environment,
      Instruments instruments) {
    super(new Tssa(name, Tssa.Shape.TRACE), environment);
    this.number = number;
    this.recording = recording;
    this.fields = fields;
    this.instruments = instruments;
    this.countOnEntry = count;
  }

  /**
   * Builds the raw Trace SSA of a recording.
   *
   * @param name what stands in its first line
   * @param number of the trace to be
   * @param frames the frames at the start, outermost first; the last one is the current one
   * @param spSlot the operand stack pointer at the start, in slots from the entry's frame pointer
   * @param inherited slots that are not in the frame on entry, with what the parent has for them
   */
  static Tssa build(
      String name,
      int number,
      Recording recording,
      List<VirtualFrame> frames,
      int spSlot,
      Inheritance inherited,
      FieldNames fields,
      TraceEnvironment environment,
      Instruments instruments) {
    TraceEmitter e = new TraceEmitter(name, number, recording, fields, environment, instruments);
    e.start(frames, spSlot);
    e.inherit(inherited, recording.anchorPc());
    return e.replay();
  }

  private Tssa replay() {
    int inputs = block.insns().size();
    Snapshot entry = snapshot(recording.anchorPc(), frames, spSlot);
    for (int i = 0; i < recording.steps().size(); i++) {
      origin = i;
      begin(recording.steps().get(i));
      beforeStep = instruments.exitEvery() > 0 ? beforeStep() : null;
      step().handler().meaning().emit(this);
    }
    origin = -1;
    beforeStep = null;
    end();
    entryChecks(entry, inputs);
    renumber();
    return code;
  }

  private void end() {
    Snapshot state = snapshot(recording.endPc(), frames, spSlot);
    TssaOp op =
        switch (recording.end()) {
          case LOOP -> TssaOp.LOOP;
          case LINK -> TssaOp.LINK;
          case INTERPRETER -> TssaOp.LEAVE;
        };
    Exit exit = exit(LeaveReason.TRACE_END, state);
    int target = recording.target() == Recording.SELF ? number : recording.target();
    append(new Insn.Template(op, Kind.VOID, new Insn[0], target, null, null, exit));
  }

  /**
   * What the whole path needs is checked once, before it: that the instruction limit covers it, and
   * that the stack has room for its frames. The interpreter finds the exact place where one of them
   * gives way.
   *
   * @param inputs how many instructions come first, since the checks' exits refer to them
   */
  private void entryChecks(Snapshot entry, int inputs) {
    List<Insn> all = block.insns();
    List<Insn> path = new ArrayList<>(all.subList(inputs, all.size()));
    all.subList(inputs, all.size()).clear();
    if (checkedPlus != Long.MIN_VALUE) {
      Insn limit = load(new Mem(MemType.I64, ThreadBlock.LIMIT, LIMIT), threadBlock());
      Insn last = op(TssaOp.ADD, Kind.I64, countOnEntry, constant(checkedPlus));
      guard(Cond.LT, last, limit, exit(LeaveReason.LIMIT, entry));
    }
    if (highestSlot > entry.resume().spSlot()) {
      Insn top =
          op(
              TssaOp.ADD,
              Kind.I32,
              op(TssaOp.OFFSET, Kind.I32, emit(TssaOp.FP, Kind.ADDR, new Insn[0], 0)),
              constant(highestSlot * FrameLayout.SLOT));
      Insn room = threadWord(MemType.I32, ThreadBlock.STACK_LIMIT);
      guard(Cond.ULE, top, room, exit(LeaveReason.STACK_OVERFLOW, entry));
    }
    countIteration();
    all.addAll(path);
  }

  /**
   * Stress: before a guard, a countdown that leaves at every k-th execution as if the guard had
   * failed; but to the state before the instruction, since the guard's own exit may be the other
   * way of a branch.
   */
  @Override
  protected void guard(Cond cond, Insn a, Insn b, Exit exit) {
    Snapshot state = beforeStep;
    if (state != null) {
      Insn cell = cell(environment.newCell(instruments.exitEvery()));
      Mem mem = new Mem(MemType.I32, 0, new Alias("stress" + exitCount(), Alias.Sort.SHARED));
      Insn left = op(TssaOp.SUB, Kind.I32, load(mem, cell), constant(1));
      Insn again = set(Cond.EQ, left, constant(0));
      store(mem, cell, op(TssaOp.SELECT, Kind.I32, again, constant(instruments.exitEvery()), left));
      super.guard(Cond.NE, left, constant(0), exit(LeaveReason.TRACE_END, state));
    }
    super.guard(cond, a, b, exit);
  }

  private Insn cell(long offset) {
    return op(TssaOp.REGION, Kind.ADDR, constant((int) offset));
  }

  private void countIteration() {
    if (instruments.iterationCell() != 0) {
      Mem mem = new Mem(MemType.I64, 0, new Alias("iterations" + number, Alias.Sort.CELL));
      Insn cell = cell(instruments.iterationCell());
      store(mem, cell, op(TssaOp.ADD, Kind.I64, load(mem, cell), constant(1L)));
    }
  }

  /** Exits are numbered in order of the instructions. */
  private void renumber() {
    ExitNumbering.apply(code);
  }

  // ---- Control ----

  /**
   * The interpreter compares a count with the limit here: a method entry, or a backward branch
   * taken, be it on the way out of the path. The check before the path covers the largest.
   */
  private void checkPoint(long plus) {
    checkedPlus = Math.max(checkedPlus, plus + countSpread);
  }

  /**
   * Both sides are computed, and selected from. The count gets what one of them takes more, times
   * the condition.
   */
  private void bothSides(Hammock hammock, Insn taken) {
    either(taken, () -> side(hammock.taken()), () -> side(hammock.notTaken()));
    long more = hammock.takenCharge() - hammock.notTakenCharge();
    countPlus += hammock.notTakenCharge();
    if (more != 0) {
      Insn times = op(TssaOp.U2L, Kind.I64, taken);
      count = op(TssaOp.ADD, Kind.I64, count, op(TssaOp.MUL, Kind.I64, times, constant(more)));
      countSpread += Math.max(more, 0);
    }
  }

  private void side(List<Step> words) {
    for (Step word : words) {
      begin(word);
      word.handler().meaning().emit(this);
    }
  }

  @Override
  public void branch(Cond cond, Insn a, Insn b) {
    Hammock hammock = step().hammock();
    if (hammock != null) {
      bothSides(hammock, set(cond, a, b));
      return;
    }
    boolean taken = step().isTaken();
    long charge = (short) (step().b() >>> 16);
    long target = step().pc() + (short) step().b() * (long) CodeWord.BYTES;
    long other = taken ? step().pc() + CodeWord.BYTES : target;
    if (target == step().pc() + CodeWord.BYTES) {
      countPlus += charge;
      return;
    }
    if (target <= step().pc()) {
      checkPoint(countPlus + charge);
    }
    countPlus += taken ? 0 : charge;
    Exit exit = exit(LeaveReason.PATH, snapshot(other, frames, spSlot));
    countPlus += taken ? charge : -charge;
    guard(taken ? cond : cond.inverse(a.kind()), a, b, exit);
  }

  @Override
  public void jump() {
    countPlus += (short) (step().b() >>> 16);
    if (step().nextPc() <= step().pc()) {
      checkPoint(countPlus);
    }
  }

  @Override
  public void jumpFar() {
    checkPoint(countPlus);
  }

  @Override
  public void jumpTable(Insn index) {
    require(Cond.EQ, index, constant((int) step().decision()), LeaveReason.DECISION);
    countPlus += step().decision2();
  }

  @Override
  public void invoke(Insn method, Insn argumentSlots) {
    Handler meaning = environment.nativeMeaning(step().decision2());
    if (meaning != null) {
      meaning.meaning().emit(this);
      return;
    }
    chargeCall();
    VirtualFrame caller = frame();
    long returnPc = step().pc() + step().handler().bytes();
    long delta = (long) (spSlot - caller.fpSlot()) * FrameLayout.SLOT;
    frames.set(frames.size() - 1, caller.calling(step().pc()));
    int fpSlot = spSlot;
    PreparedMethod callee = environment.prepared(step().decision2());
    frames.add(new VirtualFrame(callee, fpSlot, 0, true));
    push(constant(FrameLayout.link(delta, returnPc)));
    push(constant(step().decision2()));
  }

  @Override
  public void chargeCall() {
    countPlus += step().a();
  }

  @Override
  public void ret(@Nullable Insn value) {
    countPlus += step().b() & 0xFFFF;
    VirtualFrame frame = frame();
    long link = step().decision();
    if (!frame.inlined()) {
      // The trace did not make this frame: it goes on where it went on when recorded, or leaves.
      Insn actual = slot(frame.fpSlot() + FrameLayout.LINK, Kind.I64);
      Exit exit = exit(LeaveReason.DECISION, beforeReturn(value));
      guard(Cond.EQ, actual, constant(link), exit);
    }
    frames.removeLast();
    if (frames.isEmpty()) {
      int callerSlot = frame.fpSlot() - (int) (FrameLayout.linkDelta(link) / FrameLayout.SLOT);
      PreparedMethod caller = environment.preparedAt(step().nextPc());
      frames.add(new VirtualFrame(caller, callerSlot, 0, false));
    }
    spSlot = frame.fpSlot() - step().a();
    slots.truncate(spSlot);
    if (value != null) {
      push(value);
    }
  }

  /** The state before a return whose charge has been added. */
  private Snapshot beforeReturn(@Nullable Insn value) {
    long charge = step().b() & 0xFFFF;
    countPlus -= charge;
    int sp = spSlot + (value == null ? 0 : 1);
    Snapshot snapshot = snapshot(step().pc(), frames, sp);
    countPlus += charge;
    return snapshot;
  }

  @Override
  public void enter() {
    spSlot = frame().fpSlot() + FrameLayout.LOCALS + (step().b() & 0xFFFF);
    highestSlot = Math.max(highestSlot, spSlot + (step().b() >>> 16));
    checkPoint(countPlus);
  }

  @Override
  public void leave(LeaveReason reason) {
    throw new IllegalStateException(reason + " on a recorded path");
  }

  // ---- What a path knows ----

  /** The object's class is the recorded one; a null fails the guard too, its class word being 0. */
  private void requireClass(Insn ref, long klass) {
    require(Cond.EQ, classOf(ref), constant((int) klass), LeaveReason.DECISION);
  }

  @Override
  public Insn selectVirtual(Insn receiver, Insn index) {
    requireClass(receiver, step().decision());
    return constant((int) step().decision2());
  }

  @Override
  public Insn selectInterface(Insn receiver, Insn interfaceClass, Insn index) {
    return selectVirtual(receiver, index);
  }

  @Override
  public Insn selectHandle(Insn method) {
    return known(method, step().decision2());
  }

  @Override
  public Insn named(Insn method) {
    return known(method, step().wide());
  }

  private Insn known(Insn method, long recorded) {
    Insn constant = constant((int) recorded);
    require(Cond.EQ, method, constant, LeaveReason.DECISION);
    return constant;
  }

  @Override
  public Insn isInstanceOfClass(Insn ref, Insn klass) {
    if (step().decision() == 0) {
      require(Cond.EQ, ref, nullRef(), LeaveReason.DECISION);
      return constant(0);
    }
    requireClass(ref, step().decision());
    return constant((int) step().decision2());
  }

  @Override
  public Insn isInstanceOfAny(Insn ref, Insn klass) {
    return isInstanceOfClass(ref, klass);
  }

  @Override
  public Insn isStorable(Insn array, Insn value) {
    if (step().decision() == 0) {
      require(Cond.EQ, value, nullRef(), LeaveReason.DECISION);
    } else {
      requireClass(array, step().decision2());
      requireClass(value, step().decision());
    }
    return constant(1);
  }

  @Override
  public Insn loadField(MemType type, Insn object, Insn offset) {
    return load(new Mem(type, (int) offset.imm(), fields.instanceField(step())), object);
  }

  @Override
  public void storeField(MemType type, Insn object, Insn offset, Insn value) {
    store(new Mem(type, (int) offset.imm(), fields.instanceField(step())), object, value);
  }

  @Override
  public Insn loadStatic(MemType type, Insn offset) {
    return load(new Mem(type, 0, fields.staticField(step())), op(TssaOp.REGION, Kind.ADDR, offset));
  }

  @Override
  public void storeStatic(MemType type, Insn offset, Insn value) {
    store(
        new Mem(type, 0, fields.staticField(step())), op(TssaOp.REGION, Kind.ADDR, offset), value);
  }

  @Override
  public Insn callLeaf(LeafRoutine routine, Insn... args) {
    if (routine == LeafRoutine.SWITCH_INDEX) {
      return switchIndex(args[0], args[1]);
    }
    return emit(TssaOp.CALL, routine.result(), args, routine.number());
  }

  /** A key is compared directly; the default of a large table is left to the search. */
  private Insn switchIndex(Insn table, Insn key) {
    int[] keys = environment.switchKeys(table.imm() & 0xFFFF_FFFFL);
    int index = (int) step().decision();
    if (index < keys.length) {
      require(Cond.EQ, key, constant(keys[index]), LeaveReason.DECISION);
    } else if (keys.length <= SWITCH_KEYS_AS_GUARDS) {
      for (int each : keys) {
        require(Cond.NE, key, constant(each), LeaveReason.DECISION);
      }
    } else {
      return emit(
          TssaOp.CALL, Kind.I32, new Insn[] {table, key}, LeafRoutine.SWITCH_INDEX.number());
    }
    return constant(index);
  }

  @Override
  public Insn decide(Cond cond, Insn a, Insn b) {
    boolean holds = step().decision() != 0;
    require(holds ? cond : cond.inverse(a.kind()), a, b, LeaveReason.DECISION);
    return constant(holds ? 1 : 0);
  }

  @Override
  public ArrayType arrayType(Insn ref, LeaveReason otherwise) {
    requireClass(ref, step().decision());
    MemType element = environment.elementType((int) step().decision());
    Insn shift = constant(Integer.numberOfTrailingZeros(element.bytes()));
    return new ArrayType(constant((int) step().decision()), shift, Aliases.element(element));
  }
}
