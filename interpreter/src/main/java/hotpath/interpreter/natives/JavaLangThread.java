package hotpath.interpreter.natives;

import hotpath.interpreter.engine.Monitors;
import hotpath.interpreter.link.Klass;

/** Natives of {@code java.lang.Thread}. There is one guest thread so far. */
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
    rows.add("yield0", "()V", NativeRows.NOTHING);
    rows.add("sleepNanos0", "(J)V", Capability.CLOCK, JavaLangThread::sleep);
    rows.add("interrupt0", "()V", NativeRows.NOTHING);
    rows.add("clearInterruptEvent", "()V", NativeRows.NOTHING);
    rows.add("holdsLock", "(Ljava/lang/Object;)Z", JavaLangThread::holdsLock);
    rows.add("ensureMaterializedForStackWalk", "(Ljava/lang/Object;)V", NativeRows.NOTHING);
    rows.add("scopedValueCache", "()[Ljava/lang/Object;", NativeRows.NOTHING);
    rows.add("setScopedValueCache", "([Ljava/lang/Object;)V", NativeRows.NOTHING);
    rows.add("findScopedValueBindings", "()Ljava/lang/Object;", NativeRows.NOTHING);
    rows.add("getStackTrace0", "()Ljava/lang/Object;", NativeRows.NOTHING);
    rows.replace(
        "getContextClassLoader", "()Ljava/lang/ClassLoader;", "ClassLoading", "contextLoader");
    rows.add("getThreads", "()[Ljava/lang/Thread;", JavaLangThread::getThreads);
  }

  private static void currentThread(NativeCall call) {
    call.returnRef(call.thread().mirror());
  }

  private static void getNextThreadIdOffset(NativeCall call) {
    call.returnLong(call.vm().nextThreadIdCell());
  }

  /**
   * The library's own daemons (Reference Handler, Common-Cleaner) are taken for started and never
   * run: nothing waits for them.
   */
  private static void start(NativeCall call) {
    Klass klass = call.vm().klasses().of(call.ref(0));
    boolean ofLibrary = klass.loader().isBoot() && !klass.name().equals("java/lang/Thread");
    if (!ofLibrary) {
      call.throwNew("java/lang/UnsupportedOperationException", "threads are not supported yet");
    }
  }

  private static void sleep(NativeCall call) {
    sleepNanos(call, call.longArg(0));
  }

  /** Sleeps on the host thread: there is no other guest thread that could run. */
  static void sleepNanos(NativeCall call, long nanos) {
    call.vm().host().pause(nanos);
  }

  private static void holdsLock(NativeCall call) {
    if (call.ref(0) == 0) {
      call.throwNullPointer();
    } else {
      call.returnBoolean(new Monitors(call.memory()).isOwner(call.thread(), call.ref(0)));
    }
  }

  private static void getThreads(NativeCall call) {
    int threads = call.newArray("java/lang/Thread", 1);
    call.setElement(call.handle(threads), 0, call.thread().mirror());
    call.returnRef(call.handle(threads));
  }
}
