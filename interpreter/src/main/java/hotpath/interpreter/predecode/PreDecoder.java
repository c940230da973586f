package hotpath.interpreter.predecode;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.MetadataSpace;
import hotpath.interpreter.classfile.Bytecode;
import hotpath.interpreter.classfile.CodeFlow;
import hotpath.interpreter.classfile.Constant.DynamicConstant;
import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.classfile.MethodCode;
import hotpath.interpreter.classfile.StackShape;
import hotpath.interpreter.classfile.SwitchTable;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.link.MethodDescriptorLayout;
import hotpath.interpreter.link.PolymorphicMethod;
import hotpath.interpreter.link.SystemDictionary;
import hotpath.interpreter.meaning.CodeWord;
import hotpath.interpreter.meaning.Handler;
import hotpath.interpreter.meaning.Handler.Form;
import hotpath.interpreter.meaning.HandlerNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a method's class-file code into code words: operands resolved as far as they can be, stack
 * operations in slots, branches relative, counters and charges in place. What refers to the
 * constant pool becomes {@link Handler#RESOLVE} and is quickened when it first runs; its words are
 * as many as its longest quick form has.
 *
 * <p>Displacements and charges are 16 bits. A method with more words than that gets islands: each
 * branch goes to a {@link Handler#GOTO_FAR} two words on, and the count index starts again every
 * {@link #MAX_RUN} instructions.
 */
public final class PreDecoder {
  private static final int MAX_WORDS = 32_000;
  private static final int MAX_RUN = 16_000;

  private final GuestMemory memory;
  private final MetadataSpace metadata;
  private final SystemDictionary dictionary;
  private final CodeMap codeMap;
  private final CodeTuning tuning;

  public PreDecoder(
      GuestMemory memory,
      MetadataSpace metadata,
      SystemDictionary dictionary,
      CodeMap codeMap,
      CodeTuning tuning) {
    this.memory = memory;
    this.metadata = metadata;
    this.dictionary = dictionary;
    this.codeMap = codeMap;
    this.tuning = tuning;
  }

  /** Pre-decodes {@code method} and points its descriptor at the result. */
  public PreparedMethod prepare(Method method) {
    CodeFlow flow = CodeFlow.of(method.code());
    PreparedMethod prepared = new Pass(method, flow, false).run();
    codeMap.add(prepared);
    long descriptor = method.descriptor();
    memory.i32(descriptor + MethodDescriptorLayout.ENTRY, (int) prepared.start());
    int locals = prepared.slots().otherSlots() + prepared.slots().argumentSlots();
    memory.i16(descriptor + MethodDescriptorLayout.LOCAL_SLOTS, locals);
    int slots = locals + 2 + operandSlots(method.code());
    memory.i32(descriptor + MethodDescriptorLayout.FRAME_BYTES, slots * 8);
    return prepared;
  }

  /** One method's pre-decoding. */
  private final class Pass {
    private final Method method;
    private final MethodCode code;
    private final CodeFlow flow;
    private final LocalSlots slots;
    private final boolean far;
    private final CodeWords words = new CodeWords();
    private final int[] wordOf;
    private final int[] index;
    private int[] instructionOf = new int[64];
    private final List<Fixup> fixups = new ArrayList<>();
    private int current = PreparedMethod.NO_INSTRUCTION;

    /** A branch or table entry whose displacement is known at the end. */
    private record Fixup(int instruction, int word, int base, int target, boolean table) {}

    Pass(Method method, CodeFlow flow, boolean far) {
      this.method = method;
      this.code = flow.code();
      this.flow = flow;
      this.far = far;
      this.slots = LocalSlots.of(method, code);
      this.wordOf = new int[code.length() + 1];
      this.index = countIndexes(code);
    }

    PreparedMethod run() {
      entry();
      for (int i = 0; i < code.length(); i++) {
        current = i;
        if (i > 0 && index[i] == 0 && !code.opcode(i - 1).isInvoke()) {
          restartCount(i);
        }
        wordOf[i] = words.size();
        if (flow.isReachable(i)) {
          instruction(i);
        }
        note();
      }
      wordOf[code.length()] = words.size();
      if (words.size() > MAX_WORDS && !far) {
        return new Pass(method, flow, true).run();
      }
      for (int i = 0; i < fixups.size(); i++) {
        fix(fixups.get(i));
      }
      long start = metadata.allocate((long) words.size() * CodeWord.BYTES, CodeWord.BYTES);
      words.copyTo(memory, start);
      int[] instructionOfWord = Arrays.copyOf(instructionOf, words.size());
      return new PreparedMethod(method, flow, start, instructionOfWord, wordOf, index, slots);
    }

    /** Remembers that all new words belong to the current instruction. */
    private void note() {
      if (words.size() > instructionOf.length) {
        instructionOf = Arrays.copyOf(instructionOf, Math.max(words.size(), words.size() * 2));
      }
      int w = words.size() - 1;
      while (w >= 0 && w >= noted) {
        instructionOf[w--] = current;
      }
      noted = words.size();
    }

    private int noted;

    private void entry() {
      int word = words.add(Handler.ENTER);
      words.a(word, tuning.hotCall());
      words.low(word, slots.otherSlots());
      words.high(word, operandSlots(code) + 2);
      if (slots.hasLockSlot()) {
        if (method.isStatic()) {
          ldc(method.holder().mirrorCell());
        } else {
          local(Handler.ALOAD, -slots.argumentSlots());
        }
        words.add(Handler.DUP);
        local(Handler.ASTORE, slots.lockSlot());
        words.add(Handler.MONITORENTER);
      }
      note();
    }

    private void local(Handler handler, int slot) {
      words.a(words.add(handler), slot);
    }

    private void ldc(long cell) {
      words.b(words.add(Handler.LDC), (int) cell);
    }

    /** A jump to the next word that charges what has run since the count index was last 0. */
    private void restartCount(int i) {
      int word = words.add(Handler.GOTO);
      words.low(word, 1);
      words.high(word, index[i - 1] + 1);
    }

    private void instruction(int i) {
      Bytecode op = code.opcode(i);
      switch (op) {
        case ICONST_M1, ICONST_0, ICONST_1, ICONST_2, ICONST_3, ICONST_4, ICONST_5 ->
            words.b(words.add(Handler.ICONST), op.code() - Bytecode.ICONST_0.code());
        case NOP -> skip();
        case BIPUSH, SIPUSH -> words.b(words.add(Handler.ICONST), code.operand(i));
        case LCONST_0 -> wide(Handler.LCONST, 0);
        case LCONST_1 -> wide(Handler.LCONST, 1);
        case FCONST_0 -> constant(0f);
        case FCONST_1 -> constant(1f);
        case FCONST_2 -> constant(2f);
        case DCONST_0 -> constant(0d);
        case DCONST_1 -> constant(1d);
        case LDC, LDC2_W -> constant(code.constant(i));
        case ILOAD, LLOAD, FLOAD, DLOAD, ALOAD, ISTORE, LSTORE, FSTORE, DSTORE, ASTORE ->
            local(sameName(op), slots.slot(code.operand(i)));
        case IINC -> {
          int word = words.add(Handler.IINC);
          words.a(word, slots.slot(code.operand(i)));
          words.b(word, code.operand2(i));
        }
        case POP2, DUP2, DUP_X2, DUP2_X1, DUP2_X2 -> words.add(inSlots(op, flow.stack(i)));
        case NEWARRAY -> newArray(JavaKind.ofNewArray(code.operand(i)));
        case MULTIANEWARRAY -> words.add(Handler.VM_INSTRUCTION);
        case GETSTATIC, PUTSTATIC, GETFIELD, PUTFIELD, NEW, ANEWARRAY, CHECKCAST, INSTANCEOF ->
            words.add(Handler.RESOLVE);
        case INVOKESTATIC, INVOKESPECIAL -> words.a(words.add(Handler.RESOLVE), index[i] + 1);
        case INVOKEVIRTUAL, INVOKEINTERFACE, INVOKEDYNAMIC -> {
          words.a(words.add(Handler.RESOLVE), index[i] + 1);
          if (mayTakeTwoWords(code, i)) {
            skip();
          }
        }
        case RETURN, IRETURN, LRETURN, FRETURN, DRETURN, ARETURN -> returns(i);
        case TABLESWITCH, LOOKUPSWITCH -> switches(i);
        default -> {
          if (op.isBranch()) {
            branch(i);
          } else {
            words.add(sameName(op));
          }
        }
      }
    }

    /** A word that does nothing. */
    private void skip() {
      words.low(words.add(Handler.GOTO), 1);
    }

    private void wide(Handler handler, long value) {
      words.add(handler);
      words.raw(words.addRaw(), value);
    }

    private void constant(Object value) {
      switch (value) {
        case Integer v -> words.b(words.add(Handler.ICONST), v);
        case Float v -> words.b(words.add(Handler.FCONST), Float.floatToRawIntBits(v));
        case Long v -> wide(Handler.LCONST, v);
        case Double v -> wide(Handler.DCONST, Double.doubleToRawLongBits(v));
        case DynamicConstant dynamic when JavaKind.of(dynamic.descriptor()).size() == 8 -> {
          words.add(Handler.RESOLVE);
          words.addRaw();
        }
        default -> words.add(Handler.RESOLVE);
      }
    }

    private void newArray(JavaKind kind) {
      int word = words.add(newArrayHandler(kind.log2Size()));
      words.b(word, (int) dictionary.arrayOf(kind).descriptor());
    }

    private void returns(int i) {
      if (slots.hasLockSlot()) {
        local(Handler.ALOAD, slots.lockSlot());
        words.add(Handler.MONITOREXIT);
      }
      int word = words.add(sameName(code.opcode(i)));
      words.a(word, slots.argumentSlots());
      words.low(word, index[i] + 1);
    }

    // ---- Branches ----

    private int charge(int from, int to) {
      return index[from] + 1 - index[to];
    }

    private void branch(int i) {
      Handler handler = sameName(code.opcode(i));
      int target = code.target(i);
      if (!far) {
        int word = addBranch(handler, target <= i);
        words.high(word, charge(i, target));
        fixups.add(new Fixup(i, word, word, target, false));
        return;
      }
      int word = words.add(handler);
      words.high(word, charge(i, target));
      if (handler == Handler.GOTO) {
        words.low(word, 1);
      } else {
        words.low(word, 2);
        words.low(words.add(Handler.GOTO), 2);
      }
      int island = words.add(Handler.GOTO_FAR);
      fixups.add(new Fixup(i, island, island, target, true));
    }

    private int addBranch(Handler handler, boolean backward) {
      if (!backward) {
        return words.add(handler);
      }
      int word = words.add(HandlerNumber.of(handler, Form.COUNTING));
      words.a(word, tuning.hotLoop());
      return word;
    }

    private void switches(int i) {
      SwitchTable table = code.switchOf(i);
      boolean isTable = code.opcode(i) == Bytecode.TABLESWITCH;
      int word = words.add(isTable ? Handler.TABLESWITCH : Handler.LOOKUPSWITCH);
      words.b(word, isTable ? table.low() : (int) keyTable(table));
      words.raw(words.addRaw(), table.size());
      if (isTable) {
        switchEntry(i, word, table.defaultTarget());
      }
      for (int k = 0; k < table.size(); k++) {
        switchEntry(i, word, table.target(k));
      }
      if (!isTable) {
        switchEntry(i, word, table.defaultTarget());
      }
      // Backward targets count like any backward branch: by a goto behind the table.
      for (int f = fixups.size() - 1; f >= 0 && fixups.get(f).base() == word; f--) {
        Fixup entry = fixups.get(f);
        if (entry.target() <= i) {
          int back = far ? words.add(Handler.GOTO_FAR) : addBranch(Handler.GOTO, true);
          words.tableEntry(entry.word(), back - word, charge(i, entry.target()));
          fixups.set(f, new Fixup(i, back, back, entry.target(), far));
        }
      }
    }

    private void switchEntry(int i, int word, int target) {
      int entry = words.addRaw();
      words.tableEntry(entry, 0, charge(i, target));
      fixups.add(new Fixup(i, entry, word, target, true));
    }

    private long keyTable(SwitchTable table) {
      long offset = metadata.allocate(4L + 4L * table.size(), 4);
      memory.i32(offset, table.size());
      for (int k = 0; k < table.size(); k++) {
        memory.i32(offset + 4 + 4L * k, table.key(k));
      }
      return offset;
    }

    private void fix(Fixup fixup) {
      int displacement = wordOf[fixup.target()] - fixup.base();
      if (!fixup.table()) {
        words.low(fixup.word(), displacement);
      } else if (fixup.word() == fixup.base()) {
        words.b(fixup.word(), displacement);
      } else {
        words.displacement(fixup.word(), displacement);
      }
    }
  }

  // ---- Tables ----

  /** Whether a quick form of the call has a second word. */
  private static boolean mayTakeTwoWords(MethodCode code, int i) {
    return code.opcode(i) == Bytecode.INVOKEINTERFACE || mayBeLinked(code, i);
  }

  /** Whether the call may become one that takes one more argument than its descriptor says. */
  private static boolean mayBeLinked(MethodCode code, int i) {
    return switch (code.opcode(i)) {
      case INVOKEDYNAMIC -> true;
      case INVOKEVIRTUAL -> PolymorphicMethod.named(code.constant(i)) != null;
      default -> false;
    };
  }

  /** Slots that the operand stack needs at most. */
  private static int operandSlots(MethodCode code) {
    for (int i = 0; i < code.length(); i++) {
      if (mayBeLinked(code, i)) {
        return code.maxStack() + 1;
      }
    }
    return code.maxStack();
  }

  private static int[] countIndexes(MethodCode code) {
    int[] index = new int[code.length()];
    int next = 0;
    for (int i = 0; i < index.length; i++) {
      index[i] = next;
      next = code.opcode(i).isInvoke() || next == MAX_RUN ? 0 : next + 1;
    }
    return index;
  }

  /** Bytecodes and handlers that do the same have the same name. */
  private static Handler sameName(Bytecode op) {
    return SameName.HANDLERS[op.code()];
  }

  private static final class SameName {
    static final Handler[] HANDLERS = new Handler[Bytecode.COUNT];

    static {
      Map<String, Handler> named = new HashMap<>();
      for (Handler handler : Handler.values()) {
        named.put(handler.name(), handler);
      }
      for (Bytecode op : Bytecode.values()) {
        Handler same = named.get(op.name());
        if (same != null) {
          HANDLERS[op.code()] = same;
        }
      }
    }
  }

  private static Handler newArrayHandler(int shift) {
    return switch (shift) {
      case 0 -> Handler.NEWARRAY_1;
      case 1 -> Handler.NEWARRAY_2;
      case 2 -> Handler.NEWARRAY_4;
      default -> Handler.NEWARRAY_8;
    };
  }

  /**
   * The slot form of a stack operation whose class-file form depends on what takes two entries
   * there.
   */
  private static Handler inSlots(Bytecode op, StackShape stack) {
    boolean wideTop = isWide(stack, 0);
    return switch (op) {
      case POP2 -> wideTop ? Handler.POP : Handler.POP2;
      case DUP2 -> wideTop ? Handler.DUP : Handler.DUP2;
      case DUP_X2 -> isWide(stack, 1) ? Handler.DUP_X1 : Handler.DUP_X2;
      case DUP2_X1 -> wideTop ? Handler.DUP_X1 : Handler.DUP2_X1;
      case DUP2_X2 -> {
        if (wideTop) {
          yield isWide(stack, 1) ? Handler.DUP_X1 : Handler.DUP_X2;
        }
        yield isWide(stack, 2) ? Handler.DUP2_X1 : Handler.DUP2_X2;
      }
      default -> throw new IllegalArgumentException(op.mnemonic());
    };
  }

  private static boolean isWide(StackShape stack, int fromTop) {
    return stack.fromTop(fromTop).classFileSlots() == 2;
  }
}
