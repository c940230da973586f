package hotpath.interpreter.meaning;

import static hotpath.tssa.ir.Kind.I32;
import static hotpath.tssa.ir.Kind.REF;

import hotpath.gc.memory.ObjectLayout;
import hotpath.interpreter.frame.ThreadBlock;
import hotpath.interpreter.link.MethodDescriptorLayout;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.TssaOp;

/**
 * Meanings of the bytecodes that touch objects, arrays, fields, monitors, and of calls (JVMS 6.5).
 */
final class ObjectMeanings {
  /** The most often that a lock can be held by its owner, as a lock word says it. */
  private static final int LAST_LEVEL = 0xFFFF;

  private ObjectMeanings() {}

  static Meaning arrayLoad(MemType type) {
    return e -> {
      Insn index = e.pop(I32);
      Insn array = e.pop(REF);
      e.boundsCheck(index, e.arrayLength(array));
      e.push(e.loadElement(type, array, index));
    };
  }

  static Meaning arrayStore(MemType type) {
    return e -> {
      Insn value = e.pop(type.kind());
      Insn index = e.pop(I32);
      Insn array = e.pop(REF);
      e.boundsCheck(index, e.arrayLength(array));
      e.storeElement(type, array, index, value);
    };
  }

  static void referenceArrayStore(Emitter e) {
    Insn value = e.pop(REF);
    Insn index = e.pop(I32);
    Insn array = e.pop(REF);
    e.boundsCheck(index, e.arrayLength(array));
    e.require(Cond.NE, e.isStorable(array, value), e.constant(0), LeaveReason.ARRAY_STORE);
    e.storeElement(MemType.REF, array, index, value);
  }

  static void arrayLength(Emitter e) {
    Insn array = e.pop(REF);
    e.nullCheck(array);
    e.push(e.arrayLength(array));
  }

  static Meaning getField(MemType type) {
    return e -> {
      Insn object = e.pop(REF);
      e.nullCheck(object);
      e.push(e.loadField(type, object, e.operandB()));
    };
  }

  static Meaning putField(MemType type) {
    return e -> {
      Insn value = e.pop(type.kind());
      Insn object = e.pop(REF);
      e.nullCheck(object);
      e.storeField(type, object, e.operandB(), value);
    };
  }

  static Meaning getStatic(MemType type) {
    return e -> e.push(e.loadStatic(type, e.operandB()));
  }

  static Meaning putStatic(MemType type) {
    return e -> e.storeStatic(type, e.operandB(), e.pop(type.kind()));
  }

  static void newObject(Emitter e) {
    Insn bytes = e.op(TssaOp.SHL, I32, e.operandA(), e.constant(3));
    e.push(e.newObject(e.operandB(), bytes));
  }

  static Meaning newArray(int shift) {
    return e -> {
      Insn length = e.pop(I32);
      e.push(e.newArray(e.operandB(), length, shift));
    };
  }

  static Meaning checkCast(boolean display) {
    return e -> {
      Insn ref = e.pop(REF);
      Insn isNull = e.set(Cond.EQ, ref, e.nullRef());
      Insn is =
          display ? e.isInstanceOfClass(ref, e.operandB()) : e.isInstanceOfAny(ref, e.operandB());
      Insn passes = e.op(TssaOp.OR, I32, isNull, is);
      e.require(Cond.NE, passes, e.constant(0), LeaveReason.CLASS_CAST);
      e.push(ref);
    };
  }

  static Meaning instanceOf(boolean display) {
    return e -> {
      Insn ref = e.pop(REF);
      e.push(
          display ? e.isInstanceOfClass(ref, e.operandB()) : e.isInstanceOfAny(ref, e.operandB()));
    };
  }

