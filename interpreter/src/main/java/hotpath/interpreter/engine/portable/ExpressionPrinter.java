package hotpath.interpreter.engine.portable;

import hotpath.interpreter.meaning.LeafRoutine;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.TssaOp;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Prints values: code that leaves one on the operand stack, or jumps by one. Values that have a
 * place of their own are read from there.
 */
final class ExpressionPrinter {
  private static final String LEAVES = "hotpath/interpreter/meaning/LeafRoutines";

  private final MethodVisitor out;
  private final ValuePlaces places;

  ExpressionPrinter(MethodVisitor out, ValuePlaces places) {
    this.out = out;
    this.places = places;
  }

  /** Pushes a value. */
  void value(Insn insn) {
    switch (insn.op()) {
      case CONST -> constant(insn);
      case PC -> out.visitVarInsn(Opcodes.LLOAD, HandlerPrinter.PC);
      case SP -> out.visitVarInsn(Opcodes.LLOAD, HandlerPrinter.SP);
      case FP -> out.visitVarInsn(Opcodes.LLOAD, HandlerPrinter.FP);
      case TB -> out.visitVarInsn(Opcodes.LLOAD, HandlerPrinter.THREAD);
      case COUNT -> out.visitVarInsn(Opcodes.LLOAD, HandlerPrinter.COUNT);
      default -> {
        if (places.isInline(insn)) {
          expression(insn);
        } else {
          out.visitVarInsn(
              JavaOpcodes.type(insn.kind()).getOpcode(Opcodes.ILOAD), places.local(insn));
        }
      }
    }
  }

  private void constant(Insn insn) {
    switch (insn.kind()) {
      case I32, REF -> push((int) insn.imm());
      case I64, ADDR -> push(insn.imm());
      case F32 -> out.visitLdcInsn(Float.intBitsToFloat((int) insn.imm()));
      case F64 -> out.visitLdcInsn(Double.longBitsToDouble(insn.imm()));
      case VOID -> throw new IllegalStateException();
    }
  }

  private void push(int value) {
    if (value >= -1 && value <= 5) {
      out.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value == (byte) value) {
      out.visitIntInsn(Opcodes.BIPUSH, value);
    } else if (value == (short) value) {
      out.visitIntInsn(Opcodes.SIPUSH, value);
    } else {
      out.visitLdcInsn(value);
    }
  }

  private void push(long value) {
    if (value == (int) value && value != 0 && value != 1) {
      push((int) value);
      out.visitInsn(Opcodes.I2L);
    } else {
      out.visitLdcInsn(value);
    }
  }

  /** Computes a value, and pushes it. */
  void expression(Insn insn) {
    switch (insn.op()) {
      case ADD, SUB, MUL, DIV, REM, AND, OR, XOR, SHL, SHR, USHR, NEG -> {
        insn.args().forEach(this::value);
        out.visitInsn(JavaOpcodes.type(insn.kind()).getOpcode(JavaOpcodes.arithmetic(insn.op())));
      }
      case I2L, L2I, I2B, I2C, I2S, I2F, I2D, L2F, L2D, F2I, F2L, F2D, D2I, D2L, D2F -> {
        value(insn.arg(0));
        out.visitInsn(JavaOpcodes.conversion(insn.op()));
      }
      case R2I, I2R -> value(insn.arg(0));
      case U2L -> {
        value(insn.arg(0));
        zeroExtend();
      }
      case LCMP, CMPL, CMPG -> {
        insn.args().forEach(this::value);
        out.visitInsn(JavaOpcodes.comparison(insn));
      }
      case SET ->
          choose(
              insn.cond(),
              insn.arg(0),
              insn.arg(1),
              () -> out.visitInsn(Opcodes.ICONST_1),
              () -> out.visitInsn(Opcodes.ICONST_0));
      case SELECT -> select(insn);
      case ADDRESS -> base(insn.arg(0));
      case REGION -> base(insn.arg(0));
      case OFFSET -> {
        value(insn.arg(0));
        out.visitVarInsn(Opcodes.LLOAD, HandlerPrinter.BASE);
        out.visitInsn(Opcodes.LSUB);
        out.visitInsn(Opcodes.L2I);
      }
      case PLUS -> plus(insn);
      case LOAD -> load(insn);
      case CALL -> call(insn);
      default -> libraryCall(insn);
    }
  }

  private void plus(Insn insn) {
    value(insn.arg(0));
    Insn bytes = insn.arg(1);
    if (bytes.op() == TssaOp.NEG && places.isInline(bytes)) {
      value(bytes.arg(0));
      out.visitInsn(Opcodes.LSUB);
    } else {
      value(bytes);
      out.visitInsn(Opcodes.LADD);
    }
  }

  private void select(Insn insn) {
    Insn condition = insn.arg(0);
    Runnable yes = () -> value(insn.arg(1));
    Runnable no = () -> value(insn.arg(2));
    if (condition.op() == TssaOp.SET && places.isInline(condition)) {
      choose(condition.cond(), condition.arg(0), condition.arg(1), yes, no);
      return;
    }
    Label otherwise = new Label();
    value(condition);
    out.visitJumpInsn(Opcodes.IFEQ, otherwise);
    both(otherwise, yes, no);
  }

  private void choose(Cond cond, Insn a, Insn b, Runnable yes, Runnable no) {
    Label otherwise = new Label();
    jumpIf(cond.inverse(a.kind()), a, b, otherwise);
    both(otherwise, yes, no);
  }

