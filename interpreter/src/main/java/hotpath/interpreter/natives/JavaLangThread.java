package hotpath.interpreter.natives;

import hotpath.interpreter.frame.FrameCursor;
import hotpath.interpreter.frame.FrameLayout;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.frame.ThreadStatus;
import hotpath.interpreter.frame.Turn;
import hotpath.interpreter.frame.Turn.Wake;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.link.SystemDictionary;
import hotpath.interpreter.vm.Backtrace;
import java.util.Collection;

/**
 * Natives of {@code java.lang.Thread}. Virtual threads are threads like all others (the library
 * calls them bound); priorities are kept and change nothing.
 */
final class JavaLangThread {
  private JavaLangThread() {}

  static void register(NativeRows rows) {
    String thread = "()Ljava/lang/Thread;";
    rows.add("registerNatives", "()V", NativeRows.NOTHING);
    rows.add("currentThread", thread, JavaLangThread::currentThread);
    rows.add("currentCarrierThread", thread, JavaLangThread::currentThread);
    rows.add("setCurrentThread", "(Ljava/lang/Thread;)V", NativeRows.NOTHING);
    rows.add("getNextThreadIdOffset", "()J", JavaLangThread::getNextThreadIdOffset);
    rows.add("setPriority0", "(I)V", NativeRows.NOTHING);
    rows.add("setNativeName", "(Ljava/lang/String;)V", NativeRows.NOTHING);
    rows.add("start0", "()V", Capability.THREADS, JavaLangThread::start);
    rows.add("yield0", "()V", call -> call.vm().scheduler().yield());
    rows.add("sleepNanos0", "(J)V", Capability.CLOCK, JavaLangThread::sleep);
    rows.add("interrupt0", "()V", JavaLangThread::interrupt);
    rows.add("clearInterruptEvent", "()V", NativeRows.NOTHING);
    rows.add("holdsLock", "(Ljava/lang/Object;)Z", JavaLangThread::holdsLock);
    rows.add("ensureMaterializedForStackWalk", "(Ljava/lang/Object;)V", NativeRows.NOTHING);
    rows.add("scopedValueCache", "()[Ljava/lang/Object;", JavaLangThread::scopedValues);
    rows.add("setScopedValueCache", "([Ljava/lang/Object;)V", JavaLangThread::setScopedValues);
    rows.add("findScopedValueBindings", "()Ljava/lang/Object;", JavaLangThread::findBindings);
    rows.add("getStackTrace0", "()Ljava/lang/Object;", JavaLangThread::getStackTrace);
    rows.replace(
        "getContextClassLoader", "()Ljava/lang/ClassLoader;", "ClassLoading", "contextLoader");
    rows.add("getThreads", "()[Ljava/lang/Thread;", JavaLangThread::getThreads);
    rows.add(
        "dumpThreads",
        "([Ljava/lang/Thread;)[[Ljava/lang/StackTraceElement;",
        JavaLangThread::dumpThreads);
  }

  private static void currentThread(NativeCall call) {
    call.returnRef(call.thread().mirror());
  }

  /** What the innermost {@code runWith} was given: bindings of scoped values, or null. */
  private static void findBindings(NativeCall call) {
    FrameCursor cursor = new FrameCursor(call.thread());
    for (; cursor.isValid(); cursor.next()) {
      Method method = call.vm().methods().at(cursor.method());
      if (method.name().equals("runWith") && method.holder().loader().isBoot()) {
        long arguments = cursor.fp() - (long) method.argumentSlots() * FrameLayout.SLOT;
        int bindings = call.memory().wideRef(arguments + FrameLayout.SLOT);
        if (bindings != 0) {
          call.returnRef(bindings);
          return;
        }
      }
    }
  }

  private static void scopedValues(NativeCall call) {
    call.returnRef(call.memory().ref(call.thread().scopedValuesCell()));
  }

  private static void setScopedValues(NativeCall call) {
    call.memory().ref(call.thread().scopedValuesCell(), call.ref(0));
  }

  private static void getNextThreadIdOffset(NativeCall call) {
    call.returnLong(call.vm().nextThreadIdCell());
  }

  private static void start(NativeCall call) {
    if (!call.vm().threadLife().start(call.ref(0))) {
      call.throwNew(
          "java/lang/OutOfMemoryError",
          "unable to create native thread: possibly out of memory or process/resource limits"
              + " reached");
    }
  }

  private static void sleep(NativeCall call) {
    Turn turn = call.thread().turn();
    if (!turn.isWaiting()) {
      if (clearInterrupt(call)) {
        call.throwNew("java/lang/InterruptedException", "sleep interrupted");
        return;
      }
      turn.begin();
      call.block(ThreadStatus.SLEEPING, call.vm().scheduler().deadlineIn(call.longArg(0)));
    } else if (turn.end() == Wake.INTERRUPT) {
      clearInterrupt(call);
      call.throwNew("java/lang/InterruptedException", "sleep interrupted");
    }
  }

  /** Whether the current thread was interrupted; it no longer is. */
  static boolean clearInterrupt(NativeCall call) {
    int mirror = call.thread().mirror();
    boolean interrupted = call.fields().bool(mirror, LibraryField.THREAD_INTERRUPTED);
    call.fields().bool(mirror, LibraryField.THREAD_INTERRUPTED, false);
    return interrupted;
  }

  static boolean isInterrupted(NativeCall call) {
    return call.fields().bool(call.thread().mirror(), LibraryField.THREAD_INTERRUPTED);
  }

  private static void interrupt(NativeCall call) {
    GuestThread target = call.vm().threadLife().of(call.ref(0));
    if (target != null) {
      // A park that is yet to come returns at once, as it does after unpark.
      target.turn().permit(true);
      call.vm().scheduler().interrupt(target);
    }
  }

  private static void holdsLock(NativeCall call) {
    if (call.ref(0) == 0) {
      call.throwNullPointer();
    } else {
      call.returnBoolean(call.vm().monitors().isOwner(call.thread(), call.ref(0)));
    }
  }

  private static void getThreads(NativeCall call) {
    Collection<GuestThread> all = call.vm().threads().all();
    int threads = call.newArray("java/lang/Thread", all.size());
    int i = 0;
    for (GuestThread thread : all) {
      call.setElement(call.handle(threads), i++, thread.mirror());
    }
    call.returnRef(call.handle(threads));
  }

  /** The stack of another thread; null if it is not alive. */
  private static void getStackTrace(NativeCall call) {
    GuestThread thread = call.vm().threadLife().of(call.ref(0));
    if (thread != null) {
      call.returnRef(JavaLangThrowable.elements(call, Backtrace.of(call.vm(), thread)));
    }
  }

  private static void dumpThreads(NativeCall call) {
    int count = call.lengthOf(call.ref(0));
    SystemDictionary classes = call.vm().dictionary();
    Klass stack = classes.arrayOf(classes.bootClass("java/lang/StackTraceElement"));
    int stacks = call.keep(call.vm().allocator().array(classes.arrayOf(stack), count));
    for (int i = 0; i < count; i++) {
      GuestThread thread = call.vm().threadLife().of(call.element(call.ref(0), i));
      if (thread != null) {
        int elements = JavaLangThrowable.elements(call, Backtrace.of(call.vm(), thread));
        call.setElement(call.handle(stacks), i, elements);
      }
    }
    call.returnRef(call.handle(stacks));
  }
}
