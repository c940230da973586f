package hotpath.interpreter.meaning;

import static hotpath.tssa.ir.Kind.I32;

import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.TssaOp;

/** Meanings of the bytecodes that compute with scalars, and of those that move them (JVMS 6.5). */
final class ScalarMeanings {
  private ScalarMeanings() {}

  static Meaning load(Kind kind) {
    return e -> e.push(e.local(kind));
  }

  static Meaning store(Kind kind) {
    return e -> e.setLocal(e.pop(kind));
  }

  static Meaning unary(TssaOp op, Kind kind) {
    return convert(op, kind, kind);
  }

  static Meaning convert(TssaOp op, Kind from, Kind to) {
    return e -> e.push(e.op(op, to, e.pop(from)));
  }

  static Meaning binary(TssaOp op, Kind kind) {
    return combine(op, kind, kind);
  }

  /** An operation on two operands of {@code from} that yields {@code to}. */
  static Meaning combine(TssaOp op, Kind from, Kind to) {
    return e -> {
      Insn b = e.pop(from);
      Insn a = e.pop(from);
      e.push(e.op(op, to, a, b));
    };
  }

  static Meaning shift(TssaOp op, Kind kind) {
    return e -> {
      Insn distance = e.pop(I32);
      Insn a = e.pop(kind);
      e.push(e.op(op, kind, a, distance));
    };
  }

  /** Integer division or remainder: the divisor is checked, the rest is one operation. */
  static Meaning divide(TssaOp op, Kind kind) {
    return e -> {
      Insn b = e.pop(kind);
      Insn a = e.pop(kind);
      Insn zero = kind == I32 ? e.constant(0) : e.constant(0L);
      e.require(Cond.NE, b, zero, LeaveReason.ARITHMETIC);
      e.push(e.op(op, kind, a, b));
    };
  }

  static Meaning floatRemainder(LeafRoutine routine, Kind kind) {
    return e -> {
      Insn b = e.pop(kind);
      Insn a = e.pop(kind);
      e.push(e.callLeaf(routine, a, b));
    };
  }

  static void increment(Emitter e) {
    e.setLocal(e.op(TssaOp.ADD, I32, e.local(I32), e.operandB()));
  }

  static Meaning ifZero(Cond cond) {
    return e -> e.branch(cond, e.pop(I32), e.constant(0));
  }

  static Meaning ifNull(Cond cond) {
    return e -> e.branch(cond, e.pop(Kind.REF), e.nullRef());
  }

  static Meaning ifCompare(Cond cond, Kind kind) {
    return e -> {
      Insn b = e.pop(kind);
      Insn a = e.pop(kind);
      e.branch(cond, a, b);
    };
  }

  /**
   * Moves slots on the operand stack: pops {@code popped} slots and pushes those that {@code
   * pushed} names, counted from the bottom of the popped ones.
   */
  static Meaning stack(int popped, int... pushed) {
    return e -> {
      Insn[] slots = new Insn[popped];
      for (int i = popped - 1; i >= 0; i--) {
        slots[i] = e.popSlot();
      }
      for (int i : pushed) {
        e.pushSlot(slots[i]);
      }
    };
  }
}
