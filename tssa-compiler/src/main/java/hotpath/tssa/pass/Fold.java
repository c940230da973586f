package hotpath.tssa.pass;

import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.TssaOp;
import org.jspecify.annotations.Nullable;

/**
 * An instruction that is about to be emitted, taken apart so that fold rules can look at it and
 * change it in place. Rules tell what they did by the codes below.
 */
final class Fold {
  /** The rule does not apply. */
  static final int NO = 0;

  /** The instruction is not needed: {@link #result} has its value. */
  static final int VALUE = 1;

  /** The rule changed the instruction, which is to be looked at again. */
  static final int AGAIN = 2;

  /** The condition always holds. */
  static final int ALWAYS = 3;

  /** The condition never holds. */
  static final int NEVER = 4;

  final FoldingBuilder builder;

  TssaOp op = TssaOp.CONST;
  Kind kind = Kind.VOID;
  int argCount;
  Insn a;
  Insn b;
  Insn c;
  long imm;
  @Nullable Cond cond;
  @Nullable Mem mem;
  @Nullable Exit exit;
  int origin;
  Insn result;

  Fold(FoldingBuilder builder, Insn nothing) {
    this.builder = builder;
    this.a = nothing;
    this.b = nothing;
    this.c = nothing;
    this.result = nothing;
  }

  /** The operands as an array for a new instruction. */
  Insn[] args() {
    return switch (argCount) {
      case 0 -> new Insn[0];
      case 1 -> new Insn[] {a};
      case 2 -> new Insn[] {a, b};
      default -> new Insn[] {a, b, c};
    };
  }

  Cond cond() {
    Cond present = cond;
    if (present == null) {
      throw new IllegalStateException(op + " without condition");
    }
    return present;
  }

  Mem mem() {
    Mem present = mem;
    if (present == null) {
      throw new IllegalStateException(op + " without memory operand");
    }
    return present;
  }

  /** The kind of the operands, for operations whose own kind is another. */
  Kind operandKind() {
    return a.kind();
  }

  boolean isInt() {
    return kind == Kind.I32 || kind == Kind.I64;
  }

  /** Width of the result in bits. */
  int bits() {
    return kind.is64() ? 64 : 32;
  }

  /** The range of an i32 operand; everything if it is none, or if facts are not to be used. */
  long range(Insn value) {
    return builder.range(value);
  }

  int value(Insn value) {
    result = value;
    return VALUE;
  }

  int value(long bits) {
    return value(builder.constant(kind, bits));
  }

  /** The instruction becomes {@code op} of one operand. */
  int become(TssaOp newOp, Insn x) {
    op = newOp;
    argCount = 1;
    a = x;
    return AGAIN;
  }

  /** The instruction becomes {@code op} of two operands. */
  int become(TssaOp newOp, Insn x, Insn y) {
    op = newOp;
    argCount = 2;
    a = x;
    b = y;
    return AGAIN;
  }

  /** The comparison becomes {@code x newCond y}. */
  int compare(Cond newCond, Insn x, Insn y) {
    cond = newCond;
    a = x;
    b = y;
    return AGAIN;
  }

  int decided(boolean holds) {
    return holds ? ALWAYS : NEVER;
  }

  Insn constant(Kind of, long bits) {
    return builder.constant(of, bits);
  }

  /** A constant of the result's kind. */
  Insn constant(long bits) {
    return builder.constant(kind, bits);
  }

  /** Emits an instruction that this one needs. */
  Insn emit(TssaOp newOp, Kind newKind, Insn x) {
    return builder.emit(newOp, newKind, x, origin);
  }

  Insn emit(TssaOp newOp, Kind newKind, Insn x, Insn y) {
    return builder.emit(newOp, newKind, x, y, origin);
  }
}
