package hotpath.interpreter.natives;

import hotpath.interpreter.link.Field;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.link.LinkageFailure;
import hotpath.interpreter.link.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Natives of {@code java.lang.invoke}: what the library's method handles ask of the VM. Their forms
 * and the linking of their calls are the library's own code.
 */
final class JavaLangInvoke {
  private static final String UNSUPPORTED = "java/lang/UnsupportedOperationException";

  private JavaLangInvoke() {}

  static void register(NativeRows rows) {
    String ofName = "(Ljava/lang/invoke/MemberName;)";
    rows.add("registerNatives", "()V", NativeRows.NOTHING);
    rows.add(
        "init", "(Ljava/lang/invoke/MemberName;Ljava/lang/Object;)V", JavaLangInvoke::initialize);
    rows.add("expand", ofName + "V", call -> new MemberNames(call).expand());
    rows.add(
        "resolve",
        "(Ljava/lang/invoke/MemberName;Ljava/lang/Class;IZ)Ljava/lang/invoke/MemberName;",
        JavaLangInvoke::resolve);
    rows.add("objectFieldOffset", ofName + "J", JavaLangInvoke::offset);
    rows.add("staticFieldOffset", ofName + "J", JavaLangInvoke::offset);
    rows.add("staticFieldBase", ofName + "Ljava/lang/Object;", NativeRows.NOTHING);
    // The name of no constant is known: so the library has none to compare with its own.
    rows.add("getNamedCon", "(I[Ljava/lang/Object;)I", NativeRows.NOTHING);
    String target = "(Ljava/lang/invoke/CallSite;Ljava/lang/invoke/MethodHandle;)V";
    rows.add("setCallSiteTargetNormal", target, JavaLangInvoke::setTarget);
    rows.add("setCallSiteTargetVolatile", target, JavaLangInvoke::setTarget);
  }

  /** The methods that cannot be called without a call site's descriptor. */
  static void registerHandle(NativeRows rows) {
    for (String name : new String[] {"invoke", "invokeExact"}) {
      rows.add(
          name,
          "([Ljava/lang/Object;)Ljava/lang/Object;",
          call ->
              call.throwNew(
                  UNSUPPORTED, "MethodHandle." + name + " cannot be invoked reflectively"));
    }
  }

  static void registerGuest(NativeRows rows) {
    String target = "()Ljava/lang/invoke/VarHandle;";
    rows.add(
        "target",
        "(Ljava/lang/invoke/VarHandle;)Ljava/lang/invoke/VarHandle;",
        call -> {
          String lazy = "java/lang/invoke/LazyInitializingVarHandle";
          Method method = call.vm().calls().libraryMethod(lazy, "target", target);
          call.tailCall(method, call.longArg(0));
        });
  }

  /** Makes the name that of a reflective object. */
  private static void initialize(NativeCall call) {
    MemberNames names = new MemberNames(call);
    int object = call.ref(1);
    switch (call.vm().klasses().of(object).name()) {
      case "java/lang/reflect/Field" -> {
        InstanceKlass holder = holder(call, object, LibraryField.FIELD_CLASS);
        Field field = holder.fields()[call.fields().i32(object, LibraryField.FIELD_SLOT)];
        names.isField(field, field.isStatic() ? MemberNames.GET_STATIC : MemberNames.GET_FIELD);
      }
      case "java/lang/reflect/Method" -> {
        InstanceKlass holder = holder(call, object, LibraryField.METHOD_CLASS);
        names.isMethod(holder.methods()[call.fields().i32(object, LibraryField.METHOD_SLOT)]);
      }
      case "java/lang/reflect/Constructor" -> {
        InstanceKlass holder = holder(call, object, LibraryField.CONSTRUCTOR_CLASS);
        names.isMethod(holder.methods()[call.fields().i32(object, LibraryField.CONSTRUCTOR_SLOT)]);
      }
      default -> call.throwNew("java/lang/InternalError", "unrecognized kind of member");
    }
  }

  private static InstanceKlass holder(NativeCall call, int object, LibraryField field) {
    return (InstanceKlass) call.vm().mirrors().klassOf(call.fields().ref(object, field));
  }

  private static void resolve(NativeCall call) {
    MemberNames names = new MemberNames(call);
    boolean speculative = call.booleanArg(3);
    try {
      if ((names.flags() & MemberNames.IS_FIELD) == 0) {
        names.resolveMethod(caller(call));
      } else {
        Field field = names.field();
        if (field == null) {
          throw new LinkageFailure("java/lang/NoSuchFieldError", names.name());
        }
        names.isField(field, names.referenceKind());
      }
      call.returnRef(call.ref(0));
    } catch (LinkageFailure failure) {
      if (!speculative) {
        call.throwFailure(failure);
      }
    }
  }

  /** The class whose access rights count, if any. */
  private static @Nullable InstanceKlass caller(NativeCall call) {
    return call.ref(1) != 0 && call.klass(1) instanceof InstanceKlass klass ? klass : null;
  }

  private static void offset(NativeCall call) {
    Field field = new MemberNames(call).field();
    call.returnLong(Objects.requireNonNull(field).offset());
  }

  private static void setTarget(NativeCall call) {
    if (call.ref(0) == 0) {
      call.throwNullPointer();
    } else {
      call.fields().ref(call.ref(0), LibraryField.CALL_SITE_TARGET, call.ref(1));
    }
  }
}
