package hotpath.interpreter.natives;

import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Method;

/** Natives of {@code hotpath.guest.FieldAccess}. */
final class GuestFieldAccess {
  private static final String ACCESSOR_INIT =
      "(Ljava/lang/reflect/Field;Ljava/lang/invoke/MethodHandle;"
          + "Ljava/lang/invoke/MethodHandle;ZZ)V";

  private GuestFieldAccess() {}

  static void register(NativeRows rows) {
    rows.add(
        "construct",
        "(Ljava/lang/Object;Ljava/lang/reflect/Field;ZZ)V",
        GuestFieldAccess::construct);
  }

  private static void construct(NativeCall call) {
    InstanceKlass klass = (InstanceKlass) call.vm().klasses().of(call.ref(0));
    Method constructor = klass.declaredMethod("<init>", ACCESSOR_INIT);
    if (constructor == null) {
      throw new IllegalStateException(klass + " has no such constructor");
    }
    call.tailCall(
        constructor, call.longArg(0), call.longArg(1), 0, 0, call.longArg(2), call.longArg(3));
  }
}
