package hotpath.interpreter.natives;

import hotpath.interpreter.frame.Turn;
import hotpath.interpreter.frame.Turn.Wake;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.thread.Monitors;

/** Natives of {@code java.lang.Object}, {@code String}, {@code Float} and {@code Double}. */
final class JavaLangObject {
  private static final long NANOS_IN_MILLI = 1_000_000;
  private static final long MOST_MILLIS = Long.MAX_VALUE / NANOS_IN_MILLI;
  private static final String NOT_OWNER = "current thread is not owner";

  private JavaLangObject() {}

  static void register(NativeRows rows) {
    rows.add("getClass", "()Ljava/lang/Class;", JavaLangObject::getClass);
    rows.add("hashCode", "()I", JavaLangObject::hashCode);
    rows.add("clone", "()Ljava/lang/Object;", JavaLangObject::clone);
    rows.add("notify", "()V", call -> notifyWaiting(call, false));
    rows.add("notifyAll", "()V", call -> notifyWaiting(call, true));
    rows.add("wait0", "(J)V", Capability.CLOCK, JavaLangObject::waitFor);
  }

  static void registerString(NativeRows rows) {
    rows.add("intern", "()Ljava/lang/String;", JavaLangObject::intern);
  }

  static void registerBits(String className, NativeRows rows) {
    if (className.equals("java/lang/Float")) {
      rows.add("floatToRawIntBits", "(F)I", JavaLangObject::sameBits);
      rows.add("intBitsToFloat", "(I)F", JavaLangObject::sameBits);
    } else {
      rows.add("doubleToRawLongBits", "(D)J", JavaLangObject::sameBits);
      rows.add("longBitsToDouble", "(J)D", JavaLangObject::sameBits);
    }
  }

  private static void getClass(NativeCall call) {
    call.returnClass(call.vm().klasses().of(call.ref(0)));
  }

  private static void hashCode(NativeCall call) {
    call.returnInt(call.vm().hashes().of(call.ref(0)));
  }

  private static void clone(NativeCall call) {
    Klass klass = call.vm().klasses().of(call.ref(0));
    InstanceKlass cloneable = call.vm().dictionary().bootClass("java/lang/Cloneable");
    if (!klass.isSubtypeOf(cloneable)) {
      call.throwNew("java/lang/CloneNotSupportedException", klass.externalName());
      return;
    }
    call.returnRef(call.vm().allocator().copyOf(klass, call.ref(0)));
  }

  private static void notifyWaiting(NativeCall call, boolean all) {
    if (call.vm().monitors().isOwner(call.thread(), call.ref(0))) {
      call.vm().monitors().notify(call.ref(0), all);
    } else {
      call.throwNew("java/lang/IllegalMonitorStateException", NOT_OWNER);
    }
  }

  private static void waitFor(NativeCall call) {
    Turn turn = call.thread().turn();
    Monitors monitors = call.vm().monitors();
    if (turn.isWaiting()) {
      if (!monitors.endWait(call.thread(), call.ref(0))) {
        call.startAgain();
      } else if (turn.end() == Wake.INTERRUPT) {
        JavaLangThread.clearInterrupt(call);
        call.throwNew("java/lang/InterruptedException", null);
      }
    } else if (!monitors.isOwner(call.thread(), call.ref(0))) {
      call.throwNew("java/lang/IllegalMonitorStateException", NOT_OWNER);
    } else if (JavaLangThread.clearInterrupt(call)) {
      call.throwNew("java/lang/InterruptedException", null);
    } else {
      beginWait(call, monitors);
    }
  }

  private static void beginWait(NativeCall call, Monitors monitors) {
    long millis = call.longArg(1);
    long nanos = millis > MOST_MILLIS ? Long.MAX_VALUE : millis * NANOS_IN_MILLI;
    long deadline = millis == 0 ? Turn.NEVER : call.vm().scheduler().deadlineIn(nanos);
    monitors.beginWait(call.thread(), call.ref(0), deadline);
    call.startAgain();
  }

  private static void intern(NativeCall call) {
    call.returnRef(call.vm().strings().intern(call.ref(0)));
  }

  /** The slot of the argument is the slot of the result. */
  private static void sameBits(NativeCall call) {
    call.returnLong(call.longArg(0));
  }
}