  private void both(Label otherwise, Runnable yes, Runnable no) {
    Label end = new Label();
    yes.run();
    out.visitJumpInsn(Opcodes.GOTO, end);
    out.visitLabel(otherwise);
    no.run();
    out.visitLabel(end);
  }

  private void load(Insn insn) {
    Mem mem = insn.mem();
    SegmentAccess access = SegmentAccess.loading(mem.type());
    access.begin(out);
    address(mem, insn, insn.argCount() > 1 ? 1 : -1);
    access.get(out);
    if (mem.type() == MemType.U8) {
      push(0xFF);
      out.visitInsn(Opcodes.IAND);
    }
  }

  /** Pushes the host address of a memory operand. */
  void address(Mem mem, Insn insn, int index) {
    base(insn.arg(0));
    if (index >= 0) {
      value(insn.arg(index));
      zeroExtend();
      if (mem.scale() > 0) {
        push(mem.scale());
        out.visitInsn(Opcodes.LSHL);
      }
      out.visitInsn(Opcodes.LADD);
    }
    if (mem.disp() != 0) {
      push((long) mem.disp());
      out.visitInsn(Opcodes.LADD);
    }
  }

  /** Pushes an address, or the region's base plus a reference or offset. */
  private void base(Insn insn) {
    if (insn.kind() == Kind.ADDR) {
      value(insn);
      return;
    }
    out.visitVarInsn(Opcodes.LLOAD, HandlerPrinter.BASE);
    value(insn);
    zeroExtend();
    out.visitInsn(Opcodes.LADD);
  }

  /** Makes the int on the stack an unsigned long. */
  void zeroExtend() {
    out.visitInsn(Opcodes.I2L);
    out.visitLdcInsn(0xFFFF_FFFFL);
    out.visitInsn(Opcodes.LAND);
  }

  /** A call of a leaf routine, or a copy, which is one too. */
  void call(Insn insn) {
    LeafRoutine routine =
        insn.op() == TssaOp.COPY ? LeafRoutine.COPY : LeafRoutine.values()[(int) insn.imm()];
    StringBuilder descriptor = new StringBuilder("(J");
    out.visitVarInsn(Opcodes.LLOAD, HandlerPrinter.BASE);
    for (Insn arg : insn.args()) {
      value(arg);
      descriptor.append(JavaOpcodes.type(arg.kind()).getDescriptor());
    }
    descriptor.append(')').append(JavaOpcodes.type(routine.result()).getDescriptor());
    out.visitMethodInsn(
        Opcodes.INVOKESTATIC, LEAVES, routine.javaName(), descriptor.toString(), false);
  }

  /** Operations that the host's library has under a name. */
  private void libraryCall(Insn insn) {
    insn.args().forEach(this::value);
    LibraryOperation operation = LibraryOperation.of(insn);
    out.visitMethodInsn(
        Opcodes.INVOKESTATIC, operation.owner(), operation.name(), operation.descriptor(), false);
  }

  // ---- Conditions ----

  /** Jumps if the condition holds, else goes on. */
  void jumpIf(Cond cond, Insn a, Insn b, Label target) {
    switch (a.kind()) {
      case I32, REF -> jumpIfInt(cond, a, b, target);
      case I64, ADDR -> {
        compareLong(cond, a, b);
        out.visitJumpInsn(Opcodes.IFEQ + order(signed(cond)), target);
      }
      case F32, F64 -> {
        value(a);
        value(b);
        // A NaN must fail LT .. LE and pass their "not" forms.
        boolean high = cond == Cond.LT || cond == Cond.LE || cond == Cond.NLT || cond == Cond.NLE;
        boolean is32 = a.kind() == Kind.F32;
        out.visitInsn(
            high ? (is32 ? Opcodes.FCMPG : Opcodes.DCMPG) : (is32 ? Opcodes.FCMPL : Opcodes.DCMPL));
        out.visitJumpInsn(Opcodes.IFEQ + order(plain(cond)), target);
      }
      case VOID -> throw new IllegalStateException();
    }
  }

  private void jumpIfInt(Cond cond, Insn a, Insn b, Label target) {
    boolean unsigned = cond != signed(cond);
    if (!unsigned && b.isConst(0)) {
      value(a);
      out.visitJumpInsn(Opcodes.IFEQ + order(cond), target);
      return;
    }
    for (Insn operand : new Insn[] {a, b}) {
      value(operand);
      if (unsigned) {
        push(Integer.MIN_VALUE);
        out.visitInsn(Opcodes.IXOR);
      }
    }
    out.visitJumpInsn(Opcodes.IF_ICMPEQ + order(signed(cond)), target);
  }

  private void compareLong(Cond cond, Insn a, Insn b) {
    value(a);
    value(b);
    if (cond == signed(cond)) {
      out.visitInsn(Opcodes.LCMP);
    } else {
      out.visitMethodInsn(
          Opcodes.INVOKESTATIC, "java/lang/Long", "compareUnsigned", "(JJ)I", false);
    }
  }

  private static Cond signed(Cond cond) {
    return switch (cond) {
      case ULT -> Cond.LT;
      case UGE -> Cond.GE;
      case UGT -> Cond.GT;
      case ULE -> Cond.LE;
      default -> cond;
    };
  }

  private static Cond plain(Cond cond) {
    return switch (cond) {
      case NLT -> Cond.GE;
      case NGE -> Cond.LT;
      case NGT -> Cond.LE;
      case NLE -> Cond.GT;
      default -> cond;
    };
  }

  /** Distance of the jump for {@code cond} from that for EQ: eq ne lt ge gt le in both families. */
  private static int order(Cond cond) {
    return cond.ordinal();
  }
}
