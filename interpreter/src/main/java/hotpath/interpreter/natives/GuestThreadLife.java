package hotpath.interpreter.natives;

import hotpath.interpreter.frame.ThreadStatus;

/** Natives of {@code hotpath.guest.ThreadLife}. */
final class GuestThreadLife {
  private GuestThreadLife() {}

  static void register(NativeRows rows) {
    rows.add("adopt", "(Ljava/lang/Thread;)V", GuestThreadLife::adopt);
    rows.add("markRunning", "(Ljava/lang/Thread;)V", GuestThreadLife::markRunning);
    rows.add("report", "(Ljava/lang/String;Ljava/lang/String;)V", GuestThreadLife::report);
    rows.add("awaitUsers", "()V", GuestThreadLife::awaitUsers);
  }

  private static void adopt(NativeCall call) {
    if (call.thread().mirror() != 0) {
      call.vm().threadLife().endMirror(call.thread());
    }
    call.vm().threadLife().adopt(call.thread(), call.ref(0));
  }

  private static void markRunning(NativeCall call) {
    call.vm().scheduler().show(call.thread(), ThreadStatus.RUNNABLE);
  }

  private static void report(NativeCall call) {
    String line =
        "\nException: "
            + call.string(0)
            + " thrown from the UncaughtExceptionHandler in thread \""
            + call.string(1)
            + "\"\n";
    call.vm().printError(line);
  }

  private static void awaitUsers(NativeCall call) {
    if (!call.vm().threadLife().awaitUsers(call.thread())) {
      call.startAgain();
    }
  }
}
