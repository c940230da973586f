package hotpath.interpreter.vm;

import hotpath.interpreter.frame.FrameCursor;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.predecode.PreparedMethod;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * The frames of a thread as numbers: an entry is {@code method id << 32 | bytecode index}, the
 * topmost frame first.
 */
public final class Backtrace {
  /** HotSpot's default of MaxJavaStackTraceDepth. */
  private static final int LARGEST = 1024;

  private final Vm vm;
  private final FrameCursor cursor;
  private long[] entries = new long[32];
  private int size;

  private Backtrace(Vm vm, GuestThread thread) {
    this.vm = vm;
    this.cursor = new FrameCursor(thread);
  }

  /**
   * The frames below the making of a throwable: those of {@code fillInStackTrace} and of the
   * constructors of its class and super classes are left out, and so are those of {@code
   * hotpath.guest} that stand in for no native.
   */
  public static long[] ofThrowable(Vm vm, GuestThread thread, InstanceKlass klass) {
    Backtrace trace = new Backtrace(vm, thread);
    while (trace.cursor.isValid() && trace.isMaking(klass)) {
      trace.cursor.next();
    }
    return trace.collect(LARGEST, false);
  }

  /**
   * The frames below a stack walk, however many.
   *
   * @param hidden whether hidden frames count too
   * @param isWalking what the frames of the walk itself are told by
   */
  public static long[] ofWalk(
      Vm vm, GuestThread thread, boolean hidden, Predicate<Method> isWalking) {
    Backtrace trace = new Backtrace(vm, thread);
    while (trace.cursor.isValid() && isWalking.test(trace.method())) {
      trace.cursor.next();
    }
    return trace.collect(Integer.MAX_VALUE, hidden);
  }

  /** All frames but those of {@code hotpath.guest}, natives' stand-ins excepted. */
  public static long[] of(Vm vm, GuestThread thread) {
    return new Backtrace(vm, thread).collect(LARGEST, false);
  }

  private Method method() {
    return vm.methods().at(cursor.method());
  }

  private boolean isMaking(InstanceKlass klass) {
    Method method = method();
    if (method.name().equals("fillInStackTrace")) {
      return true;
    }
    return method.isConstructor() && klass.isSubclassOf(method.holder());
  }

  private long[] collect(int most, boolean hidden) {
    for (; cursor.isValid() && size < most; cursor.next()) {
      Method method = method();
      Method shown = hidden && !method.holder().isGuestSupport() ? method : method.shown();
      if (shown != null) {
        if (size == entries.length) {
          entries = Arrays.copyOf(entries, size * 2);
        }
        PreparedMethod prepared = vm.codeMap().find(cursor.pc());
        int bci = prepared == null ? 0 : prepared.bciAt(cursor.pc());
        entries[size++] = (long) shown.id() << 32 | bci;
      }
    }
    return Arrays.copyOf(entries, size);
  }

  public static int methodId(long entry) {
    return (int) (entry >>> 32);
  }

  public static int bci(long entry) {
    return (int) entry;
  }
}
