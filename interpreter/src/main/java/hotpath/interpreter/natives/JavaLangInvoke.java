package hotpath.interpreter.natives;

import hotpath.interpreter.classfile.Constant.FieldConstant;
import hotpath.interpreter.link.Field;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.link.Resolution;
import hotpath.interpreter.vm.Vm;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Natives of {@code java.lang.invoke}: resolution of the names of fields, which variable handles
 * are made from. There are no method handles yet.
 */
final class JavaLangInvoke {
  // Of MethodHandleNatives.Constants.
  private static final int IS_FIELD = 0x0004_0000;
  private static final int TRUSTED_FINAL = 0x0020_0000;
  private static final int REFERENCE_KIND_SHIFT = 24;
  private static final int REFERENCE_KIND_MASK = 0xF;
  private static final int FIELD_ACCESS_FLAGS = 0x50DF;

  private JavaLangInvoke() {}

  static void register(NativeRows rows) {
    String ofName = "(Ljava/lang/invoke/MemberName;)";
    rows.add("registerNatives", "()V", NativeRows.NOTHING);
    rows.add(
        "resolve",
        "(Ljava/lang/invoke/MemberName;Ljava/lang/Class;IZ)Ljava/lang/invoke/MemberName;",
        JavaLangInvoke::resolve);
    rows.add("objectFieldOffset", ofName + "J", JavaLangInvoke::offset);
    rows.add("staticFieldOffset", ofName + "J", JavaLangInvoke::offset);
    rows.add("staticFieldBase", ofName + "Ljava/lang/Object;", NativeRows.NOTHING);
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

  /** The field that a name in argument 0 stands for. */
  private static @Nullable Field field(NativeCall call) {
    Vm vm = call.vm();
    int member = call.ref(0);
    int declaring = call.fields().ref(member, LibraryField.MEMBER_NAME_CLASS);
    String name = vm.strings().readOrNull(call.fields().ref(member, LibraryField.MEMBER_NAME_NAME));
    int type = call.fields().ref(member, LibraryField.MEMBER_NAME_TYPE);
    if (!(vm.mirrors().klassOf(declaring) instanceof InstanceKlass klass)) {
      return null;
    }
    String descriptor = vm.mirrors().klassOf(type).typeDescriptor();
    return Resolution.findField(
        klass, new FieldConstant(klass.name(), Objects.requireNonNull(name), descriptor));
  }

  private static void resolve(NativeCall call) {
    int flags = call.fields().i32(call.ref(0), LibraryField.MEMBER_NAME_FLAGS);
    if ((flags & IS_FIELD) == 0) {
      String name =
          call.vm()
              .strings()
              .readOrNull(call.fields().ref(call.ref(0), LibraryField.MEMBER_NAME_NAME));
      call.throwNew(
          "java/lang/UnsupportedOperationException", "method handle of the method " + name);
      return;
    }
    Field field = field(call);
    if (field == null) {
      if (!call.booleanArg(3)) {
        call.throwNew("java/lang/NoSuchFieldError", null);
      }
      return;
    }
    int kind = (flags >>> REFERENCE_KIND_SHIFT) & REFERENCE_KIND_MASK;
    int found = IS_FIELD | kind << REFERENCE_KIND_SHIFT | (field.access() & FIELD_ACCESS_FLAGS);
    if (ClassMembers.isTrustedFinal(field)) {
      found |= TRUSTED_FINAL;
    }
    int holder = call.vm().mirrors().of(field.holder());
    call.fields().i32(call.ref(0), LibraryField.MEMBER_NAME_FLAGS, found);
    call.fields().ref(call.ref(0), LibraryField.MEMBER_NAME_CLASS, holder);
    call.returnRef(call.ref(0));
  }

  private static void offset(NativeCall call) {
    call.returnLong(Objects.requireNonNull(field(call)).offset());
  }
}
