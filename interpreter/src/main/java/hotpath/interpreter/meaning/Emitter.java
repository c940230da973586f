package hotpath.interpreter.meaning;

import hotpath.gc.memory.ObjectLayout;
import hotpath.interpreter.frame.ThreadBlock;
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
import org.jspecify.annotations.Nullable;

/**
 * What the meaning of a bytecode is written against: builds TSSA, and asks a strategy where
 * operands live and what control means. {@link HandlerEmitter} keeps operands in the guest frame
 * and control in the pc; the recorder's emitter keeps operands as SSA values of virtual frames and
 * turns control into guards.
 *
 * <p>A meaning is straight-line, and every {@link #require} comes before its first effect; so
 * leaving means restarting the instruction. What a strategy may know better than a handler (a
 * class, a field's name) is asked by a method of its own here, never by a second meaning.
 */
public abstract class Emitter {
  private static final Insn[] NO_ARGS = {};

  protected final Tssa code;
  protected Block block;
  protected int origin = -1;

  protected Emitter(Tssa code) {
    this.code = code;
    this.block = code.newBlock();
  }

  // ---- Strategy: operands ----

  /** Pops the topmost operand, which is of {@code kind}. */
  public abstract Insn pop(Kind kind);

  public abstract void push(Insn value);

  /** Pops the topmost slot, whatever is in it; to be pushed or dropped only. */
  public abstract Insn popSlot();

  public abstract void pushSlot(Insn slot);

  /** The local variable that operand a names. */
  public abstract Insn local(Kind kind);

  public abstract void setLocal(Insn value);

  /** The first of {@code argumentSlots} arguments on the operand stack, which stay. */
  public abstract Insn receiver(Insn argumentSlots);

  // ---- Strategy: the instruction's immediates ----

  /** Operand a, unsigned. */
  public abstract Insn operandA();

  /** Operand b, 32 bits. */
  public abstract Insn operandB();

  /** The low half of operand b, unsigned. */
  public abstract Insn operandLow();

  /** The high half of operand b, unsigned. */
  public abstract Insn operandHigh();

  /** The 64 bits of the word behind this one, as a value of I64 or F64. */
  public abstract Insn wideOperand(Kind kind);

  // ---- Strategy: control ----

  /** The exit that restarts this instruction, or throws from it. */
  protected abstract Exit restart(LeaveReason reason);

  /** Ends the meaning of a branch. */
  public abstract void branch(Cond cond, Insn a, Insn b);

  /** Ends the meaning of a goto. */
  public abstract void jump();

  /** Ends the meaning of a goto whose displacement in words is operand b. */
  public abstract void jumpFar();

  /**
   * Ends the meaning of a switch: goes to entry {@code index} of the table in the words behind this
   * one.
   *
   * @param index a valid index; the default is one too
   */
  public abstract void jumpTable(Insn index);

  /**
   * Ends the meaning of a call of a method whose arguments lie on the operand stack; operand a is
   * the charge.
   */
  public abstract void invoke(Insn method, Insn argumentSlots);

  /** Ends the meaning of a return; operand a is the number of argument slots. */
  public abstract void ret(@Nullable Insn value);

  /** Ends the meaning of a method's entry word. */
  public abstract void enter();

  /** Charges the call that an intrinsic replaces: operand a. */
  public abstract void chargeCall();

  /** Ends the meaning: the VM takes over, always. */
  public abstract void leave(LeaveReason reason);

  // ---- Strategy: what can be known ----

  /**
   * 1 if the condition holds, else 0. A trace goes the way that it went when it was recorded, so it
   * knows which: for conditions that nearly always come out the same, and on which more depends.
   */
  public abstract Insn decide(Cond cond, Insn a, Insn b);

  /**
   * The implementation of the vtable entry {@code index} in {@code receiver}, whose class is not
   * null.
   */
  public abstract Insn selectVirtual(Insn receiver, Insn index);

  /**
   * The implementation of interface method {@code index} of {@code interfaceClass} in {@code
   * receiver}.
   */
  public abstract Insn selectInterface(Insn receiver, Insn interfaceClass, Insn index);

  /** The method that a call by a method handle goes to. A trace goes to the recorded one only. */
  public abstract Insn selectHandle(Insn method);

