package hotpath.interpreter.natives;

import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.Method;
import java.util.Objects;

/** Natives of {@code hotpath.guest.Instances} and {@code Internals}. */
final class GuestInternals {
  private GuestInternals() {}

  static void registerInstances(NativeRows rows) {
    rows.add("allocate", "(Ljava/lang/Class;)Ljava/lang/Object;", GuestInternals::allocate);
    rows.add("construct", "(Ljava/lang/Object;)V", GuestInternals::construct);
    rows.add(
        "constructThrowable",
        "(Ljava/lang/Throwable;Ljava/lang/String;)V",
        GuestInternals::constructThrowable);
  }

  static void registerInternals(NativeRows rows) {
    rows.add(
        "call",
        "(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;"
            + "Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)V",
        GuestInternals::call);
    rows.add("libraryClass", "(Ljava/lang/String;)Ljava/lang/Class;", GuestInternals::libraryClass);
  }

  private static void allocate(NativeCall call) {
    call.returnRef(call.vm().allocator().instance((InstanceKlass) call.klass(0)));
  }

  private static void construct(NativeCall call) {
    Klass klass = call.vm().klasses().of(call.ref(0));
    Method constructor =
        klass instanceof InstanceKlass plain ? plain.declaredMethod("<init>", "()V") : null;
    if (constructor == null) {
      call.throwNew("java/lang/NoSuchMethodError", klass.externalName() + ".<init>()");
    } else {
      call.tailCall(constructor, call.longArg(0));
    }
  }

  private static void constructThrowable(NativeCall call) {
    InstanceKlass klass = (InstanceKlass) call.vm().klasses().of(call.ref(0));
    Method withMessage = klass.declaredMethod("<init>", "(Ljava/lang/String;)V");
    if (withMessage != null) {
      call.tailCall(withMessage, call.longArg(0), call.longArg(1));
    } else {
      construct(call);
    }
  }

  private static void call(NativeCall call) {
    String className = Objects.requireNonNull(call.string(0));
    String name = Objects.requireNonNull(call.string(1));
    String signature = Objects.requireNonNull(call.string(2));
    Method method = call.vm().calls().libraryMethod(className, name, signature);
    long[] slots = new long[method.argumentSlots()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = call.longArg(3 + i);
    }
    call.tailCall(method, slots);
  }

  private static void libraryClass(NativeCall call) {
    call.returnClass(call.vm().dictionary().bootClass(Objects.requireNonNull(call.string(0))));
  }
}
