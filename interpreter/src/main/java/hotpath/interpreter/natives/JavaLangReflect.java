package hotpath.interpreter.natives;

import hotpath.interpreter.classfile.FieldInfo;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.vm.Vm;
import java.nio.ByteBuffer;

/** Natives of {@code java.lang.reflect}'s members that answer from attributes. */
final class JavaLangReflect {
  private static final String TYPE_ANNOTATIONS = "RuntimeVisibleTypeAnnotations";

  private JavaLangReflect() {}

  static void registerExecutable(NativeRows rows) {
    rows.add("getParameters0", "()[Ljava/lang/reflect/Parameter;", JavaLangReflect::getParameters);
    rows.add(
        "getTypeAnnotationBytes0",
        "()[B",
        call -> ClassAttributes.returnBytes(call, method(call).info().attribute(TYPE_ANNOTATIONS)));
  }

  static void registerField(NativeRows rows) {
    rows.add(
        "getTypeAnnotationBytes0",
        "()[B",
        call -> ClassAttributes.returnBytes(call, field(call).attribute(TYPE_ANNOTATIONS)));
  }

  private static FieldInfo field(NativeCall call) {
    int mirror = call.fields().ref(call.ref(0), LibraryField.FIELD_CLASS);
    int slot = call.fields().i32(call.ref(0), LibraryField.FIELD_SLOT);
    return ((InstanceKlass) call.vm().mirrors().klassOf(mirror)).fields()[slot].info();
  }

  /** The method or constructor that the receiver is. */
  private static Method method(NativeCall call) {
    boolean constructor =
        call.vm().klasses().of(call.ref(0)).name().equals("java/lang/reflect/Constructor");
    LibraryField holder = constructor ? LibraryField.CONSTRUCTOR_CLASS : LibraryField.METHOD_CLASS;
    LibraryField slot = constructor ? LibraryField.CONSTRUCTOR_SLOT : LibraryField.METHOD_SLOT;
    int mirror = call.fields().ref(call.ref(0), holder);
    Method[] methods = ((InstanceKlass) call.vm().mirrors().klassOf(mirror)).methods();
    return methods[call.fields().i32(call.ref(0), slot)];
  }

  /** From MethodParameters (JVMS 4.7.24); null if the method has none. */
  private static void getParameters(NativeCall call) {
    byte[] attribute = method(call).info().attribute("MethodParameters");
    if (attribute == null) {
      return;
    }
    Vm vm = call.vm();
    InstanceKlass type = vm.dictionary().bootClass("java/lang/reflect/Parameter");
    if (!call.initialize(type)) {
      return;
    }
    InstanceKlass holder = method(call).holder();
    ByteBuffer in = ByteBuffer.wrap(attribute);
    int count = in.get() & 0xFF;
    int array = call.newArray("java/lang/reflect/Parameter", count);
    for (int i = 0; i < count; i++) {
      int mark = call.thread().handles().mark();
      int object = call.keep(vm.allocator().instance(type));
      int name = in.getShort() & 0xFFFF;
      if (name != 0) {
        int text = vm.strings().intern(holder.classFile().utf8(name));
        call.fields().ref(call.handle(object), LibraryField.PARAMETER_NAME, text);
      }
      int ref = call.handle(object);
      call.fields().i32(ref, LibraryField.PARAMETER_MODIFIERS, in.getShort() & 0xFFFF);
      call.fields().ref(ref, LibraryField.PARAMETER_EXECUTABLE, call.ref(0));
      call.fields().i32(ref, LibraryField.PARAMETER_INDEX, i);
      call.setElement(call.handle(array), i, ref);
      call.thread().handles().release(mark);
    }
    call.returnRef(call.handle(array));
  }
}
