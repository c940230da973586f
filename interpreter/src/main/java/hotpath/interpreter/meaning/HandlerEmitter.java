package hotpath.interpreter.meaning;

import hotpath.gc.memory.ClassLayout;
import hotpath.interpreter.frame.FrameLayout;
import hotpath.interpreter.frame.ThreadBlock;
import hotpath.interpreter.link.ClassDescriptor;
import hotpath.interpreter.link.MethodDescriptorLayout;
import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The strategy of the interpreter: operands are slots of the guest frame, immediates are read from
 * the code word, a branch has two dispatching ends. Its TSSA is a tree; each end dispatches to the
 * next code word or leaves.
 *
 * <p>Pushed values are written when the meaning ends, behind all checks; so sp, pc and fp are
 * unchanged wherever a check leaves, and restarting needs no undoing.
 *
 * <p>A superinstruction is the meanings of several words, one behind the other: what one pushes and
 * another pops is never written. A check of a later word leaves from that word, by a block that
 * writes what the words before it have pushed.
 */
public final class HandlerEmitter extends Emitter {
  private final List<Insn> loaded = new ArrayList<>();
  private final List<Insn> pushed = new ArrayList<>();
  private final List<Exit> exits = new ArrayList<>();
  private int popped;
  private Insn count;

  // The word whose meaning is being emitted, and what the words before it have left.
  private Handler handler;
  private Handler.Form form;
  private int wordStart;
  private List<Insn> pushedBefore = List.of();
  private int poppedBefore;

  /** How many of the pushed values have been written, for who looks for them in memory. */
  private int written;

  private HandlerEmitter(int number) {
    super(new Tssa("handler " + HandlerNumber.name(number), Tssa.Shape.HANDLER));
    this.handler = HandlerNumber.handler(number);
    this.form = HandlerNumber.form(number);
    this.count = emit(TssaOp.COUNT, Kind.I64, new Insn[0], 0);
  }

  /** The TSSA of the handler with this number. */
  public static Tssa emit(int number) {
    HandlerEmitter e = new HandlerEmitter(number);
    e.handler.meaning().emit(e);
    for (int part : HandlerNumber.behindFirst(number)) {
      e.nextWord(part);
      e.handler.meaning().emit(e);
    }
    if (!e.block.isEnded()) {
      e.dispatchNext();
    }
    e.code.orderTree();
    return e.code;
  }

  private void nextWord(int number) {
    wordStart += handler.bytes();
    handler = HandlerNumber.handler(number);
    form = HandlerNumber.form(number);
    pushedBefore = List.copyOf(pushed);
    poppedBefore = popped;
  }

  // ---- Operands ----

  @Override
  public Insn pop(Kind kind) {
    if (!pushed.isEmpty()) {
      return as(kind, pushed.removeLast());
    }
    popped++;
    Insn value = load(slotMem(MemType.slot(kind), -popped), input(TssaOp.SP));
    loaded.add(value);
    return value;
  }

  /** What an earlier word has pushed, which may be a slot of any kind. */
  private Insn as(Kind kind, Insn value) {
    if (value.kind() == kind || value.kind() != Kind.I64) {
      return value;
    }
    return switch (kind) {
      case I32 -> op(TssaOp.L2I, Kind.I32, value);
      case REF -> op(TssaOp.I2R, Kind.REF, op(TssaOp.L2I, Kind.I32, value));
      case F32 -> op(TssaOp.BITS2F, Kind.F32, op(TssaOp.L2I, Kind.I32, value));
      case F64 -> op(TssaOp.BITS2D, Kind.F64, value);
      default -> throw new IllegalArgumentException(value + " as " + kind);
    };
  }

  @Override
  public void push(Insn value) {
    pushed.add(value);
  }

  @Override
  public Insn popSlot() {
    return pushed.isEmpty() ? pop(Kind.I64) : pushed.removeLast();
  }

  @Override
  public void pushSlot(Insn slot) {
    push(slot);
  }

  @Override
  public Insn receiver(Insn argumentSlots) {
    flush();
    written = pushed.size();
    Insn bytes = op(TssaOp.SHL, Kind.I64, op(TssaOp.U2L, Kind.I64, argumentSlots), constant(3));
    Insn place = op(TssaOp.PLUS, Kind.ADDR, stackPointer(), op(TssaOp.NEG, Kind.I64, bytes));
    return load(slotMem(MemType.SLOT_REF, 0), place);
  }

  @Override
  public Insn local(Kind kind) {
    return load(slotMem(MemType.slot(kind), 0), localPlace());
  }

