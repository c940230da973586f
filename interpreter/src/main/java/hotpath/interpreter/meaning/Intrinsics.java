package hotpath.interpreter.meaning;

import static hotpath.tssa.ir.Kind.I32;
import static hotpath.tssa.ir.Kind.I64;
import static hotpath.tssa.ir.Kind.REF;

import hotpath.gc.memory.ObjectLayout;
import hotpath.interpreter.frame.ThreadBlock;
import hotpath.interpreter.link.ClassDescriptor;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.TssaOp;

/**
 * Meanings of methods: what the engines and the compiler run instead of a call. Each charges what
 * the call would have charged before the callee, so that counts do not depend on which methods have
 * a meaning.
 */
final class Intrinsics {
  private Intrinsics() {}

  static Meaning unary(TssaOp op, Kind kind) {
    return convert(op, kind, kind);
  }

  static Meaning convert(TssaOp op, Kind from, Kind to) {
    return e -> {
      Insn a = e.pop(from);
      e.chargeCall();
      e.push(e.op(op, to, a));
    };
  }

  static Meaning binary(TssaOp op, Kind kind) {
    return e -> {
      Insn b = e.pop(kind);
      Insn a = e.pop(kind);
      e.chargeCall();
      e.push(e.op(op, kind, a, b));
    };
  }

  static Meaning leaf(LeafRoutine routine) {
    return e -> {
      Insn[] args = new Insn[routine.arguments().size()];
      for (int i = args.length - 1; i >= 0; i--) {
        args[i] = e.pop(routine.arguments().get(i));
      }
      e.chargeCall();
      e.push(e.callLeaf(routine, args));
    };
  }

  /** Object.getClass(): the mirror, through the class descriptor's cell. */
  static void getClass(Emitter e) {
    Insn object = e.pop(REF);
    e.nullCheck(object);
    e.chargeCall();
    Insn cell = e.descriptorWord(e.classOf(object), ClassDescriptor.MIRROR_CELL);
    e.push(e.constantCell(cell));
  }

  /**
   * Object.hashCode and System.identityHashCode, where there is one; the null reference has none.
   */
  static void identityHash(Emitter e) {
    Insn object = e.pop(REF);
    Insn hash = e.load(new Mem(MemType.I32, ObjectLayout.HASH, Aliases.HASH), object);
    e.require(Cond.NE, hash, e.constant(0), LeaveReason.IDENTITY_HASH);
    e.chargeCall();
    e.push(hash);
  }

  /** System.arraycopy, where both arrays are of one class and all is in bounds. */
  static void arrayCopy(Emitter e) {
    Insn length = e.pop(I32);
    Insn toIndex = e.pop(I32);
    Insn to = e.pop(REF);
    Insn fromIndex = e.pop(I32);
    Insn from = e.pop(REF);
    Emitter.ArrayType type = e.arrayType(from, LeaveReason.INTRINSIC);
    e.require(Cond.EQ, e.classOf(to), type.klass(), LeaveReason.INTRINSIC);
    requireRange(e, from, fromIndex, length);
    requireRange(e, to, toIndex, length);
    e.chargeCall();
    e.copy(
        type.elements(),
        element(e, to, toIndex, type.shift()),
        element(e, from, fromIndex, type.shift()),
        scaled(e, length, type.shift()));
  }

  /** Object.clone of an array whose elements have {@code 1 << shift} bytes. */
  static Meaning arrayClone(int shift) {
    return e -> {
      Insn array = e.pop(REF);
      Emitter.ArrayType type = e.arrayType(array, LeaveReason.INTRINSIC);
      Insn length = e.arrayLength(array);
      Insn clone = e.newArray(type.klass(), length, shift);
      e.chargeCall();
      Insn first = e.constant(0);
      Insn scale = e.constant(shift);
      e.copy(
          type.elements(),
          element(e, clone, first, scale),
          element(e, array, first, scale),
          scaled(e, length, scale));
      e.push(clone);
    };
  }

  /** Both are not negative, and the end is in the array. */
  private static void requireRange(Emitter e, Insn array, Insn index, Insn length) {
    Insn all = e.arrayLength(array);
    e.require(Cond.ULE, length, all, LeaveReason.INTRINSIC);
    Insn last = e.op(TssaOp.SUB, I32, all, length);
    e.require(Cond.ULE, index, last, LeaveReason.INTRINSIC);
  }

  private static Insn element(Emitter e, Insn array, Insn index, Insn shift) {
    Insn bytes =
        e.op(TssaOp.ADD, I64, scaled(e, index, shift), e.constant((long) ObjectLayout.ELEMENTS));
    return e.op(TssaOp.PLUS, Kind.ADDR, e.op(TssaOp.ADDRESS, Kind.ADDR, array), bytes);
  }

  private static Insn scaled(Emitter e, Insn count, Insn shift) {
    return e.op(TssaOp.SHL, I64, e.op(TssaOp.U2L, I64, count), shift);
  }

  /** Thread.currentThread(): the thread block has it. */
  static void currentThread(Emitter e) {
    e.chargeCall();
    e.push(e.threadWord(MemType.REF, ThreadBlock.MIRROR));
  }

  /** Unsafe.get: (this, object or null, offset). A null object makes the offset a region offset. */
  static Meaning unsafeGet(MemType type) {
    return e -> {
      Insn offset = e.pop(I64);
      Insn object = e.pop(REF);
      e.pop(REF);
      e.chargeCall();
      e.push(e.load(anywhere(type), place(e, object, offset)));
    };
  }

  static Meaning unsafePut(MemType type) {
    return e -> {
      Insn value = e.pop(type.kind());
      Insn offset = e.pop(I64);
      Insn object = e.pop(REF);
      e.pop(REF);
      e.chargeCall();
      e.store(anywhere(type), place(e, object, offset), value);
    };
  }

  /**
   * Unsafe.compareAndSet: (this, object, offset, expected, value). No guest thread runs in between.
   */
  static Meaning unsafeCompareAndSet(MemType type) {
    return e -> {
      Kind kind = type.kind();
      Insn value = e.pop(kind);
      Insn expected = e.pop(kind);
      Insn offset = e.pop(I64);
      Insn object = e.pop(REF);
      e.pop(REF);
      e.chargeCall();
      Insn place = place(e, object, offset);
      Insn found = e.load(anywhere(type), place);
      Insn equal = e.set(Cond.EQ, found, expected);
      e.store(anywhere(type), place, e.op(TssaOp.SELECT, kind, equal, value, found));
      e.push(equal);
    };
  }

  private static Insn place(Emitter e, Insn object, Insn offset) {
    return e.op(TssaOp.PLUS, Kind.ADDR, e.op(TssaOp.ADDRESS, Kind.ADDR, object), offset);
  }

  private static Mem anywhere(MemType type) {
    return new Mem(type, 0, Aliases.ANY);
  }
}
