package hotpath.interpreter.engine.portable;

import hotpath.interpreter.meaning.LeafRoutine;
import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Prints the TSSA of one handler as Java bytecode: the second reader of handlers, beside the
 * backends. A value with one use becomes part of its user's expression, the others get a local
 * variable; a load is moved to its use only if nothing is stored in between.
 *
 * <p>The state of the interpreter is in five local variables, all {@code long}; what the ends of a
 * handler do with it is the {@link Ends}' matter.
 */
final class HandlerPrinter {
  static final int PC = 0;
  static final int SP = 2;
  static final int FP = 4;
  static final int BASE = 6;
  static final int THREAD = 8;
  static final int COUNT = 10;
  static final int FIRST_TEMPORARY = 12;

  private static final String CODE = "hotpath/interpreter/engine/portable/PortableCode";
  private static final String SEGMENT = "java/lang/foreign/MemorySegment";
  private static final String LAYOUT = "java/lang/foreign/ValueLayout$Of";
  private static final String LEAVES = "hotpath/interpreter/meaning/LeafRoutines";

  /** What happens at the ends of a handler. */
  interface Ends {
    /** Where a check that fails goes: leaves with {@code reason} in the state on entry. */
    Label leave(int reason);

    /** The state variables hold the next state: goes on. */
    void next();

    /** The state variables hold the state after the instruction: leaves. */
    void leaveAfter(int reason);
  }

  private final MethodVisitor out;
  private final Ends ends;
  private final Tails tails;
  private final Tssa code;
  private final int[] uses;
  private final int[] locals;
  private final boolean[] inline;
  private int nextLocal = FIRST_TEMPORARY;

  HandlerPrinter(MethodVisitor out, Ends ends, Tails tails, Tssa code) {
    this.out = out;
    this.ends = ends;
    this.tails = tails;
    this.code = code;
    this.uses = new int[code.idLimit()];
    this.locals = new int[code.idLimit()];
    this.inline = new boolean[code.idLimit()];
  }

  void print() {
    code.forEach(
        insn -> {
          for (int i = 0; i < insn.argCount(); i++) {
            uses[insn.arg(i).id()]++;
          }
        });
    code.blocks().forEach(this::chooseInline);
    printBlock(code.entry());
  }

  /** Prints a block and what it branches to; the second target follows at once. */
  private void printBlock(Block block) {
    for (Insn insn : block.insns()) {
      if (insn.op() != TssaOp.BRANCH) {
        statement(insn);
        continue;
      }
      Block taken = insn.targets().get(0);
      Label known = tails.known(taken);
      Label label = known == null ? new Label() : known;
      jumpIf(insn.cond(), insn.arg(0), insn.arg(1), label);
      printTail(insn.targets().get(1));
      if (known == null) {
        out.visitLabel(label);
        tails.printed(taken, label);
        printBlock(taken);
      }
    }
  }

  /** Prints a block, or goes to where the same one has been printed. */
  private void printTail(Block block) {
    Label known = tails.known(block);
    if (known != null) {
      out.visitJumpInsn(Opcodes.GOTO, known);
      return;
    }
    Label label = new Label();
    out.visitLabel(label);
    tails.printed(block, label);
    printBlock(block);
  }

  /**
   * Decides which values of {@code block} become parts of expressions, from the last to the first.
   */
  private void chooseInline(Block block) {
    Map<Insn, Integer> place = new HashMap<>();
    Map<Insn, Insn> user = new HashMap<>();
    int[] effects = new int[block.insns().size() + 1];
    for (int i = 0; i < block.insns().size(); i++) {
      Insn insn = block.insns().get(i);
      place.put(insn, i);
      effects[i + 1] = effects[i] + (insn.op().has(TssaOp.Trait.EFFECT) ? 1 : 0);
      insn.args().forEach(arg -> user.put(arg, insn));
    }
    for (int i = block.insns().size() - 1; i >= 0; i--) {
      Insn insn = block.insns().get(i);
      Insn consumer = user.get(insn);
      boolean candidate = insn.op().isPure() || insn.op() == TssaOp.LOAD || isCall(insn);
      Integer at = consumer == null ? null : place.get(consumer);
      if (at == null || uses[insn.id()] != 1 || !candidate) {
        continue;
      }
      if (insn.op().isPure() || effects[at] == effects[i + 1]) {
        inline[insn.id()] = true;
        place.put(insn, at);
      }
    }
  }

  private static boolean isCall(Insn insn) {
    return insn.op() == TssaOp.CALL;
  }

  private static boolean isFree(Insn insn) {
    return switch (insn.op()) {
      case CONST, PC, SP, FP, TB, COUNT -> true;
      default -> false;
    };
  }

  // ---- Statements ----

  private boolean left;

