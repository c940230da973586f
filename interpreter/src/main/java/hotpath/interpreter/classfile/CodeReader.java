package hotpath.interpreter.classfile;

import hotpath.interpreter.classfile.Constant.MethodConstant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the code array of a method into a {@link MethodCode}.
 *
 * <p>Two passes: the first finds where instructions start, the second decodes them with targets as
 * instruction indexes. The static constraints on the code array that concern one instruction's
 * bytes (JVMS 4.9.1) are checked here, since afterwards they cannot be seen; what an instruction's
 * constant must be is the verifier's question.
 */
final class CodeReader {
  private static final int FIRST_WITH_FRAMES = 50;
  private static final int FIRST_WITHOUT_JSR = 51;

  private final ClassFile owner;
  private final MethodInfo method;
  private final ConstantPool pool;
  private final int codeStart;
  private final int codeLength;
  private final int[] indexOfBci;
  private final List<SwitchTable> switches = new ArrayList<>();
  private boolean hasSubroutines;

  private CodeReader(ClassFile owner, MethodInfo method) {
    this.owner = owner;
    this.method = method;
    this.pool = owner.pool();
    this.codeStart = method.codeOffset() + 8;
    this.codeLength = pool.s4(method.codeOffset() + 4);
    if (codeLength <= 0 || codeLength > 0xFFFF) {
      throw ClassFormatException.format(
          "Invalid method Code length " + codeLength + " in class file " + owner.name());
    }
    this.indexOfBci = new int[codeLength + 1];
  }

  static MethodCode read(ClassFile owner, MethodInfo method) {
    try {
      CodeReader reader = new CodeReader(owner, method);
      MethodCode code = reader.decode(reader.findInstructions());
      return reader.hasSubroutines ? SubroutineInliner.inline(code) : code;
    } catch (IndexOutOfBoundsException e) {
      throw ClassFormatException.verify(
          "Bad instruction in method " + owner.name() + "." + method.name() + method.descriptor());
    }
  }

  /** Offset of the attribute table of a Code attribute. */
  static int attributesOf(ConstantPool pool, int codeOffset) {
    int exceptions = codeOffset + 8 + pool.s4(codeOffset + 4);
    return exceptions + 2 + 8 * pool.u2(exceptions);
  }

  private int findInstructions() {
    Arrays.fill(indexOfBci, -1);
    int count = 0;
    int bci = 0;
    while (bci < codeLength) {
      indexOfBci[bci] = count++;
      bci += lengthAt(bci);
    }
    if (bci != codeLength) {
      throw bad("Bad instruction", bci);
    }
    indexOfBci[codeLength] = count;
    return count;
  }

  private int lengthAt(int bci) {
    Bytecode op = bytecodeAt(bci);
    return switch (op.format()) {
      case TABLE_SWITCH -> {
        int at = aligned(bci);
        need(at + 12, bci);
        long size = (long) pool.s4(codeStart + at + 8) - pool.s4(codeStart + at + 4) + 1;
        yield switchLength(bci, at + 12, size, 4);
      }
      case LOOKUP_SWITCH -> {
        int at = aligned(bci);
        need(at + 8, bci);
        yield switchLength(bci, at + 8, pool.s4(codeStart + at + 4), 8);
      }
      case PREFIX -> {
        need(bci + 2, bci);
        Bytecode widened = bytecodeAt(bci + 1);
        if (!widened.allowsWide()) {
          throw bad("Bad wide instruction", bci);
        }
        yield widened == Bytecode.IINC ? 6 : 4;
      }
      default -> op.format().length();
    };
  }

  private int switchLength(int bci, int tableAt, long size, int entryLength) {
    if (size < 0 || size > codeLength) {
      throw bad(
          bytecodeAt(bci) == Bytecode.TABLESWITCH
              ? "low must be less than or equal to high in tableswitch"
              : "number of keys in lookupswitch less than 0",
          bci);
    }
    return tableAt + entryLength * (int) size - bci;
  }

