package hotpath.interpreter.natives;

import hotpath.interpreter.frame.ThreadStatus;
import hotpath.interpreter.frame.Turn;
import hotpath.interpreter.link.Initialization;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.link.LinkageFailure;
import hotpath.interpreter.link.Method;

/** Natives of {@code hotpath.guest.ClassInitialization}. */
final class GuestClassInitialization {
  private GuestClassInitialization() {}

  static void register(NativeRows rows) {
    rows.add("begin", "(Ljava/lang/Class;)I", GuestClassInitialization::begin);
    rows.add("link", "(Ljava/lang/Class;)V", GuestClassInitialization::link);
    rows.add("superCount", "(Ljava/lang/Class;)I", GuestClassInitialization::superCount);
    rows.add("superAt", "(Ljava/lang/Class;I)Ljava/lang/Class;", GuestClassInitialization::superAt);
    rows.add("assignConstants", "(Ljava/lang/Class;)V", GuestClassInitialization::assignConstants);
    rows.add("runInitializer", "(Ljava/lang/Class;)V", GuestClassInitialization::runInitializer);
    rows.add(
        "detailOf",
        "(Ljava/lang/Throwable;)Ljava/lang/String;",
        call ->
            call.returnRef(call.vm().fields().ref(call.ref(0), LibraryField.THROWABLE_MESSAGE)));
    rows.add(
        "finish", "(Ljava/lang/Class;Ljava/lang/Throwable;)V", GuestClassInitialization::finish);
    rows.add(
        "failureOf",
        "(Ljava/lang/Class;)Ljava/lang/Throwable;",
        GuestClassInitialization::failureOf);
  }

  private static InstanceKlass klass(NativeCall call) {
    return (InstanceKlass) call.klass(0);
  }

  private static void begin(NativeCall call) {
    int answer = call.vm().initialization().begin(call.thread(), call.klass(0));
    if (answer == Initialization.WAIT) {
      call.vm().classWaiters().add(call.klass(0), call.thread());
      call.block(ThreadStatus.IN_VM, Turn.NEVER);
    } else {
      call.returnInt(answer);
    }
  }

  private static void link(NativeCall call) {
    if (!(call.klass(0) instanceof InstanceKlass klass)) {
      return;
    }
    try {
      String missing = call.vm().verification().verify(klass);
      if (missing != null) {
        MemberTypes.loadNamed(call, klass, missing);
      }
    } catch (LinkageFailure failure) {
      call.throwFailure(failure);
    }
  }

  private static void superCount(NativeCall call) {
    call.returnInt(Initialization.initializedFirst(klass(call)).size());
  }

  private static void superAt(NativeCall call) {
    call.returnClass(Initialization.initializedFirst(klass(call)).get(call.intArg(1)));
  }

  private static void assignConstants(NativeCall call) {
    call.vm().initialization().assignConstants(klass(call));
  }

  private static void runInitializer(NativeCall call) {
    Method initializer = klass(call).classInitializer();
    if (initializer != null) {
      call.tailCall(initializer);
    }
  }

  private static void finish(NativeCall call) {
    Klass klass = call.klass(0);
    boolean failed = call.ref(1) != 0;
    if (failed) {
      call.vm().kept().put(klass, call.ref(1));
    }
    call.vm().initialization().finish(klass, failed);
    call.vm().classWaiters().finished(klass);
  }

  private static void failureOf(NativeCall call) {
    call.returnRef(call.vm().kept().get(call.klass(0)));
  }
}