  @Override
  public void setLocal(Insn value) {
    store(slotMem(MemType.slot(value.kind()), 0), localPlace(), value);
  }

  private Insn localPlace() {
    Insn slot = op(TssaOp.I2L, Kind.I64, codeWord(MemType.I16, CodeWord.A));
    Insn bytes = op(TssaOp.SHL, Kind.I64, slot, constant(3));
    return op(TssaOp.PLUS, Kind.ADDR, input(TssaOp.FP), bytes);
  }

  private static Mem slotMem(MemType type, int slot) {
    return new Mem(type, slot * FrameLayout.SLOT, Aliases.FRAME);
  }

  // ---- Immediates ----

  private Insn codeWord(MemType type, int disp) {
    return load(new Mem(type, wordStart + disp, Aliases.CODE), input(TssaOp.PC));
  }

  /** The pc that lies {@code bytes} behind the current word. */
  private Insn pcBehind(Insn bytes) {
    Insn target = plus(TssaOp.PC, bytes);
    return wordStart == 0 ? target : op(TssaOp.PLUS, Kind.ADDR, target, constant((long) wordStart));
  }

  @Override
  public Insn operandA() {
    return codeWord(MemType.U16, CodeWord.A);
  }

  @Override
  public Insn operandB() {
    return codeWord(MemType.I32, CodeWord.B);
  }

  @Override
  public Insn operandLow() {
    return codeWord(MemType.U16, CodeWord.LOW);
  }

  @Override
  public Insn operandHigh() {
    return codeWord(MemType.U16, CodeWord.HIGH);
  }

  @Override
  public Insn wideOperand(Kind kind) {
    return codeWord(kind == Kind.F64 ? MemType.F64 : MemType.I64, CodeWord.WIDE);
  }

  // ---- Control ----

  @Override
  protected Exit restart(LeaveReason reason) {
    for (Exit exit : exits) {
      if (exit.reason() == reason.number()) {
        return exit;
      }
    }
    Exit exit = new Exit(exits.size(), reason.number(), reason.name(), null);
    exits.add(exit);
    return exit;
  }

  @Override
  protected void guard(Cond cond, Insn a, Insn b, Exit exit) {
    if (wordStart == 0) {
      super.guard(cond, a, b, exit);
      return;
    }
    Block holds = code.newBlock();
    Block leaves = code.newBlock();
    branchTo(cond, a, b, holds, leaves);
    block = leaves;
    flush(pushedBefore, poppedBefore);
    Insn sp = stackPointer(pushedBefore.size() - poppedBefore);
    Insn pc = plus(TssaOp.PC, constant((long) wordStart));
    Insn[] state = {pc, sp, input(TssaOp.FP), emit(TssaOp.COUNT, Kind.I64, new Insn[0], 0)};
    append(new Insn.Template(TssaOp.LEAVE, Kind.VOID, state, 0, null, null, exit));
    block = holds;
  }

  private void branchTo(Cond cond, Insn a, Insn b, Block holds, Block other) {
    Insn[] compared = {a, b};
    append(new Insn.Template(TssaOp.BRANCH, Kind.VOID, compared, 0, cond, null, null))
        .targets(holds, other);
  }

  @Override
  public void branch(Cond cond, Insn a, Insn b) {
    Block taken = code.newBlock();
    Block fallThrough = code.newBlock();
    branchTo(cond, a, b, taken, fallThrough);
    block = fallThrough;
    dispatchNext();
    block = taken;
    jump();
  }

  @Override
  public void jump() {
    count = charged(CodeWord.CHARGE, MemType.I16);
    Insn words = op(TssaOp.I2L, Kind.I64, codeWord(MemType.I16, CodeWord.DISPLACEMENT));
    Insn target = pcBehind(op(TssaOp.SHL, Kind.I64, words, constant(3)));
    switch (form) {
      case FORWARD -> dispatch(target);
      case COUNTING -> {
        checkLimit();
        countDown(LeaveReason.HOT_LOOP);
        dispatch(target);
      }
      case TRACE -> enterTrace(target);
    }
  }

  @Override
  public void jumpFar() {
    checkLimit();
    Insn words = op(TssaOp.I2L, Kind.I64, operandB());
    dispatch(plus(TssaOp.PC, op(TssaOp.SHL, Kind.I64, words, constant(3))));
  }

