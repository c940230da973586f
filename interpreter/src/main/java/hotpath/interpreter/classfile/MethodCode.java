package hotpath.interpreter.classfile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The code of one method by instruction index: what the verifier, the pre-decoder and the analyses
 * read.
 *
 * <p>Opcodes are in normal form (see {@link Bytecode#normalForm}): no {@code iload_0}, {@code
 * ldc_w}, {@code wide}, {@code goto_w}, {@code jsr_w}. A method that had subroutines has none here:
 * they were inlined, so one bytecode index can belong to several instructions and bytecode indexes
 * need not ascend. Locals and {@link #maxStack()} count as in the class file (a long takes two).
 * Immutable; every target and handler is an instruction of this method.
 */
public final class MethodCode {
  private final ClassFile owner;
  private final MethodInfo method;
  private final byte[] opcodes;
  private final int[] operands;
  private final char[] bcis;
  private final SwitchTable[] switches;
  private final List<ExceptionHandler> handlers;
  private final @Nullable Map<Integer, SubroutineReturn> returns;

  /**
   * Operands by format: a local (with the increment in the high half), a constant, a target's
   * instruction index, a pool index (with dimensions in the high half), an index into {@code
   * switches}; 1 for an {@code aconst_null} that stands for {@code jsr}.
   *
   * @param returns the instructions that stand for {@code ret}; null if no subroutines were inlined
   */
  MethodCode(
      ClassFile owner,
      MethodInfo method,
      byte[] opcodes,
      int[] operands,
      char[] bcis,
      SwitchTable[] switches,
      List<ExceptionHandler> handlers,
      @Nullable Map<Integer, SubroutineReturn> returns) {
    this.owner = owner;
    this.method = method;
    this.opcodes = opcodes;
    this.operands = operands;
    this.bcis = bcis;
    this.switches = switches;
    this.handlers = List.copyOf(handlers);
    this.returns = returns;
  }

  public ClassFile owner() {
    return owner;
  }

  public MethodInfo method() {
    return method;
  }

  /** Number of instructions. */
  public int length() {
    return opcodes.length;
  }

  public int maxStack() {
    return method.maxStack();
  }

  public int maxLocals() {
    return method.maxLocals();
  }

  /** Whether {@code jsr} and {@code ret} were inlined. */
  public boolean hasInlinedSubroutines() {
    return returns != null;
  }

  /** Whether an {@code aconst_null} stands for the return address that {@code jsr} pushes. */
  public boolean isSubroutineCall(int i) {
    return opcode(i) == Bytecode.ACONST_NULL && operands[i] != 0;
  }

  /** The {@code ret} that a {@code goto} stands for; null for any other instruction. */
  public @Nullable SubroutineReturn subroutineReturn(int i) {
    return returns == null ? null : returns.get(i);
  }

  public Bytecode opcode(int i) {
    return Bytecode.at(opcodes[i] & 0xFF);
  }

  /**
   * The local of a load, store, {@code iinc}; constant of a push; type of {@code newarray};
   * dimensions of {@code multianewarray}.
   */
  public int operand(int i) {
    int operand = operands[i];
    return switch (opcode(i).format()) {
      case LOCAL, BYTE, SHORT, ARRAY_TYPE -> operand;
      case INCREMENT -> operand & 0xFFFF;
      case TYPE_DIMENSIONS -> operand >>> 16;
      default -> throw noOperand(i, "an operand");
    };
  }

  /** The increment of {@code iinc}. */
  public int operand2(int i) {
    if (opcode(i) != Bytecode.IINC) {
      throw noOperand(i, "a second operand");
    }
    return operands[i] >> 16;
  }

  /** The instruction that a conditional branch or {@code goto} names. */
  public int target(int i) {
    if (opcode(i).format() != OperandFormat.BRANCH) {
      throw noOperand(i, "a target");
    }
    return operands[i];
  }

  /** The pool index that an instruction names. */
  public int constantIndex(int i) {
    OperandFormat format = opcode(i).format();
    if (!format.namesConstant()) {
      throw noOperand(i, "a constant");
    }
    return operands[i] & 0xFFFF;
  }

  /** The constant that an instruction names: see {@link ClassFile#constant}. */
  public Object constant(int i) {
    return owner.constant(constantIndex(i));
  }

  public SwitchTable switchOf(int i) {
    if (!opcode(i).isSwitch()) {
      throw noOperand(i, "a switch table");
    }
    return switches[operands[i]];
  }

  private IllegalArgumentException noOperand(int i, String what) {
    return new IllegalArgumentException(
        opcode(i).mnemonic() + " @" + bci(i) + " of " + owner + "." + method + " has not " + what);
  }

  /** The bytecode index in the class file. */
  public int bci(int i) {
    return bcis[i];
  }

  /** The (first) instruction at a bytecode index, -1 if none starts there. */
  public int indexOfBci(int bci) {
    if (returns != null) {
      for (int i = 0; i < bcis.length; i++) {
        if (bcis[i] == bci) {
          return i;
        }
      }
      return -1;
    }
    int i = bci < 0 || bci > 0xFFFF ? -1 : Arrays.binarySearch(bcis, (char) bci);
    return Math.max(i, -1);
  }

  /** The source line of an instruction, -1 if not known. */
  public int line(int i) {
    return lineOfBci(bcis[i]);
  }

  /** The source line of a bytecode index, -1 if not known. */
  public int lineOfBci(int bci) {
    ConstantPool pool = owner.pool();
    int line = -1;
    int best = -1;
    for (int table : codeAttributes("LineNumberTable")) {
      int count = pool.u2(table);
      for (int k = 0; k < count; k++) {
        int start = pool.u2(table + 2 + 4 * k);
        if (start <= bci && start > best) {
          best = start;
          line = pool.u2(table + 4 + 4 * k);
        }
      }
    }
    return line;
  }

  /** The exception table, in its order. */
  public List<ExceptionHandler> handlers() {
    return handlers;
  }

  /**
   * The frames of the StackMapTable in ascending order, decoded anew by each call; empty where
   * there is none or subroutines were inlined. The implicit first frame is not among them.
   *
   * @throws ClassFormatException if the table is malformed
   */
  public List<StackMapFrame> frames() {
    List<Integer> tables = returns != null ? List.of() : codeAttributes("StackMapTable");
    return tables.isEmpty() ? List.of() : StackMapReader.read(this, tables.getFirst());
  }

  /**
   * The types of the locals on entry to the method, by class-file slot, as in {@link
   * StackMapFrame#locals}.
   */
  public List<VerificationType> entryLocals() {
    return StackMapReader.entryLocals(owner, method);
  }

  /** The bytecode index behind the last instruction: the length of the code array. */
  public int endBci() {
    return owner.pool().s4(method.codeOffset() + 4);
  }

  /** Whether the method has a StackMapTable. */
  public boolean hasFrames() {
    return !codeAttributes("StackMapTable").isEmpty();
  }

  /** The rows of the LocalVariableTable. */
  public List<LocalVariable> localVariables() {
    ConstantPool pool = owner.pool();
    List<LocalVariable> result = new ArrayList<>();
    for (int table : codeAttributes("LocalVariableTable")) {
      int count = pool.u2(table);
      for (int k = 0; k < count; k++) {
        int at = table + 2 + 10 * k;
        int start = pool.u2(at);
        result.add(
            new LocalVariable(
                start,
                start + pool.u2(at + 2),
                pool.utf8At(at + 4),
                pool.utf8At(at + 6),
                pool.u2(at + 8)));
      }
    }
    return result;
  }

  /** Offsets of the content of all attributes of the Code attribute that have a name. */
  private List<Integer> codeAttributes(String name) {
    ConstantPool pool = owner.pool();
    int table = CodeReader.attributesOf(pool, method.codeOffset());
    List<Integer> found = new ArrayList<>(2);
    int count = pool.u2(table);
    int at = table + 2;
    for (int k = 0; k < count; k++) {
      if (pool.utf8At(at).equals(name)) {
        found.add(at + 6);
      }
      at = Attributes.next(pool, at);
    }
    return found;
  }

  /** The operand as stored, for copies of an instruction. */
  int rawOperand(int i) {
    return operands[i];
  }

  /** One instruction as text: {@code iinc 3 1}. */
  public String toString(int i) {
    Bytecode op = opcode(i);
    String text = op.mnemonic();
    return switch (op.format()) {
      case LOCAL, BYTE, SHORT, ARRAY_TYPE -> text + " " + operand(i);
      case INCREMENT -> text + " " + operand(i) + " " + operand2(i);
      case BRANCH -> text + " -> " + target(i);
      case TABLE_SWITCH, LOOKUP_SWITCH -> text + " default -> " + switchOf(i).defaultTarget();
      case TYPE_DIMENSIONS -> text + " " + constant(i) + " " + operand(i);
      default -> op.format().namesConstant() ? text + " " + constant(i) : text;
    };
  }

  @Override
  public String toString() {
    return owner + "." + method;
  }
}