  /**
   * Takes a free lock, or one more level of a lock that is ours; anything else is the VM's work.
   * The level is the lock word's distance from its owner's number; the last one is left to the VM
   * too, since one more would look like another owner.
   */
  static void monitorEnter(Emitter e) {
    Insn object = e.pop(REF);
    e.nullCheck(object);
    Insn owner = e.threadWord(MemType.I32, ThreadBlock.LOCK_OWNER);
    Insn word = loadLock(e, object);
    Insn held = e.op(TssaOp.SELECT, I32, e.decide(Cond.EQ, word, e.constant(0)), owner, word);
    Insn level = e.op(TssaOp.SUB, I32, held, owner);
    e.require(Cond.ULT, level, e.constant(LAST_LEVEL), LeaveReason.MONITOR);
    storeLock(e, object, e.op(TssaOp.ADD, I32, held, e.constant(1)));
  }

  static void monitorExit(Emitter e) {
    Insn object = e.pop(REF);
    e.nullCheck(object);
    Insn owner = e.threadWord(MemType.I32, ThreadBlock.LOCK_OWNER);
    Insn word = loadLock(e, object);
    Insn level = e.op(TssaOp.SUB, I32, word, owner);
    e.require(Cond.ULE, level, e.constant(LAST_LEVEL), LeaveReason.MONITOR);
    Insn last = e.decide(Cond.EQ, level, e.constant(1));
    Insn less = e.op(TssaOp.SUB, I32, word, e.constant(1));
    storeLock(e, object, e.op(TssaOp.SELECT, I32, last, e.constant(0), less));
  }

  private static Insn loadLock(Emitter e, Insn object) {
    return e.load(new Mem(MemType.I32, ObjectLayout.LOCK, Aliases.LOCK), object);
  }

  private static void storeLock(Emitter e, Insn object, Insn word) {
    e.store(new Mem(MemType.I32, ObjectLayout.LOCK, Aliases.LOCK), object, word);
  }

  static void invokeStatic(Emitter e) {
    Insn method = e.operandB();
    e.invoke(method, argumentSlots(e, method));
  }

  static void invokeNonVirtual(Emitter e) {
    Insn method = e.operandB();
    Insn arguments = argumentSlots(e, method);
    e.nullCheck(e.receiver(arguments));
    e.invoke(method, arguments);
  }

  static void invokeVirtual(Emitter e) {
    Insn arguments = e.operandHigh();
    Insn receiver = e.receiver(arguments);
    e.nullCheck(receiver);
    e.invoke(e.selectVirtual(receiver, e.operandLow()), arguments);
  }

  static void invokeInterface(Emitter e) {
    Insn arguments = e.operandHigh();
    Insn receiver = e.receiver(arguments);
    e.nullCheck(receiver);
    Insn wide = e.wideOperand(Kind.I64);
    Insn interfaceClass = e.op(TssaOp.L2I, I32, wide);
    Insn index = e.op(TssaOp.L2I, I32, e.op(TssaOp.USHR, Kind.I64, wide, e.constant(32)));
    e.invoke(e.selectInterface(receiver, interfaceClass, index), arguments);
  }

  static Insn argumentSlots(Emitter e, Insn method) {
    return e.load(
        new Mem(MemType.U16, MethodDescriptorLayout.ARGUMENT_SLOTS, Aliases.DESCRIPTOR),
        e.op(TssaOp.REGION, Kind.ADDR, method));
  }

  /**
   * tableswitch: operand b the low key, the next word's low half the number of keys; then the
   * table, default first.
   */
  static void tableSwitch(Emitter e) {
    Insn key = e.pop(I32);
    Insn count = e.op(TssaOp.L2I, I32, e.wideOperand(Kind.I64));
    Insn index = e.op(TssaOp.SUB, I32, key, e.operandB());
    Insn inRange = e.set(Cond.ULT, index, count);
    Insn entry = e.op(TssaOp.ADD, I32, index, e.constant(1));
    e.jumpTable(e.op(TssaOp.SELECT, I32, inRange, entry, e.constant(0)));
  }

  /**
   * lookupswitch: operand b the region offset of the sorted keys; the table has the default last.
   */
  static void lookupSwitch(Emitter e) {
    Insn key = e.pop(I32);
    e.jumpTable(e.callLeaf(LeafRoutine.SWITCH_INDEX, e.operandB(), key));
  }

  static void athrow(Emitter e) {
    e.nullCheck(e.pop(REF));
    e.leave(LeaveReason.THROW);
  }
}