  @Override
  public void jumpTable(Insn index) {
    Insn pc = input(TssaOp.PC);
    Insn charge = load(tableMem(CodeWord.TABLE_CHARGE), pc, index);
    Insn words = load(tableMem(CodeWord.TABLE_DISPLACEMENT), pc, index);
    count = op(TssaOp.ADD, Kind.I64, count, op(TssaOp.I2L, Kind.I64, charge));
    Insn bytes = op(TssaOp.SHL, Kind.I64, op(TssaOp.I2L, Kind.I64, words), constant(3));
    dispatch(plus(TssaOp.PC, bytes));
  }

  private static Mem tableMem(int part) {
    return new Mem(MemType.I32, 3, CodeWord.TABLE + part, Aliases.CODE);
  }

  private Insn charged(int place, MemType type) {
    Insn charge = op(TssaOp.I2L, Kind.I64, codeWord(type, place));
    return op(TssaOp.ADD, Kind.I64, count, charge);
  }

  private void checkLimit() {
    Insn limit = threadWord(MemType.I64, ThreadBlock.LIMIT);
    require(Cond.LT, count, limit, LeaveReason.LIMIT);
  }

  private void countDown(LeaveReason whenHot) {
    Insn counter = operandA();
    require(Cond.NE, counter, constant(0), whenHot);
    store(
        new Mem(MemType.U16, wordStart + CodeWord.A, Aliases.COUNTER),
        input(TssaOp.PC),
        op(TssaOp.SUB, Kind.I32, counter, constant(1)));
  }

  private void enterTrace(Insn pc) {
    checkLimit();
    setThreadWord(MemType.I64, ThreadBlock.VALUE, op(TssaOp.U2L, Kind.I64, operandA()));
    flush();
    leaveAfter(LeaveReason.TRACE, pc, stackPointer());
  }

  @Override
  public void invoke(Insn method, Insn argumentSlots) {
    chargeCall();
    flush();
    Insn sp = stackPointer();
    Insn delta =
        op(
            TssaOp.SUB,
            Kind.I32,
            op(TssaOp.OFFSET, Kind.I32, sp),
            op(TssaOp.OFFSET, Kind.I32, input(TssaOp.FP)));
    Insn upper = op(TssaOp.SHL, Kind.I64, op(TssaOp.U2L, Kind.I64, delta), constant(32));
    Insn returnPc = op(TssaOp.OFFSET, Kind.I32, nextPc());
    Insn link = op(TssaOp.OR, Kind.I64, upper, op(TssaOp.U2L, Kind.I64, returnPc));
    store(slotMem(MemType.I64, FrameLayout.LINK), sp, link);
    store(slotMem(MemType.SLOT_I32, FrameLayout.METHOD), sp, method);
    Insn entry =
        load(
            new Mem(MemType.I32, MethodDescriptorLayout.ENTRY, Aliases.DESCRIPTOR_STATE),
            op(TssaOp.REGION, Kind.ADDR, method));
    end(
        op(TssaOp.REGION, Kind.ADDR, entry),
        op(TssaOp.PLUS, Kind.ADDR, sp, constant((long) FrameLayout.LOCALS * FrameLayout.SLOT)),
        sp);
  }

  @Override
  public void chargeCall() {
    count = charged(CodeWord.A, MemType.U16);
  }

  @Override
  public void ret(@Nullable Insn value) {
    Insn fp = input(TssaOp.FP);
    Insn link = load(slotMem(MemType.I64, FrameLayout.LINK), fp);
    Insn delta = op(TssaOp.USHR, Kind.I64, link, constant(32));
    count = charged(CodeWord.RETURN_CHARGE, MemType.U16);
    Insn bytes = op(TssaOp.SHL, Kind.I64, op(TssaOp.U2L, Kind.I64, operandA()), constant(3));
    Insn sp = op(TssaOp.PLUS, Kind.ADDR, fp, op(TssaOp.NEG, Kind.I64, bytes));
    if (value != null) {
      store(slotMem(MemType.slot(value.kind()), 0), sp, value);
      sp = op(TssaOp.PLUS, Kind.ADDR, sp, constant((long) FrameLayout.SLOT));
    }
    end(
        op(TssaOp.REGION, Kind.ADDR, op(TssaOp.L2I, Kind.I32, link)),
        sp,
        op(TssaOp.PLUS, Kind.ADDR, fp, op(TssaOp.NEG, Kind.I64, delta)));
  }

