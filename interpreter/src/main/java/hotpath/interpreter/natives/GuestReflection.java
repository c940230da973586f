package hotpath.interpreter.natives;

import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.link.Allocator;
import hotpath.interpreter.link.Boxes;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.link.LinkageFailure;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.link.MethodSelection;
import org.jspecify.annotations.Nullable;

/**
 * Natives of {@code hotpath.guest.Reflection}: arguments of reflective calls are checked, unboxed
 * and widened here.
 */
final class GuestReflection {
  private static final String ILLEGAL_ARGUMENT = "java/lang/IllegalArgumentException";
  private static final String MISMATCH = "argument type mismatch";

  private GuestReflection() {}

  static void register(NativeRows rows) {
    String method = "(Ljava/lang/reflect/Method;Ljava/lang/Object;[Ljava/lang/Object;)";
    rows.add("prepare", method + "C", GuestReflection::prepare);
    rows.add("callInt", method + "I", GuestReflection::call);
    rows.add("callLong", method + "J", GuestReflection::call);
    rows.add("callFloat", method + "F", GuestReflection::call);
    rows.add("callDouble", method + "D", GuestReflection::call);
    rows.add("callVoid", method + "V", GuestReflection::call);
    rows.add("callReference", method + "Ljava/lang/Object;", GuestReflection::call);
    String constructor = "(Ljava/lang/reflect/Constructor;";
    rows.add(
        "prepareConstructor",
        constructor + "[Ljava/lang/Object;)V",
        GuestReflection::prepareConstructor);
    rows.add(
        "construct",
        constructor + "Ljava/lang/Object;[Ljava/lang/Object;)V",
        GuestReflection::construct);
    rows.add(
        "methodOf",
        "(Ljava/lang/Object;)Ljava/lang/reflect/Method;",
        call ->
            call.returnRef(call.fields().ref(call.ref(0), LibraryField.NATIVE_ACCESSOR_METHOD)));
  }

  /** The method that the {@code reflect.Method} in argument 0 stands for. */
  private static Method method(NativeCall call) {
    return method(call, LibraryField.METHOD_CLASS, LibraryField.METHOD_SLOT);
  }

  private static Method constructor(NativeCall call) {
    return method(call, LibraryField.CONSTRUCTOR_CLASS, LibraryField.CONSTRUCTOR_SLOT);
  }

  private static Method method(NativeCall call, LibraryField holder, LibraryField slot) {
    Klass klass = call.vm().mirrors().klassOf(call.fields().ref(call.ref(0), holder));
    return ((InstanceKlass) klass).methods()[call.fields().i32(call.ref(0), slot)];
  }

  private static void prepare(NativeCall call) {
    Method method = method(call);
    if (!method.isStatic()) {
      if (call.ref(1) == 0) {
        call.throwNullPointer();
        return;
      }
      Klass receiver = call.vm().klasses().of(call.ref(1));
      if (!receiver.isSubtypeOf(method.holder())) {
        call.throwNew(
            ILLEGAL_ARGUMENT,
            "object of type "
                + receiver.externalName()
                + " is not an instance of "
                + method.holder().externalName());
        return;
      }
    }
    if (checkArguments(call, method, 2) && call.initialize(method.holder())) {
      call.returnInt(method.parsedSignature().returnType().charAt(0));
    }
  }

  private static void prepareConstructor(NativeCall call) {
    Method method = constructor(call);
    if (method.holder().isAbstract()) {
      call.throwNew("java/lang/InstantiationException", method.holder().externalName());
    } else {
      checkArguments(call, method, 1);
    }
  }

  /** Checks number and types of arguments; false if an exception is thrown. */
  private static boolean checkArguments(NativeCall call, Method method, int arrayArgument) {
    int given = call.ref(arrayArgument) == 0 ? 0 : call.lengthOf(call.ref(arrayArgument));
    int expected = method.parsedSignature().argumentSlots();
    if (given != expected) {
      call.throwNew(
          ILLEGAL_ARGUMENT, "wrong number of arguments: " + given + " expected: " + expected);
      return false;
    }
    for (int i = 0; i < given; i++) {
      String descriptor = method.parsedSignature().arguments().get(i);
      if (!fits(call, method, descriptor, call.element(call.ref(arrayArgument), i))) {
        call.throwNew(ILLEGAL_ARGUMENT, MISMATCH);
        return false;
      }
    }
    return true;
  }

  private static boolean fits(NativeCall call, Method method, String descriptor, int argument) {
    JavaKind kind = JavaKind.of(descriptor);
    if (kind != JavaKind.REF) {
      return argument != 0 && Boxes.canWiden(Boxes.kindOf(call.vm().klasses().of(argument)), kind);
    }
    return argument == 0 || isInstance(call, method, descriptor, argument);
  }

  /**
   * A class that the method's loader has not loaded has no instances that the argument could be.
   */
  private static boolean isInstance(
      NativeCall call, Method method, String descriptor, int argument) {
    boolean array = descriptor.charAt(0) == '[';
    String name = array ? descriptor : descriptor.substring(1, descriptor.length() - 1);
    // Loading may move the argument: only its class counts from here on.
    Klass klass = call.vm().klasses().of(argument);
    Klass type = loaded(call, method, name);
    return type != null && klass.isSubtypeOf(type);
  }

  private static @Nullable Klass loaded(NativeCall call, Method method, String name) {
    try {
      return call.vm().dictionary().load(method.holder().loader(), name);
    } catch (LinkageFailure failure) {
      return null;
    }
  }

  private static void call(NativeCall call) {
    Method method = method(call);
    Method target =
        method.isStatic()
            ? method.target()
            : MethodSelection.select(call.vm().klasses().of(call.ref(1)), method);
    int first = method.isStatic() ? 0 : 1;
    long[] slots = slots(call, method, first, 2);
    if (first == 1) {
      slots[0] = call.longArg(1);
    }
    call.tailCall(target, slots);
  }

  private static void construct(NativeCall call) {
    Method method = constructor(call);
    long[] slots = slots(call, method, 1, 2);
    slots[0] = call.longArg(1);
    call.tailCall(method.target(), slots);
  }

  /** The slots of a call, those of the unboxed arguments filled. */
  private static long[] slots(NativeCall call, Method method, int first, int arrayArgument) {
    int array = call.ref(arrayArgument);
    int count = method.parsedSignature().argumentSlots();
    long[] slots = new long[first + count];
    for (int i = 0; i < count; i++) {
      JavaKind kind = method.parsedSignature().argumentKinds().get(i);
      int argument = call.element(array, i);
      slots[first + i] =
          kind == JavaKind.REF ? Allocator.offset(argument) : unbox(call, argument, kind);
    }
    return slots;
  }

  private static long unbox(NativeCall call, int box, JavaKind kind) {
    InstanceKlass klass = (InstanceKlass) call.vm().klasses().of(box);
    return Boxes.unbox(call.memory(), klass, box, kind);
  }
}