  private static int aligned(int bci) {
    return (bci + 4) & ~3;
  }

  private void need(int end, int bci) {
    if (end > codeLength) {
      throw bad("Bad instruction", bci);
    }
  }

  private Bytecode bytecodeAt(int bci) {
    Bytecode op = Bytecode.ofCode(pool.u1(codeStart + bci));
    if (op == null) {
      throw bad("Bad instruction", bci);
    }
    return op;
  }

  private String oldPlace() {
    return String.format(
        "(class: %s, method: %s signature: %s) ", owner.name(), method.name(), method.descriptor());
  }

  private ClassFormatException bad(String reason, int bci) {
    if (owner.majorVersion() < FIRST_WITH_FRAMES) {
      return ClassFormatException.verify(oldPlace() + reason);
    }
    return ClassFormatException.verify(
        String.format(
            "%s\nException Details:\n  Location:\n    %s.%s%s @%d",
            reason, owner.name(), method.name(), method.descriptor(), bci));
  }

  private MethodCode decode(int count) {
    byte[] opcodes = new byte[count];
    int[] operands = new int[count];
    char[] bcis = new char[count];
    int bci = 0;
    for (int i = 0; i < count; i++) {
      Bytecode op = bytecodeAt(bci);
      bcis[i] = (char) bci;
      operands[i] = operandAt(op, bci);
      Bytecode normal = op == Bytecode.WIDE ? bytecodeAt(bci + 1) : op.normalForm();
      opcodes[i] = (byte) normal.code();
      if (normal == Bytecode.JSR || normal == Bytecode.RET) {
        noteSubroutine(bci);
      }
      bci += lengthAt(bci);
    }
    return new MethodCode(
        owner,
        method,
        opcodes,
        operands,
        bcis,
        switches.toArray(SwitchTable[]::new),
        handlers(),
        null);
  }

  private void noteSubroutine(int bci) {
    if (owner.majorVersion() >= FIRST_WITHOUT_JSR) {
      throw bad("Bad instruction", bci);
    }
    hasSubroutines = true;
  }

  private int operandAt(Bytecode op, int bci) {
    int at = codeStart + bci + 1;
    return switch (op.format()) {
      case NONE -> Math.max(op.impliedLocal(), 0);
      case LOCAL, ARRAY_TYPE, CONSTANT -> pool.u1(at);
      case BYTE -> (byte) pool.u1(at);
      case SHORT -> pool.s2(at);
      case CONSTANT_WIDE, FIELD, METHOD, TYPE -> pool.u2(at);
      case TYPE_DIMENSIONS -> pool.u2(at) | pool.u1(at + 2) << 16;
      case INTERFACE_METHOD -> interfaceCall(at, bci);
      case DYNAMIC -> dynamicCall(at, bci);
      case INCREMENT -> pool.u1(at) | (byte) pool.u1(at + 1) << 16;
      case BRANCH -> instructionAt(bci + pool.s2(at), bci);
      case BRANCH_WIDE -> instructionAt(bci + pool.s4(at), bci);
      case PREFIX -> {
        int local = pool.u2(at + 1);
        yield bytecodeAt(bci + 1) == Bytecode.IINC ? local | pool.s2(at + 3) << 16 : local;
      }
      case TABLE_SWITCH -> tableSwitch(bci);
      case LOOKUP_SWITCH -> lookupSwitch(bci);
    };
  }

  /**
   * The count operand repeats what the descriptor says; a wrong one is rejected, and then
   * forgotten.
   */
  private int interfaceCall(int at, int bci) {
    int index = pool.u2(at);
    if (pool.tag(index) == ConstantPool.INTERFACE_METHOD_REF
        && pool.constant(index) instanceof MethodConstant called) {
      int slots = 1 + MethodDescriptor.parse(called.descriptor()).classFileArgumentSlots();
      if (pool.u1(at + 2) != slots) {
        throw bad("Inconsistent args count operand in invokeinterface", bci);
      }
    }
    if (pool.u1(at + 3) != 0) {
      throw bad("Fourth operand byte of invokeinterface must be zero", bci);
    }
    return index;
  }

