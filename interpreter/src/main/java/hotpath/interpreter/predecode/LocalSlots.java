package hotpath.interpreter.predecode;

import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.classfile.MethodCode;
import hotpath.interpreter.frame.FrameLayout;
import hotpath.interpreter.link.Method;
import java.util.Arrays;

/**
 * Where a method's locals live, in slots from the frame pointer: arguments below it, the others
 * behind the linkage.
 *
 * <p>A long or double argument takes one slot. The second class-file index of such an argument gets
 * a slot of its own only if code uses that index by itself, which ends the argument's life but not
 * necessarily the slot's.
 */
public final class LocalSlots {
  private static final int NONE = Integer.MIN_VALUE;

  private final int[] slotOfLocal;
  private final int argumentSlots;
  private final int otherSlots;
  private final int lockSlot;

  private LocalSlots(int[] slotOfLocal, int argumentSlots, int otherSlots, int lockSlot) {
    this.slotOfLocal = slotOfLocal;
    this.argumentSlots = argumentSlots;
    this.otherSlots = otherSlots;
    this.lockSlot = lockSlot;
  }

  static LocalSlots of(Method method, MethodCode code) {
    int[] slotOfLocal = new int[code.maxLocals()];
    Arrays.fill(slotOfLocal, NONE);
    int arguments = method.argumentSlots();
    int local = 0;
    int slot = -arguments;
    if (!method.isStatic()) {
      slotOfLocal[local++] = slot++;
    }
    for (JavaKind kind : method.parsedSignature().argumentKinds()) {
      slotOfLocal[local] = slot++;
      local += kind.classFileSlots();
    }
    int next = FrameLayout.LOCALS;
    for (int i = 0; i < code.length(); i++) {
      if (usesLocal(code, i) && slotOfLocal[code.operand(i)] == NONE) {
        slotOfLocal[code.operand(i)] = next++;
      }
    }
    int lockSlot = method.isSynchronized() ? next++ : NONE;
    return new LocalSlots(slotOfLocal, arguments, next - FrameLayout.LOCALS, lockSlot);
  }

  private static boolean usesLocal(MethodCode code, int i) {
    return switch (code.opcode(i)) {
      case ILOAD, LLOAD, FLOAD, DLOAD, ALOAD -> true;
      case ISTORE, LSTORE, FSTORE, DSTORE, ASTORE, IINC -> true;
      default -> false;
    };
  }

  /** The slot of a class-file local that the code uses or that is an argument. */
  public int slot(int local) {
    return slotOfLocal[local];
  }

  /** Whether a class-file local has a slot at all. */
  public boolean hasSlot(int local) {
    return slotOfLocal[local] != NONE;
  }

  public int argumentSlots() {
    return argumentSlots;
  }

  /** Slots of locals behind the linkage. */
  public int otherSlots() {
    return otherSlots;
  }

  /** The slot that keeps the lock object of a synchronized method. */
  public int lockSlot() {
    return lockSlot;
  }

  public boolean hasLockSlot() {
    return lockSlot != NONE;
  }

  /** The first slot of the operand stack. */
  public int stackSlot() {
    return FrameLayout.LOCALS + otherSlots;
  }
}