  @Override
  public void enter() {
    Insn locals = op(TssaOp.SHL, Kind.I64, op(TssaOp.U2L, Kind.I64, operandLow()), constant(3));
    Insn sp = plus(TssaOp.SP, locals);
    Insn stack = op(TssaOp.SHL, Kind.I64, op(TssaOp.U2L, Kind.I64, operandHigh()), constant(3));
    Insn top = op(TssaOp.OFFSET, Kind.I32, op(TssaOp.PLUS, Kind.ADDR, sp, stack));
    Insn room = threadWord(MemType.I32, ThreadBlock.STACK_LIMIT);
    require(Cond.ULE, top, room, LeaveReason.STACK_OVERFLOW);
    checkLimit();
    if (handler == Handler.ENTER_TRACE) {
      setThreadWord(MemType.I64, ThreadBlock.VALUE, op(TssaOp.U2L, Kind.I64, operandA()));
      leaveAfter(LeaveReason.TRACE, nextPc(), sp);
      return;
    }
    countDown(LeaveReason.HOT_CALL);
    end(nextPc(), sp, input(TssaOp.FP));
  }

  @Override
  public void leave(LeaveReason reason) {
    append(new Insn.Template(TssaOp.LEAVE, Kind.VOID, new Insn[0], 0, null, null, restart(reason)));
  }

  private void leaveAfter(LeaveReason reason, Insn pc, Insn sp) {
    Insn[] state = {pc, sp, input(TssaOp.FP), count};
    append(new Insn.Template(TssaOp.LEAVE, Kind.VOID, state, 0, null, null, restart(reason)));
  }

  private void dispatchNext() {
    dispatch(nextPc());
  }

  private void dispatch(Insn pc) {
    flush();
    end(pc, stackPointer(), input(TssaOp.FP));
  }

  private void end(Insn pc, Insn sp, Insn fp) {
    append(
        new Insn.Template(
            TssaOp.DISPATCH, Kind.VOID, new Insn[] {pc, sp, fp, count}, 0, null, null, null));
  }

  private Insn nextPc() {
    return plus(TssaOp.PC, constant((long) wordStart + handler.bytes()));
  }

  /** Writes the pushed values to their slots; one that still lies where it was popped stays. */
  private void flush() {
    flush(pushed, popped);
  }

  private void flush(List<Insn> values, int below) {
    for (int i = written; i < values.size(); i++) {
      int slot = i - below;
      Insn value = values.get(i);
      boolean inPlace = slot < 0 && loaded.get(-slot - 1) == value;
      if (!inPlace) {
        store(slotMem(MemType.slot(value.kind()), slot), input(TssaOp.SP), value);
      }
    }
  }

  private Insn stackPointer() {
    return stackPointer(pushed.size() - popped);
  }

  private Insn stackPointer(int delta) {
    return delta == 0
        ? input(TssaOp.SP)
        : plus(TssaOp.SP, constant((long) delta * FrameLayout.SLOT));
  }

  private Insn input(TssaOp op) {
    return emit(op, Kind.ADDR, new Insn[0], 0);
  }

  private Insn plus(TssaOp base, Insn bytes) {
    return op(TssaOp.PLUS, Kind.ADDR, input(base), bytes);
  }

  // ---- What a handler knows ----

  @Override
  public Insn selectVirtual(Insn receiver, Insn index) {
    Insn vtable = op(TssaOp.REGION, Kind.ADDR, classOf(receiver));
    return load(new Mem(MemType.I32, 2, ClassDescriptor.VTABLE, Aliases.DESCRIPTOR), vtable, index);
  }

  @Override
  public Insn selectInterface(Insn receiver, Insn interfaceClass, Insn index) {
    Insn table = callLeaf(LeafRoutine.INTERFACE_TABLE, classOf(receiver), interfaceClass);
    require(Cond.NE, table, constant(0), LeaveReason.INCOMPATIBLE);
    return load(
        new Mem(MemType.I32, 2, 0, Aliases.DESCRIPTOR), op(TssaOp.REGION, Kind.ADDR, table), index);
  }

  @Override
  public Insn selectHandle(Insn method) {
    return method;
  }

  @Override
  public Insn named(Insn method) {
    return method;
  }

  @Override
  public Insn isInstanceOfClass(Insn ref, Insn klass) {
    Insn display = op(TssaOp.REGION, Kind.ADDR, classOf(ref));
    Insn found =
        load(
            new Mem(MemType.I32, 2, ClassDescriptor.DISPLAY, Aliases.DESCRIPTOR),
            display,
            operandA());
    return set(Cond.EQ, found, klass);
  }

