package hotpath.interpreter.natives;

import hotpath.interpreter.boot.MainMethod;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.Method;

/** Natives of {@code hotpath.guest.Launch}. */
final class GuestLaunch {
  private GuestLaunch() {}

  static void register(NativeRows rows) {
    rows.add("mainKind", "(Ljava/lang/Class;)I", GuestLaunch::mainKind);
    rows.add("callMain", "(Ljava/lang/Class;[Ljava/lang/String;)V", GuestLaunch::callStatic);
    rows.add("callMain", "(Ljava/lang/Class;)V", GuestLaunch::callStatic);
    rows.add("callMainOf", "(Ljava/lang/Object;[Ljava/lang/String;)V", GuestLaunch::callInstance);
    rows.add("callMainOf", "(Ljava/lang/Object;)V", GuestLaunch::callInstance);
    rows.add("halt", "(I)V", Capability.EXIT, GuestLaunch::halt);
  }

  private static MainMethod main(Klass klass) {
    return MainMethod.find((InstanceKlass) klass);
  }

  private static void mainKind(NativeCall call) {
    call.returnInt(main(call.klass(0)).kind().number());
  }

  private static void callStatic(NativeCall call) {
    Method method = main(call.klass(0)).method();
    if (method.argumentSlots() == 1) {
      call.tailCall(method, call.longArg(1));
    } else {
      call.tailCall(method);
    }
  }

  private static void callInstance(NativeCall call) {
    Method method = main(call.vm().klasses().of(call.ref(0))).method();
    if (method.argumentSlots() == 2) {
      call.tailCall(method, call.longArg(0), call.longArg(1));
    } else {
      call.tailCall(method, call.longArg(0));
    }
  }

  private static void halt(NativeCall call) {
    call.vm().halt(call.intArg(0));
  }
}