  private void statement(Insn insn) {
    if (left) {
      return;
    }
    switch (insn.op()) {
      case STORE -> store(insn);
      case GUARD ->
          jumpIf(
              insn.cond().inverse(insn.arg(0).kind()),
              insn.arg(0),
              insn.arg(1),
              ends.leave(insn.exit().reason()));
      case CALLEFFECT -> call(LeafRoutine.values()[(int) insn.imm()], insn);
      case COPY -> call(LeafRoutine.COPY, insn);
      case NEW, NEWARRAY -> {
        out.visitJumpInsn(Opcodes.GOTO, ends.leave(insn.exit().reason()));
        left = true;
      }
      case DISPATCH -> {
        Label known = tails.known(insn);
        if (known != null) {
          out.visitJumpInsn(Opcodes.GOTO, known);
          return;
        }
        Label label = new Label();
        out.visitLabel(label);
        tails.printed(insn, label);
        assignState(insn);
        ends.next();
      }
      case LEAVE -> {
        if (insn.argCount() == 0) {
          out.visitJumpInsn(Opcodes.GOTO, ends.leave(insn.exit().reason()));
        } else {
          assignState(insn);
          ends.leaveAfter(insn.exit().reason());
        }
      }
      default -> {
        if (!isFree(insn) && !inline[insn.id()] && uses[insn.id()] > 0) {
          expression(insn);
          locals[insn.id()] = nextLocal;
          out.visitVarInsn(type(insn.kind()).getOpcode(Opcodes.ISTORE), nextLocal);
          nextLocal += type(insn.kind()).getSize();
        }
      }
    }
  }

  private void assignState(Insn end) {
    TssaOp[] inputs = {TssaOp.PC, TssaOp.SP, TssaOp.FP, TssaOp.COUNT};
    int[] variables = {PC, SP, FP, COUNT};
    for (int i = 0; i < inputs.length; i++) {
      if (end.arg(i).op() != inputs[i]) {
        value(end.arg(i));
      }
    }
    for (int i = inputs.length - 1; i >= 0; i--) {
      if (end.arg(i).op() != inputs[i]) {
        out.visitVarInsn(Opcodes.LSTORE, variables[i]);
      }
    }
  }

  private void store(Insn insn) {
    Mem mem = insn.mem();
    Insn value = insn.arg(1);
    segment(mem.type(), true);
    address(mem, insn, insn.argCount() > 2 ? 2 : -1);
    value(value);
    String letter = layoutLetter(mem.type(), true);
    switch (mem.type()) {
      case SLOT_I32, SLOT_REF -> zeroExtend();
      case I8, U8 -> out.visitInsn(Opcodes.I2B);
      case I16 -> out.visitInsn(Opcodes.I2S);
      case U16 -> out.visitInsn(Opcodes.I2C);
      default -> {}
    }
    out.visitMethodInsn(
        Opcodes.INVOKEINTERFACE,
        SEGMENT,
        "set",
        "(L" + LAYOUT + layoutName(mem.type(), true) + ";J" + letter + ")V",
        true);
  }

  // ---- Expressions ----