  @Override
  public Insn isInstanceOfAny(Insn ref, Insn klass) {
    return callLeaf(LeafRoutine.IS_SUBTYPE, classOf(ref), klass);
  }

  @Override
  public Insn isStorable(Insn array, Insn value) {
    Insn element = descriptorWord(classOf(array), ClassDescriptor.ELEMENT);
    Insn fits = callLeaf(LeafRoutine.IS_SUBTYPE, classOf(value), element);
    return op(TssaOp.OR, Kind.I32, fits, set(Cond.EQ, value, nullRef()));
  }

  @Override
  public Insn loadField(MemType type, Insn object, Insn offset) {
    return load(fieldMem(type), fieldPlace(object, offset));
  }

  @Override
  public void storeField(MemType type, Insn object, Insn offset, Insn value) {
    store(fieldMem(type), fieldPlace(object, offset), value);
  }

  private Insn fieldPlace(Insn object, Insn offset) {
    return op(
        TssaOp.PLUS,
        Kind.ADDR,
        op(TssaOp.ADDRESS, Kind.ADDR, object),
        op(TssaOp.U2L, Kind.I64, offset));
  }

  private static Mem fieldMem(MemType type) {
    return new Mem(type, 0, new Alias("field." + type, Alias.Sort.FIELD));
  }

  @Override
  public Insn loadStatic(MemType type, Insn offset) {
    return load(staticMem(type), op(TssaOp.REGION, Kind.ADDR, offset));
  }

  @Override
  public void storeStatic(MemType type, Insn offset, Insn value) {
    store(staticMem(type), op(TssaOp.REGION, Kind.ADDR, offset), value);
  }

  private static Mem staticMem(MemType type) {
    return new Mem(type, 0, new Alias("static." + type, Alias.Sort.FIELD));
  }

  @Override
  public Insn callLeaf(LeafRoutine routine, Insn... args) {
    if (routine.isRemembered()) {
      return remembered(routine, args[0], args[1]);
    }
    return emit(TssaOp.CALL, routine.result(), args, routine.number());
  }

  /** Leaves for the VM if nothing is remembered; the instruction restarts when it is. */
  private Insn remembered(LeafRoutine routine, Insn first, Insn second) {
    Insn upper = op(TssaOp.SHL, Kind.I64, op(TssaOp.U2L, Kind.I64, first), constant(32));
    Insn key = op(TssaOp.OR, Kind.I64, upper, op(TssaOp.U2L, Kind.I64, second));
    Insn mixed =
        op(
            TssaOp.XOR,
            Kind.I32,
            op(TssaOp.USHR, Kind.I32, first, constant(LeafMemo.SHIFT)),
            second);
    Insn hash = op(TssaOp.AND, Kind.I32, mixed, constant(LeafMemo.ENTRIES - 1));
    Insn place = op(TssaOp.MUL, Kind.I32, hash, constant(LeafMemo.ENTRY_BYTES));
    Insn table = op(TssaOp.REGION, Kind.ADDR, threadWord(MemType.I32, ThreadBlock.LEAF_MEMO));
    Insn entry = op(TssaOp.PLUS, Kind.ADDR, table, op(TssaOp.U2L, Kind.I64, place));
    int part = LeafMemo.part(routine);
    Block found = code.newBlock();
    Block unknown = code.newBlock();
    branchTo(Cond.EQ, load(new Mem(MemType.I64, part, Aliases.MEMO), entry), key, found, unknown);
    block = unknown;
    setThreadWord(MemType.I64, ThreadBlock.VALUE, key);
    Insn number = constant((long) routine.number());
    setThreadWord(MemType.I64, ThreadBlock.VALUE + Long.BYTES, number);
    leave(LeaveReason.LEAF);
    block = found;
    return load(new Mem(MemType.I32, part + LeafMemo.RESULT, Aliases.MEMO), entry);
  }

  @Override
  public Insn decide(Cond cond, Insn a, Insn b) {
    return set(cond, a, b);
  }

  @Override
  public ArrayType arrayType(Insn ref, LeaveReason otherwise) {
    // Null has class 0, whose "descriptor" is in the zero page and so of no kind.
    Insn klass = classOf(ref);
    Insn kind = descriptorWord(klass, ClassLayout.KIND);
    Insn above = op(TssaOp.SUB, Kind.I32, kind, constant(ClassLayout.KIND_PRIMITIVE_ARRAY));
    require(Cond.ULE, above, constant(1), otherwise);
    return new ArrayType(klass, descriptorWord(klass, ClassLayout.SIZE), Aliases.ANY);
  }
}
