package hotpath.interpreter.natives;

import hotpath.gc.plan.Heap;
import hotpath.gc.vm.CollectionReason;

/** Natives of {@code java.lang.Runtime} and {@code java.lang.Shutdown}. */
final class JavaLangRuntime {
  private JavaLangRuntime() {}

  static void registerRuntime(NativeRows rows) {
    rows.add("availableProcessors", "()I", call -> call.returnInt(1));
    rows.add("maxMemory", "()J", call -> call.returnLong(call.vm().heap().maxBytes()));
    rows.add("totalMemory", "()J", call -> call.returnLong(call.vm().heap().totalBytes()));
    rows.add("freeMemory", "()J", JavaLangRuntime::freeMemory);
    rows.add("gc", "()V", JavaLangRuntime::gc);
  }

  static void registerShutdown(NativeRows rows) {
    rows.add("beforeHalt", "()V", NativeRows.NOTHING);
    // Asks for a logger, at great length, whether to log the exit.
    rows.replace("logRuntimeExit", "(I)V", NativeRows.NOTHING);
    rows.add("halt0", "(I)V", Capability.EXIT, call -> call.vm().halt(call.intArg(0)));
  }

  private static void freeMemory(NativeCall call) {
    Heap heap = call.vm().heap();
    call.returnLong(heap.totalBytes() - heap.usedBytes());
  }

  private static void gc(NativeCall call) {
    call.vm().heap().collect(CollectionReason.EXPLICIT);
    call.vm().scheduler().handleReferences();
  }
}
