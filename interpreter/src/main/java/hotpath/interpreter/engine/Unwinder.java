package hotpath.interpreter.engine;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.classfile.ExceptionHandler;
import hotpath.interpreter.frame.FrameLayout;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.KlassTable;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.link.MethodTable;
import hotpath.interpreter.predecode.CodeMap;
import hotpath.interpreter.predecode.PreparedMethod;
import hotpath.interpreter.thread.Monitors;
import org.jspecify.annotations.Nullable;

/**
 * Carries an exception to its handler: drops frames, gives back the locks of synchronized methods,
 * and keeps the instruction count exact (a throw charges its run, a handler starts one).
 */
final class Unwinder {
  private final GuestMemory memory;
  private final CodeMap codeMap;
  private final KlassTable klasses;
  private final MethodTable methods;
  private final Monitors monitors;

  Unwinder(
      GuestMemory memory,
      CodeMap codeMap,
      KlassTable klasses,
      MethodTable methods,
      Monitors monitors) {
    this.memory = memory;
    this.codeMap = codeMap;
    this.klasses = klasses;
    this.methods = methods;
    this.monitors = monitors;
  }

  /**
   * Throws {@code exception} from the thread's current instruction. Allocates nothing.
   *
   * @return whether a handler was found; if not, no frame is left
   */
  boolean unwind(GuestThread thread, int exception) {
    Klass type = klasses.of(exception);
    boolean exact = true;
    while (!thread.isIdle()) {
      long pc = exact ? thread.pc() : thread.pc() - FrameLayout.SLOT;
      PreparedMethod prepared = codeMap.find(pc);
      int instruction =
          prepared == null ? PreparedMethod.NO_INSTRUCTION : prepared.instructionAt(pc);
      if (prepared != null && instruction != PreparedMethod.NO_INSTRUCTION) {
        if (exact) {
          thread.charge(prepared.countIndex(instruction) + 1L);
        }
        ExceptionHandler handler = find(prepared, instruction, type);
        if (handler != null) {
          enter(thread, prepared, handler.handler(), exception);
          return true;
        }
        unlock(thread, prepared);
      }
      exact = pop(thread);
    }
    return false;
  }

  private void enter(GuestThread thread, PreparedMethod prepared, int handler, int exception) {
    thread.charge(-prepared.countIndex(handler));
    thread.pc(prepared.pcOf(handler));
    thread.sp(thread.fp() + (long) prepared.slots().stackSlot() * FrameLayout.SLOT);
    thread.pushRef(exception);
    if (thread.isStackLimitRelaxed()) {
      thread.restoreStackLimit();
    }
  }

  private void unlock(GuestThread thread, PreparedMethod prepared) {
    if (prepared.slots().hasLockSlot()) {
      long slot = thread.fp() + (long) prepared.slots().lockSlot() * FrameLayout.SLOT;
      monitors.exit(thread, memory.wideRef(slot));
    }
  }

  /** Drops the current frame; whether the caller is at the very word of its pc. */
  private boolean pop(GuestThread thread) {
    long frame = thread.fp();
    boolean restart =
        (memory.i32(frame + FrameLayout.METHOD * FrameLayout.SLOT + 4) & FrameLayout.RESTART) != 0;
    Method method = methods.at(thread.method());
    thread.leaveFrame(method.argumentSlots());
    return restart;
  }

  private static @Nullable ExceptionHandler find(
      PreparedMethod prepared, int instruction, Klass type) {
    for (ExceptionHandler handler : prepared.code().handlers()) {
      if (instruction >= handler.start()
          && instruction < handler.end()
          && catches(prepared.method(), handler.catchType(), type)) {
        return handler;
      }
    }
    return null;
  }

  /**
   * Whether a catch type names a class that {@code type} is a subclass of. It is looked up where
   * {@code type}'s super classes are, not loaded: a class that is not loaded by the method's loader
   * cannot be among them.
   */
  private static boolean catches(Method method, @Nullable String name, Klass type) {
    if (name == null) {
      return true;
    }
    for (InstanceKlass k = (InstanceKlass) type; k != null; k = k.superKlass()) {
      if (k.name().equals(name)) {
        Klass known = method.holder().loader().find(name);
        return known == null || known == k;
      }
    }
    return false;
  }
}
