package hotpath.interpreter.engine;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.vm.SlotVisitor;
import hotpath.interpreter.classfile.Bytecode;
import hotpath.interpreter.classfile.Constant.InvokeDynamicConstant;
import hotpath.interpreter.classfile.Constant.MethodConstant;
import hotpath.interpreter.classfile.FlowState;
import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.classfile.MethodCode;
import hotpath.interpreter.classfile.MethodDescriptor;
import hotpath.interpreter.classfile.StackShape;
import hotpath.interpreter.frame.FrameCursor;
import hotpath.interpreter.frame.FrameLayout;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.link.MethodTable;
import hotpath.interpreter.predecode.CodeMap;
import hotpath.interpreter.predecode.LocalSlots;
import hotpath.interpreter.predecode.PreparedMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The references in a thread's frames, precisely: types come from the class file's code, and a
 * local counts only while it is live, since a trace does not write back dead ones.
 *
 * <p>A frame that waits for a call has given its arguments to the callee, where they are locals;
 * the callee's frame names them. The map of each place is made when first asked for and kept.
 */
public final class FrameRoots {
  private final GuestMemory memory;
  private final CodeMap codeMap;
  private final MethodTable methods;
  private final Map<Long, int[]> oopMaps = new HashMap<>();

  public FrameRoots(GuestMemory memory, CodeMap codeMap, MethodTable methods) {
    this.memory = memory;
    this.codeMap = codeMap;
    this.methods = methods;
  }

  /**
   * Shows all references in the frames of {@code thread}, and its objects.
   *
   * @param running told the methods of the frames
   */
  public void scan(GuestThread thread, SlotVisitor visitor, Consumer<Method> running) {
    visitor.visit(thread.mirrorCell());
    visitor.visit(thread.scopedValuesCell());
    FrameCursor frame = new FrameCursor(thread);
    boolean top = true;
    while (frame.isValid()) {
      PreparedMethod prepared = codeMap.find(frame.pc());
      Method method = methods.at(frame.method());
      running.accept(method);
      if (prepared == null) {
        scanArguments(frame.fp(), method, visitor);
      } else if (prepared.instructionAt(frame.pc()) == PreparedMethod.NO_INSTRUCTION) {
        scanArguments(frame.fp(), method, visitor);
        scanPrologue(frame.fp(), prepared, top ? thread.sp() : frame.fp(), visitor);
      } else {
        for (int slot : oopMap(prepared, frame.pc(), frame.isExact())) {
          visitor.visitWide(frame.fp() + (long) slot * FrameLayout.SLOT);
        }
      }
      top = false;
      frame.next();
    }
  }

  private static void scanArguments(long fp, Method method, SlotVisitor visitor) {
    long slot = fp - (long) method.argumentSlots() * FrameLayout.SLOT;
    if (!method.isStatic()) {
      visitor.visitWide(slot);
      slot += FrameLayout.SLOT;
    }
    for (JavaKind kind : method.parsedSignature().argumentKinds()) {
      if (kind == JavaKind.REF) {
        visitor.visitWide(slot);
      }
      slot += FrameLayout.SLOT;
    }
  }

  /**
   * The prologue of a synchronized method holds the lock object on the stack, then also in its
   * slot.
   */
  private void scanPrologue(long fp, PreparedMethod prepared, long sp, SlotVisitor visitor) {
    long stack = fp + (long) prepared.slots().stackSlot() * FrameLayout.SLOT;
    if (sp <= stack) {
      return;
    }
    long lock = fp + (long) prepared.slots().lockSlot() * FrameLayout.SLOT;
    if (memory.i64(lock) == memory.i64(stack)) {
      visitor.visitWide(lock);
    }
    for (long slot = stack; slot < sp; slot += FrameLayout.SLOT) {
      visitor.visitWide(slot);
    }
  }

  /** Slots of the live references at the word at {@code pc}. */
  private int[] oopMap(PreparedMethod prepared, long pc, boolean exact) {
    long key = pc << 1 | (exact ? 1 : 0);
    int[] known = oopMaps.get(key);
    if (known == null) {
      known = makeOopMap(prepared, prepared.instructionAt(pc), exact);
      oopMaps.put(key, known);
    }
    return known;
  }

  private static int[] makeOopMap(PreparedMethod prepared, int instruction, boolean exact) {
    MethodCode code = prepared.code();
    LocalSlots slots = prepared.slots();
    FlowState state = prepared.flow().at(instruction);
    int[] map = new int[code.maxLocals() + code.maxStack() + 1];
    int count = 0;
    for (int local = 0; local < code.maxLocals(); local++) {
      if (state.isLiveReference(local)) {
        map[count++] = slots.slot(local);
      }
    }
    if (slots.hasLockSlot()) {
      map[count++] = slots.lockSlot();
    }
    StackShape stack = state.stack();
    int depth = stack.depth() - (exact ? 0 : argumentsOf(code, instruction));
    List<JavaKind> kinds = stack.kinds();
    for (int k = 0; k < depth; k++) {
      if (kinds.get(k) == JavaKind.REF) {
        map[count++] = slots.stackSlot() + k;
      }
    }
    return java.util.Arrays.copyOf(map, count);
  }

  /** Operands that a call has handed over. */
  private static int argumentsOf(MethodCode code, int instruction) {
    String descriptor =
        switch (code.constant(instruction)) {
          case MethodConstant called -> called.descriptor();
          case InvokeDynamicConstant called -> called.descriptor();
          default -> throw new IllegalStateException(code.opcode(instruction) + " is no call");
        };
    boolean isStatic =
        code.opcode(instruction) == Bytecode.INVOKESTATIC
            || code.opcode(instruction) == Bytecode.INVOKEDYNAMIC;
    return MethodDescriptor.parse(descriptor).argumentSlots() + (isStatic ? 0 : 1);
  }
}
