package hotpath.interpreter.natives;

import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.frame.FrameCursor;
import hotpath.interpreter.link.Access;
import hotpath.interpreter.link.Allocator;
import hotpath.interpreter.link.Field;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.link.Messages;
import hotpath.interpreter.link.Method;
import java.util.Locale;
import java.util.Set;

/**
 * Natives and replaced methods of {@code jdk.internal.reflect}.
 *
 * <p>Accessors are the library's for method handles, but without the handles: what would use one is
 * replaced.
 */
final class JdkReflect {
  private static final Set<String> REFLECTION_FRAMES =
      Set.of(
          "java/lang/reflect/Method",
          "java/lang/reflect/Constructor",
          "jdk/internal/reflect/DirectMethodHandleAccessor",
          "jdk/internal/reflect/DirectMethodHandleAccessor$NativeAccessor",
          "jdk/internal/reflect/DirectConstructorHandleAccessor",
          "jdk/internal/reflect/DirectConstructorHandleAccessor$NativeAccessor");

  private static final int READ_ONLY = 1;

  private JdkReflect() {}

  static void registerReflection(NativeRows rows) {
    rows.add("getCallerClass", "()Ljava/lang/Class;", JdkReflect::getCallerClass);
    rows.add("getClassAccessFlags", "(Ljava/lang/Class;)I", JdkReflect::getClassAccessFlags);
    // The library looks for the annotation, which takes a proxy class.
    rows.replace(
        "isCallerSensitive", "(Ljava/lang/reflect/Method;)Z", JdkReflect::isCallerSensitive);
    rows.add("areNestMates", "(Ljava/lang/Class;Ljava/lang/Class;)Z", JdkReflect::areNestMates);
  }

  static void registerFactory(NativeRows rows) {
    rows.replace(
        "useNativeAccessor", "(Ljava/lang/reflect/Executable;)Z", JdkReflect::useNativeAccessor);
    // Accessors come without a handle.
    String handle = "Ljava/lang/invoke/MethodHandle;";
    rows.replace("getDirectMethod", "(Ljava/lang/reflect/Method;Z)" + handle, NativeRows.NOTHING);
    rows.replace(
        "findCallerSensitiveAdapter", "(Ljava/lang/reflect/Method;)" + handle, NativeRows.NOTHING);
    rows.replace(
        "newConstructorAccessor",
        "(Ljava/lang/reflect/Constructor;)Ljdk/internal/reflect/ConstructorAccessorImpl;",
        "Reflection",
        "constructorAccessor");
    rows.replace(
        "newFieldAccessor",
        "(Ljava/lang/reflect/Field;Z)Ljdk/internal/reflect/FieldAccessorImpl;",
        "FieldAccess",
        "newAccessor");
  }

  static void registerMethodAccessor(NativeRows rows) {
    rows.replace(
        "methodAccessor",
        "(Ljava/lang/reflect/Method;Ljava/lang/invoke/MethodHandle;)"
            + "Ljdk/internal/reflect/MethodAccessorImpl;",
        "Reflection",
        "methodAccessor");
    String call = "(Ljava/lang/Object;[Ljava/lang/Object;";
    rows.replace("invokeImpl", call + ")Ljava/lang/Object;", "Reflection", "invokeImpl");
    rows.replace(
        "invokeImpl", call + "Ljava/lang/Class;)Ljava/lang/Object;", "Reflection", "invokeImpl");
  }

  static void registerConstructorAccessor(NativeRows rows) {
    rows.replace(
        "invokeImpl", "([Ljava/lang/Object;)Ljava/lang/Object;", "Reflection", "invokeConstructor");
  }

  static void registerNativeMethodAccessor(NativeRows rows) {
    rows.replace(
        "invoke0",
        "(Ljava/lang/reflect/Method;Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;",
        "Reflection",
        "invoke");
  }

  static void registerNativeConstructorAccessor(NativeRows rows) {
    rows.replace(
        "newInstance0",
        "(Ljava/lang/reflect/Constructor;[Ljava/lang/Object;)Ljava/lang/Object;",
        "Reflection",
        "newInstance");
  }

  /** Of the field accessor class for one kind: its getter and its setter. */
  static void registerFieldAccessor(NativeRows rows, JavaKind kind) {
    boolean reference = kind == JavaKind.REF;
    String type = reference ? "Ljava/lang/Object;" : String.valueOf(kind.code());
    String name = "";
    if (!reference) {
      name = kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
    }
    rows.replace("get" + name, "(Ljava/lang/Object;)" + type, JdkReflect::getField);
    String signature = "(Ljava/lang/Object;" + type + ")V";
    rows.replace("set" + name, signature, call -> setField(call, kind));
  }

  /** Frame 0 is this native's, frame 1 the method that asks for its caller. */
  private static void getCallerClass(NativeCall call) {
    FrameCursor cursor = new FrameCursor(call.thread());
    cursor.next();
    cursor.next();
    while (cursor.isValid()) {
      Method method = call.vm().methods().at(cursor.method());
      InstanceKlass holder = method.holder();
      if (mayBeCaller(method)) {
        InstanceKlass host = holder.host();
        call.returnClass(holder.isOfVm() && host != null ? host : holder);
        return;
      }
      cursor.next();
    }
  }