  private int dynamicCall(int at, int bci) {
    if (pool.u2(at + 2) != 0) {
      throw bad("Third and fourth operand bytes of invokedynamic must be zero", bci);
    }
    return pool.u2(at);
  }

  private int instructionAt(int targetBci, int bci) {
    int index = targetBci < 0 || targetBci >= codeLength ? -1 : indexOfBci[targetBci];
    if (index < 0) {
      throw bad(
          owner.majorVersion() < FIRST_WITH_FRAMES
              ? "Illegal target of jump or branch"
              : "Expecting a stackmap frame at branch target " + targetBci,
          bci);
    }
    return index;
  }

  private int tableSwitch(int bci) {
    int at = codeStart + aligned(bci);
    checkPadding(bci);
    int low = pool.s4(at + 4);
    int[] targets = new int[pool.s4(at + 8) - low + 1];
    for (int k = 0; k < targets.length; k++) {
      targets[k] = instructionAt(bci + pool.s4(at + 12 + 4 * k), bci);
    }
    switches.add(new SwitchTable(low, null, targets, instructionAt(bci + pool.s4(at), bci)));
    return switches.size() - 1;
  }

  private int lookupSwitch(int bci) {
    int at = codeStart + aligned(bci);
    checkPadding(bci);
    int size = pool.s4(at + 4);
    int[] keys = new int[size];
    int[] targets = new int[size];
    for (int k = 0; k < size; k++) {
      keys[k] = pool.s4(at + 8 + 8 * k);
      targets[k] = instructionAt(bci + pool.s4(at + 12 + 8 * k), bci);
      if (k > 0 && keys[k - 1] >= keys[k]) {
        throw bad("Bad lookupswitch instruction", bci);
      }
    }
    switches.add(new SwitchTable(0, keys, targets, instructionAt(bci + pool.s4(at), bci)));
    return switches.size() - 1;
  }

  private void checkPadding(int bci) {
    if (owner.majorVersion() >= FIRST_WITHOUT_JSR) {
      return;
    }
    for (int at = bci + 1; at < aligned(bci); at++) {
      if (pool.u1(codeStart + at) != 0) {
        throw bad("Nonzero padding byte in switch", bci);
      }
    }
  }

  private List<ExceptionHandler> handlers() {
    int table = codeStart + codeLength;
    int count = pool.u2(table);
    List<ExceptionHandler> result = new ArrayList<>(count);
    for (int k = 0; k < count; k++) {
      int at = table + 2 + 8 * k;
      int start = boundary(pool.u2(at), "range", "start_pc");
      int end = boundary(pool.u2(at + 2), "range", "end_pc");
      int handler = boundary(pool.u2(at + 4), "handler", "handler_pc");
      if (start >= end || handler == indexOfBci[codeLength]) {
        throw badTable("range", "");
      }
      int type = pool.u2(at + 6);
      result.add(new ExceptionHandler(start, end, handler, pool.optionalClassAt(at + 6), type));
    }
    return result;
  }

  private int boundary(int bci, String part, String field) {
    int index = bci > codeLength ? -1 : indexOfBci[bci];
    if (index < 0) {
      throw badTable(part, field + ' ' + bci);
    }
    return index;
  }

  /**
   * A bad exception table is an error of format, though it is found when the method is verified.
   *
   * @param part what is bad, in the words of the verifier for old class files
   * @param place the same for the other one; empty for the same words
   */
  private ClassFormatException badTable(String part, String place) {
    String reason = "Illegal exception table ";
    if (owner.majorVersion() < FIRST_WITH_FRAMES) {
      return ClassFormatException.format(oldPlace() + reason + part);
    }
    String name = owner.name().replace('/', '.') + '.' + method.name();
    String where = " in method '" + method.parsedDescriptor().readable(name) + "'";
    return ClassFormatException.format(reason + (place.isEmpty() ? part : place) + where);
  }
}