  private void value(Insn insn) {
    switch (insn.op()) {
      case CONST -> constant(insn);
      case PC -> out.visitVarInsn(Opcodes.LLOAD, PC);
      case SP -> out.visitVarInsn(Opcodes.LLOAD, SP);
      case FP -> out.visitVarInsn(Opcodes.LLOAD, FP);
      case TB -> out.visitVarInsn(Opcodes.LLOAD, THREAD);
      case COUNT -> out.visitVarInsn(Opcodes.LLOAD, COUNT);
      default -> {
        if (inline[insn.id()]) {
          expression(insn);
        } else {
          out.visitVarInsn(type(insn.kind()).getOpcode(Opcodes.ILOAD), locals[insn.id()]);
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

  private void expression(Insn insn) {
    switch (insn.op()) {
      case ADD, SUB, MUL, DIV, REM, AND, OR, XOR, SHL, SHR, USHR, NEG -> {
        insn.args().forEach(this::value);
        out.visitInsn(type(insn.kind()).getOpcode(arithmetic(insn.op())));
      }
      case I2L, L2I, I2B, I2C, I2S, I2F, I2D, L2F, L2D, F2I, F2L, F2D, D2I, D2L, D2F -> {
        value(insn.arg(0));
        out.visitInsn(conversion(insn.op()));
      }
      case R2I, I2R -> value(insn.arg(0));
      case U2L -> {
        value(insn.arg(0));
        zeroExtend();
      }
      case LCMP, CMPL, CMPG -> {
        insn.args().forEach(this::value);
        out.visitInsn(comparison(insn));
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
        out.visitVarInsn(Opcodes.LLOAD, BASE);
        out.visitInsn(Opcodes.LSUB);
        out.visitInsn(Opcodes.L2I);
      }
      case PLUS -> plus(insn);
      case LOAD -> load(insn);
      case CALL -> call(LeafRoutine.values()[(int) insn.imm()], insn);
      default -> libraryCall(insn);
    }
  }

  private void plus(Insn insn) {
    value(insn.arg(0));
    Insn bytes = insn.arg(1);
    if (bytes.op() == TssaOp.NEG && inline[bytes.id()]) {
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
    if (condition.op() == TssaOp.SET && inline[condition.id()]) {
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
    segment(mem.type(), false);
    address(mem, insn, insn.argCount() > 1 ? 1 : -1);
    out.visitMethodInsn(
        Opcodes.INVOKEINTERFACE,
        SEGMENT,
        "get",
        "(L" + LAYOUT + layoutName(mem.type(), false) + ";J)" + layoutLetter(mem.type(), false),
        true);
    if (mem.type() == MemType.U8) {
      push(0xFF);
      out.visitInsn(Opcodes.IAND);
    }
  }

  private void segment(MemType type, boolean storing) {
    out.visitFieldInsn(Opcodes.GETSTATIC, CODE, "ALL", "L" + SEGMENT + ";");
    String layout = "L" + LAYOUT + layoutName(type, storing) + ";";
    out.visitFieldInsn(Opcodes.GETSTATIC, CODE, layoutField(type, storing), layout);
  }

  /** Pushes the host address of a memory operand. */
  private void address(Mem mem, Insn insn, int index) {
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
    out.visitVarInsn(Opcodes.LLOAD, BASE);
    value(insn);
    zeroExtend();
    out.visitInsn(Opcodes.LADD);
  }

  private void zeroExtend() {
    out.visitInsn(Opcodes.I2L);
    out.visitLdcInsn(0xFFFF_FFFFL);
    out.visitInsn(Opcodes.LAND);
  }

  private void call(LeafRoutine routine, Insn insn) {
    StringBuilder descriptor = new StringBuilder("(J");
    out.visitVarInsn(Opcodes.LLOAD, BASE);
    for (Insn arg : insn.args()) {
      value(arg);
      descriptor.append(type(arg.kind()).getDescriptor());
    }
    descriptor.append(')').append(type(routine.result()).getDescriptor());
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

  private void jumpIf(Cond cond, Insn a, Insn b, Label target) {
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

  // ---- Tables ----

  private static Type type(Kind kind) {
    return switch (kind) {
      case I32, REF -> Type.INT_TYPE;
      case I64, ADDR -> Type.LONG_TYPE;
      case F32 -> Type.FLOAT_TYPE;
      case F64 -> Type.DOUBLE_TYPE;
      case VOID -> Type.VOID_TYPE;
    };
  }

  private static int arithmetic(TssaOp op) {
    return switch (op) {
      case ADD -> Opcodes.IADD;
      case SUB -> Opcodes.ISUB;
      case MUL -> Opcodes.IMUL;
      case DIV -> Opcodes.IDIV;
      case REM -> Opcodes.IREM;
      case NEG -> Opcodes.INEG;
      case AND -> Opcodes.IAND;
      case OR -> Opcodes.IOR;
      case XOR -> Opcodes.IXOR;
      case SHL -> Opcodes.ISHL;
      case SHR -> Opcodes.ISHR;
      case USHR -> Opcodes.IUSHR;
      default -> throw new IllegalArgumentException(op.toString());
    };
  }

  private static int conversion(TssaOp op) {
    return switch (op) {
      case I2L -> Opcodes.I2L;
      case L2I -> Opcodes.L2I;
      case I2B -> Opcodes.I2B;
      case I2C -> Opcodes.I2C;
      case I2S -> Opcodes.I2S;
      case I2F -> Opcodes.I2F;
      case I2D -> Opcodes.I2D;
      case L2F -> Opcodes.L2F;
      case L2D -> Opcodes.L2D;
      case F2I -> Opcodes.F2I;
      case F2L -> Opcodes.F2L;
      case F2D -> Opcodes.F2D;
      case D2I -> Opcodes.D2I;
      case D2L -> Opcodes.D2L;
      case D2F -> Opcodes.D2F;
      default -> throw new IllegalArgumentException(op.toString());
    };
  }

  private static int comparison(Insn insn) {
    boolean is32 = insn.arg(0).kind() == Kind.F32;
    return switch (insn.op()) {
      case LCMP -> Opcodes.LCMP;
      case CMPL -> is32 ? Opcodes.FCMPL : Opcodes.DCMPL;
      case CMPG -> is32 ? Opcodes.FCMPG : Opcodes.DCMPG;
      default -> throw new IllegalArgumentException(insn.toString());
    };
  }

  private static String layoutField(MemType type, boolean storing) {
    return switch (type) {
      case I8, U8 -> "I8";
      case I16 -> "I16";
      case U16 -> "U16";
      case I32, REF -> "I32";
      case SLOT_I32, SLOT_REF -> storing ? "I64" : "I32";
      case I64 -> "I64";
      case F32, SLOT_F32 -> "F32";
      case F64 -> "F64";
    };
  }

  private static String layoutName(MemType type, boolean storing) {
    return switch (layoutField(type, storing)) {
      case "I8" -> "Byte";
      case "I16" -> "Short";
      case "U16" -> "Char";
      case "I32" -> "Int";
      case "I64" -> "Long";
      case "F32" -> "Float";
      default -> "Double";
    };
  }

  private static String layoutLetter(MemType type, boolean storing) {
    return switch (layoutName(type, storing)) {
      case "Byte" -> "B";
      case "Short" -> "S";
      case "Char" -> "C";
      case "Int" -> "I";
      case "Long" -> "J";
      case "Float" -> "F";
      default -> "D";
    };
  }
}
