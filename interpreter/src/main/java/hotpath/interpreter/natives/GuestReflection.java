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
  private static final String FACTORY = "jdk/internal/reflect/MethodHandleAccessorFactory";
  private static final String METHOD_ACCESSOR = "jdk/internal/reflect/DirectMethodHandleAccessor";
  private static final String CONSTRUCTOR_ACCESSOR =
      "jdk/internal/reflect/DirectConstructorHandleAccessor";

  private GuestReflection() {}

  static void register(NativeRows rows) {
    registerAccessors(rows);
    String method = "(Ljava/lang/reflect/Method;Ljava/lang/Object;[Ljava/lang/Object;)";
    rows.add("check", method + "V", GuestReflection::checkMethod);
    rows.add(
        "resultKind",
        "(Ljava/lang/reflect/Method;)C",
        call -> call.returnInt(method(call).parsedSignature().returnType().charAt(0)));
    rows.add("callInt", method + "I", GuestReflection::call);
    rows.add("callLong", method + "J", GuestReflection::call);
    rows.add("callFloat", method + "F", GuestReflection::call);
    rows.add("callDouble", method + "D", GuestReflection::call);
    rows.add("callVoid", method + "V", GuestReflection::call);
    rows.add("callReference", method + "Ljava/lang/Object;", GuestReflection::call);
    String constructor = "(Ljava/lang/reflect/Constructor;";
    rows.add(
        "check",
        constructor + "[Ljava/lang/Object;)V",
        call -> checkArguments(call, constructor(call), 1));
    rows.add(
        "construct",
        constructor + "Ljava/lang/Object;[Ljava/lang/Object;)V",
        GuestReflection::construct);
  }

  private static void registerAccessors(NativeRows rows) {
    rows.add(
        "isCallerSensitive",
        "(Ljava/lang/reflect/Method;)Z",
        call -> call.returnBoolean(MemberNames.isCallerSensitive(method(call))));
    rows.add(
        "adapter",
        "(Ljava/lang/reflect/Method;)Ljava/lang/reflect/Method;",
        call ->
            callLibrary(
                call,
                METHOD_ACCESSOR,
                "findCSMethodAdapter",
                "(Ljava/lang/reflect/Method;)Ljava/lang/reflect/Method;"));
    rows.add(
        "constructAccessor",
        "(Ljava/lang/Object;Ljava/lang/reflect/Method;Ljava/lang/reflect/Method;Z)V",
        call ->
            callLibrary(
                call,
                METHOD_ACCESSOR,
                "<init>",
                "(Ljava/lang/reflect/Method;Ljava/lang/invoke/MethodHandle;Z)V"));
    rows.add(
        "constructAccessor",
        "(Ljava/lang/Object;Ljava/lang/reflect/Constructor;Ljava/lang/reflect/Constructor;)V",
        call ->
            callLibrary(
                call,
                CONSTRUCTOR_ACCESSOR,
                "<init>",
                "(Ljava/lang/reflect/Constructor;Ljava/lang/invoke/MethodHandle;)V"));
    rows.add(
        "ensureInitialized",
        "(Ljava/lang/Class;)V",
        call -> callLibrary(call, FACTORY, "ensureClassInitialized", "(Ljava/lang/Class;)V"));
    rows.add(
        "methodOf",
        "(Ljava/lang/Object;)Ljava/lang/reflect/Method;",
        call ->
            call.returnRef(call.fields().ref(call.ref(0), LibraryField.METHOD_ACCESSOR_TARGET)));
    rows.add(
        "constructorOf",
        "(Ljava/lang/Object;)Ljava/lang/Object;",
        call ->
            call.returnRef(
                call.fields().ref(call.ref(0), LibraryField.CONSTRUCTOR_ACCESSOR_TARGET)));
    rows.add(
        "firstMisfit",
        "(Ljava/lang/reflect/Executable;[Ljava/lang/Object;)I",
        call -> call.returnInt(firstMisfit(call, executable(call), 1)));
    rows.add("convert", "(Ljava/lang/Class;Ljava/lang/Object;)V", GuestReflection::convert);
  }

  /** Calls a method of the library with the arguments of this call. */
  private static void callLibrary(NativeCall call, String holder, String name, String signature) {
    Method method = call.vm().calls().libraryMethod(holder, name, signature);
    long[] slots = new long[method.argumentSlots()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = call.longArg(i);
    }
    call.tailCall(method, slots);
  }

  /** The method that the {@code reflect.Method} in argument 0 stands for. */
  static Method method(NativeCall call) {
    return method(call, LibraryField.METHOD_CLASS, LibraryField.METHOD_SLOT);
  }

  private static Method constructor(NativeCall call) {
    return method(call, LibraryField.CONSTRUCTOR_CLASS, LibraryField.CONSTRUCTOR_SLOT);
  }

  /** The method or constructor that argument 0 stands for. */
  static Method executable(NativeCall call) {
    boolean constructor =
        call.vm().klasses().of(call.ref(0)).name().equals("java/lang/reflect/Constructor");
    return constructor ? constructor(call) : method(call);
  }

  private static Method method(NativeCall call, LibraryField holder, LibraryField slot) {
    Klass klass = call.vm().mirrors().klassOf(call.fields().ref(call.ref(0), holder));
    return ((InstanceKlass) klass).methods()[call.fields().i32(call.ref(0), slot)];
  }

  private static void checkMethod(NativeCall call) {
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
    if (checkArguments(call, method, 2)) {
      call.initialize(method.holder());
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
    if (firstMisfit(call, method, arrayArgument) >= 0) {
      call.throwNew(ILLEGAL_ARGUMENT, "argument type mismatch");
      return false;
    }
    return true;
  }

  /** Index of the first argument that does not fit; the array has enough of them. Or -1. */
  private static int firstMisfit(NativeCall call, Method method, int arrayArgument) {
    int count = method.parsedSignature().argumentSlots();
    for (int i = 0; i < count; i++) {
      String descriptor = method.parsedSignature().arguments().get(i);
      if (!fits(call, method, descriptor, call.element(call.ref(arrayArgument), i))) {
        return i;
      }
    }
    return -1;
  }

  /** Calls the library's conversion of argument 1 to the type in argument 0. */
  private static void convert(NativeCall call) {
    Klass type = call.klass(0);
    if (type.isPrimitive()) {
      Method unbox =
          call.vm()
              .calls()
              .libraryMethod(
                  "sun/invoke/util/ValueConversions",
                  "unbox" + Boxes.className(type.kind()),
                  "(Ljava/lang/Object;Z)" + type.kind().code());
      call.tailCall(unbox, call.longArg(1), 0);
    } else {
      callLibrary(call, "java/lang/Class", "cast", "(Ljava/lang/Object;)Ljava/lang/Object;");
    }
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