  /**
   * The method that a call by a method handle names, on whose receiver the callee depends. A trace
   * knows the recorded one only.
   */
  public abstract Insn named(Insn method);

  /**
   * 1 if {@code ref} is not null and an instance of {@code klass}, a class with a display depth of
   * operand a.
   */
  public abstract Insn isInstanceOfClass(Insn ref, Insn klass);

  /** 1 if {@code ref} is not null and an instance of {@code klass}, which may be anything. */
  public abstract Insn isInstanceOfAny(Insn ref, Insn klass);

  /** 1 if {@code value} is null or may be stored in {@code array}. */
  public abstract Insn isStorable(Insn array, Insn value);

  /**
   * What {@code array} is an array of.
   *
   * @param klass its class
   * @param shift binary logarithm of the bytes of an element
   * @param elements where its elements are
   */
  public record ArrayType(Insn klass, Insn shift, Alias elements) {}

  /** The type of an array; leaves for {@code otherwise} if {@code ref} is null or no array. */
  public abstract ArrayType arrayType(Insn ref, LeaveReason otherwise);

  /** The field at {@code offset} bytes in {@code object}, which is not null. */
  public abstract Insn loadField(MemType type, Insn object, Insn offset);

  public abstract void storeField(MemType type, Insn object, Insn offset, Insn value);

  public abstract Insn loadStatic(MemType type, Insn offset);

  public abstract void storeStatic(MemType type, Insn offset, Insn value);

  /** The result of a leaf routine that has no effect. */
  public abstract Insn callLeaf(LeafRoutine routine, Insn... args);

  // ---- Building ----

  public final Insn constant(int value) {
    return emit(TssaOp.CONST, Kind.I32, NO_ARGS, value);
  }

  public final Insn constant(long value) {
    return emit(TssaOp.CONST, Kind.I64, NO_ARGS, value);
  }

  public final Insn constant(float value) {
    return emit(TssaOp.CONST, Kind.F32, NO_ARGS, Float.floatToRawIntBits(value));
  }

  public final Insn constant(double value) {
    return emit(TssaOp.CONST, Kind.F64, NO_ARGS, Double.doubleToRawLongBits(value));
  }

  public final Insn nullRef() {
    return emit(TssaOp.CONST, Kind.REF, NO_ARGS, 0);
  }

  /** A pure operation; kinds as {@link TssaOp} says. */
  public final Insn op(TssaOp op, Kind kind, Insn... args) {
    return emit(op, kind, args, 0);
  }

  public final Insn set(Cond cond, Insn a, Insn b) {
    return append(new Insn.Template(TssaOp.SET, Kind.I32, new Insn[] {a, b}, 0, cond, null, null));
  }

  public final Insn load(Mem mem, Insn base) {
    return append(
        new Insn.Template(TssaOp.LOAD, mem.type().kind(), new Insn[] {base}, 0, null, mem, null));
  }

  public final Insn load(Mem mem, Insn base, Insn index) {
    return append(
        new Insn.Template(
            TssaOp.LOAD, mem.type().kind(), new Insn[] {base, index}, 0, null, mem, null));
  }

  public final void store(Mem mem, Insn base, Insn value) {
    append(
        new Insn.Template(TssaOp.STORE, Kind.VOID, new Insn[] {base, value}, 0, null, mem, null));
  }

  public final void store(Mem mem, Insn base, Insn index, Insn value) {
    append(
        new Insn.Template(
            TssaOp.STORE, Kind.VOID, new Insn[] {base, value, index}, 0, null, mem, null));
  }

  /** Copies bytes between addresses of memory that {@code alias} names. */
  public final void copy(Alias alias, Insn to, Insn from, Insn bytes) {
    Mem mem = new Mem(MemType.I8, 0, alias);
    append(
        new Insn.Template(
            TssaOp.COPY, Kind.VOID, new Insn[] {to, from, bytes}, 0, null, mem, null));
  }

  public final Insn threadBlock() {
    return emit(TssaOp.TB, Kind.ADDR, NO_ARGS, 0);
  }

  /** A word of the thread block. */
  public final Insn threadWord(MemType type, int offset) {
    return load(new Mem(type, offset, threadAlias(offset)), threadBlock());
  }

  public final void setThreadWord(MemType type, int offset, Insn value) {
    store(new Mem(type, offset, threadAlias(offset)), threadBlock(), value);
  }

