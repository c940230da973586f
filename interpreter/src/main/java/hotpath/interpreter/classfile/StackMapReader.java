package hotpath.interpreter.classfile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a StackMapTable into expanded frames.
 *
 * <p>The table is a chain of differences that starts at the method's implicit frame; here the
 * locals are kept in class-file slots, a long being followed by {@code TOP}. Any disorder in the
 * table is a ClassFormatException; whether a frame fits the method's limits is left to the
 * verifier.
 */
final class StackMapReader {
  private static final int SAME_LOCALS_EXTENDED = 247;
  private static final int FIRST_CHOP = 248;
  private static final int SAME_EXTENDED = 251;
  private static final int FULL = 255;

  /**
   * Types in all expanded frames at most; more is beyond any compiler's output and would exhaust
   * the host.
   */
  private static final long MAX_KEPT_TYPES = 16L << 20;

  private final MethodCode code;
  private final ConstantPool pool;
  private final int end;
  private final List<VerificationType> locals = new ArrayList<>();
  private int at;

  private StackMapReader(MethodCode code, int content) {
    this.code = code;
    this.pool = code.owner().pool();
    this.at = content;
    this.end = content + pool.s4(content - 4);
  }

  static List<StackMapFrame> read(MethodCode code, int content) {
    return new StackMapReader(code, content).frames();
  }

  /** The types of the locals on entry to a method, by class-file slot. */
  static List<VerificationType> entryLocals(ClassFile owner, MethodInfo method) {
    List<VerificationType> types = new ArrayList<>();
    if (!method.isStatic()) {
      boolean constructor =
          method.name().equals("<init>") && !owner.name().equals("java/lang/Object");
      types.add(
          constructor
              ? VerificationType.UNINITIALIZED_THIS
              : VerificationType.object(owner.name()));
    }
    for (String argument : MethodDescriptor.parse(method.descriptor()).arguments()) {
      addSlots(types, VerificationType.ofDescriptor(argument));
    }
    return types;
  }

  private static void addSlots(List<VerificationType> types, VerificationType type) {
    types.add(type);
    if (type.isWide()) {
      types.add(VerificationType.TOP);
    }
  }

  private List<StackMapFrame> frames() {
    locals.addAll(entryLocals(code.owner(), code.method()));
    int count = u2();
    List<StackMapFrame> frames = new ArrayList<>(count);
    int bci = -1;
    long kept = 0;
    @Nullable List<VerificationType> shared = null;
    for (int k = 0; k < count; k++) {
      int type = u1();
      List<VerificationType> stack = new ArrayList<>(1);
      bci += frame(type, stack) + 1;
      int index = code.indexOfBci(bci);
      if (index < 0) {
        throw ClassFormatException.verify("StackMapTable error: bad offset");
      }
      if (changesLocals(type) || shared == null) {
        shared = List.copyOf(locals);
        kept += locals.size();
      }
      kept += stack.size();
      if (kept > MAX_KEPT_TYPES) {
        throw error("too many types");
      }
      frames.add(new StackMapFrame(index, shared, List.copyOf(stack)));
    }
    if (at != end) {
      throw error("wrong attribute size");
    }
    return frames;
  }

  private static boolean changesLocals(int type) {
    return type >= FIRST_CHOP && type != SAME_EXTENDED;
  }

  /** Applies one frame to the locals, fills the stack and returns the offset delta. */
  private int frame(int type, List<VerificationType> stack) {
    if (type < 64) {
      return type;
    }
    if (type < 128) {
      stack.add(type());
      return type - 64;
    }
    if (type < SAME_LOCALS_EXTENDED) {
      throw error("reserved frame type");
    }
    int delta = u2();
    if (type == SAME_LOCALS_EXTENDED) {
      stack.add(type());
    } else if (type < SAME_EXTENDED) {
      chop(SAME_EXTENDED - type);
    } else if (type < FULL) {
      for (int k = SAME_EXTENDED; k < type; k++) {
        addSlots(locals, type());
      }
    } else {
      full(stack);
    }
    return delta;
  }

  private void full(List<VerificationType> stack) {
    locals.clear();
    int localCount = u2();
    for (int k = 0; k < localCount; k++) {
      addSlots(locals, type());
    }
    int stackCount = u2();
    for (int k = 0; k < stackCount; k++) {
      stack.add(type());
    }
  }

  private void chop(int count) {
    for (int k = 0; k < count; k++) {
      if (locals.isEmpty()) {
        throw error("bad offset");
      }
      VerificationType last = locals.removeLast();
      if (last.tag() == VerificationType.Tag.TOP
          && !locals.isEmpty()
          && locals.getLast().isWide()) {
        locals.removeLast();
      }
    }
  }

  private VerificationType type() {
    int tag = u1();
    return switch (tag) {
      case 0 -> VerificationType.TOP;
      case 1 -> VerificationType.INT;
      case 2 -> VerificationType.FLOAT;
      case 3 -> VerificationType.DOUBLE;
      case 4 -> VerificationType.LONG;
      case 5 -> VerificationType.NULL;
      case 6 -> VerificationType.UNINITIALIZED_THIS;
      case 7 -> {
        int index = u2();
        if (pool.tag(index) != ConstantPool.CLASS) {
          throw error("bad class index");
        }
        yield VerificationType.object(((Constant.ClassConstant) pool.constant(index)).name());
      }
      case 8 -> {
        int index = code.indexOfBci(u2());
        if (index < 0 || code.opcode(index) != Bytecode.NEW) {
          throw error("bad offset for Uninitialized");
        }
        yield VerificationType.uninitialized(index);
      }
      default -> throw error("bad verification type");
    };
  }

  private int u1() {
    need(1);
    return pool.u1(at++);
  }

  private int u2() {
    need(2);
    int value = pool.u2(at);
    at += 2;
    return value;
  }

  private void need(int bytes) {
    if (at + bytes > end) {
      throw error("access beyond the end of attribute");
    }
  }

  private ClassFormatException error(String reason) {
    return ClassFormatException.format("StackMapTable format error: " + reason);
  }
}