  /** Neither reflection nor the VM's own code calls; what the VM wrote calls for its host. */
  private static boolean mayBeCaller(Method method) {
    InstanceKlass holder = method.holder();
    InstanceKlass host = holder.host();
    boolean reflective =
        holder.loader().isBoot()
            && (REFLECTION_FRAMES.contains(holder.name())
                || holder.name().startsWith("java/lang/invoke/LambdaForm$")
                || holder.name().startsWith("java/lang/invoke/Invokers$Holder")
                || holder.name().startsWith("java/lang/invoke/DirectMethodHandle$Holder")
                || holder.name().startsWith("java/lang/invoke/DelegatingMethodHandle$Holder"));
    return !reflective && !holder.isGuestSupport() && (host == null || !host.isGuestSupport());
  }

  private static void isCallerSensitive(NativeCall call) {
    if (call.ref(0) == 0) {
      call.throwNullPointer();
    } else {
      call.returnBoolean(MemberNames.isCallerSensitive(GuestReflection.method(call)));
    }
  }

  /** Accessors without a handle call everything but what only a call site can call. */
  private static void useNativeAccessor(NativeCall call) {
    InstanceKlass holder = GuestReflection.executable(call).holder();
    boolean handle =
        holder.name().equals("java/lang/invoke/MethodHandle")
            || holder.name().equals("java/lang/invoke/VarHandle");
    call.returnBoolean(
        handle && holder.loader().isBoot() && GuestReflection.executable(call).isNative());
  }

  private static void getClassAccessFlags(NativeCall call) {
    Klass klass = call.klass(0);
    call.returnInt(
        klass instanceof InstanceKlass plain
            ? plain.access()
            : call.memory()
                .u16(
                    Allocator.offset(call.ref(0))
                        + call.fields().offset(LibraryField.CLASS_MODIFIERS)));
  }

  private static void areNestMates(NativeCall call) {
    Klass a = call.klass(0);
    Klass b = call.klass(1);
    boolean same =
        a == b
            || (a instanceof InstanceKlass plainA
                && b instanceof InstanceKlass plainB
                && Access.sameNest(plainA, plainB));
    call.returnBoolean(same);
  }

  private static Field field(NativeCall call) {
    int field = call.fields().ref(call.ref(0), LibraryField.FIELD_ACCESSOR_FIELD);
    int mirror = call.fields().ref(field, LibraryField.FIELD_CLASS);
    InstanceKlass klass = (InstanceKlass) call.vm().mirrors().klassOf(mirror);
    return klass.fields()[call.fields().i32(field, LibraryField.FIELD_SLOT)];
  }

  /** Whether the field is static or argument 1 is an instance of its class. */
  private static boolean hasReceiver(NativeCall call, Field field) {
    return field.isStatic()
        || (call.ref(1) != 0 && call.vm().klasses().of(call.ref(1)).isSubtypeOf(field.holder()));
  }

  private static long place(NativeCall call, Field field) {
    return field.isStatic() ? field.offset() : Allocator.offset(call.ref(1)) + field.offset();
  }

  private static void getField(NativeCall call) {
    Field field = field(call);
    if (hasReceiver(call, field)) {
      call.returnLong(UnsafeAccess.load(call.memory(), place(call, field), field.kind()));
    } else if (call.ref(1) == 0) {
      call.throwNullPointer();
    } else {
      call.throwNew("java/lang/IllegalArgumentException", cannot("get", call, field));
    }
  }

  private static void setField(NativeCall call, JavaKind kind) {
    Field field = field(call);
    if (!hasReceiver(call, field)) {
      if (call.ref(1) == 0) {
        call.throwNullPointer();
      } else {
        call.throwNew("java/lang/IllegalArgumentException", cannot("set", call, field));
      }
      return;
    }
    int flags = call.fields().i32(call.ref(0), LibraryField.FIELD_ACCESSOR_FLAGS);
    if ((flags & READ_ONLY) != 0) {
      String type = kind == JavaKind.REF ? "Ljava/lang/Object;" : String.valueOf(kind.code());
      Method thrower =
          call.vm()
              .calls()
              .libraryMethod(
                  "jdk/internal/reflect/FieldAccessorImpl",
                  "throwFinalFieldIllegalAccessException",
                  "(" + type + ")V");
      call.tailCall(thrower, call.longArg(0), call.longArg(2));
    } else if (kind == JavaKind.REF && !isAssignable(call)) {
      Method thrower =
          call.vm()
              .calls()
              .libraryMethod(
                  "jdk/internal/reflect/FieldAccessorImpl",
                  "throwSetIllegalArgumentException",
                  "(Ljava/lang/Object;)V");
      call.tailCall(thrower, call.longArg(0), call.longArg(2));
    } else {
      UnsafeAccess.store(call.memory(), place(call, field), field.kind(), call.longArg(2));
    }
  }

  private static boolean isAssignable(NativeCall call) {
    if (call.ref(2) == 0) {
      return true;
    }
    int object = call.fields().ref(call.ref(0), LibraryField.FIELD_ACCESSOR_FIELD);
    Klass type = call.vm().mirrors().klassOf(call.fields().ref(object, LibraryField.FIELD_TYPE));
    return call.vm().klasses().of(call.ref(2)).isSubtypeOf(type);
  }

  private static String cannot(String verb, NativeCall call, Field field) {
    return "Can not "
        + verb
        + (field.isStatic() ? " static" : "")
        + (field.isFinal() ? " final " : " ")
        + Messages.type(field.descriptor())
        + " field "
        + field.externalName()
        + " on "
        + call.vm().klasses().of(call.ref(1)).externalName();
  }
}