  private static Alias threadAlias(int offset) {
    String name =
        switch (offset) {
          case ThreadBlock.COUNT -> "tb.count";
          case ThreadBlock.LIMIT -> "tb.limit";
          case ThreadBlock.ALLOCATION_TOP -> "tb.top";
          case ThreadBlock.ALLOCATION_LIMIT -> "tb.room";
          case ThreadBlock.STACK_LIMIT -> "tb.stack";
          case ThreadBlock.LEAF_MEMO -> "tb.memo";
          case ThreadBlock.LOCK_OWNER -> "tb.owner";
          default -> "tb.value" + (offset - ThreadBlock.VALUE);
        };
    return new Alias(name, Alias.Sort.STATE);
  }

  /** Leaves before the instruction unless the condition holds. */
  public final void require(Cond cond, Insn a, Insn b, LeaveReason reason) {
    guard(cond, a, b, restart(reason));
  }

  /** Leaves through {@code exit} unless the condition holds. */
  protected void guard(Cond cond, Insn a, Insn b, Exit exit) {
    append(new Insn.Template(TssaOp.GUARD, Kind.VOID, new Insn[] {a, b}, 0, cond, null, exit));
  }

  public final void nullCheck(Insn ref) {
    require(Cond.NE, ref, nullRef(), LeaveReason.NULL_POINTER);
  }

  /**
   * The length of {@code array}; 0 for null, whose "length word" is in the zero page. So a bounds
   * check stands for the null check too, and its slow path tells which of the two it was.
   */
  public final Insn arrayLength(Insn array) {
    return load(new Mem(MemType.I32, ObjectLayout.LENGTH, Aliases.LENGTH), array);
  }

  public final void boundsCheck(Insn index, Insn length) {
    require(Cond.ULT, index, length, LeaveReason.ARRAY_BOUNDS);
  }

  public final Insn loadElement(MemType type, Insn array, Insn index) {
    return load(elementMem(type), op(TssaOp.ADDRESS, Kind.ADDR, array), index);
  }

  public final void storeElement(MemType type, Insn array, Insn index, Insn value) {
    store(elementMem(type), op(TssaOp.ADDRESS, Kind.ADDR, array), index, value);
  }

  private static Mem elementMem(MemType type) {
    int scale = Integer.numberOfTrailingZeros(type.bytes());
    return new Mem(type, scale, ObjectLayout.ELEMENTS, Aliases.element(type));
  }

  /** The class word of {@code ref}; 0 for null. */
  public final Insn classOf(Insn ref) {
    return load(new Mem(MemType.I32, ObjectLayout.CLASS, Aliases.CLASS_WORD), ref);
  }

  /** A u32 word of the descriptor at region offset {@code descriptor}. */
  public final Insn descriptorWord(Insn descriptor, int offset) {
    return load(
        new Mem(MemType.I32, offset, Aliases.DESCRIPTOR), op(TssaOp.REGION, Kind.ADDR, descriptor));
  }

  /** A reference cell that never changes. */
  public final Insn constantCell(Insn offset) {
    return load(new Mem(MemType.REF, 0, Aliases.CONSTANT), op(TssaOp.REGION, Kind.ADDR, offset));
  }

  /** A zeroed object. */
  public final Insn newObject(Insn klass, Insn bytes) {
    return append(
        new Insn.Template(
            TssaOp.NEW,
            Kind.REF,
            new Insn[] {klass, bytes},
            0,
            null,
            null,
            restart(LeaveReason.ALLOCATE)));
  }

  /** A zeroed array. */
  public final Insn newArray(Insn klass, Insn length, int shift) {
    require(Cond.GE, length, constant(0), LeaveReason.NEGATIVE_SIZE);
    return append(
        new Insn.Template(
            TssaOp.NEWARRAY,
            Kind.REF,
            new Insn[] {klass, length},
            shift,
            null,
            null,
            restart(LeaveReason.ALLOCATE)));
  }

  protected final Insn emit(TssaOp op, Kind kind, Insn[] args, long imm) {
    return append(new Insn.Template(op, kind, args, imm, null, null, null));
  }

  protected final Insn append(Insn.Template template) {
    return code.append(block, template, origin);
  }
}
