package hotpath.interpreter.natives;

import hotpath.interpreter.classfile.ClassFile;
import hotpath.interpreter.classfile.ClassFile.RecordComponent;
import hotpath.interpreter.classfile.FieldInfo;
import hotpath.interpreter.classfile.MethodInfo;
import hotpath.interpreter.link.Field;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.vm.Vm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Natives of {@code java.lang.Class} that make reflective objects of its members.
 *
 * <p>All types that the members mention are loaded first: while a loader of the program is at it,
 * the native waits and starts again. Then the objects are made field by field, without their
 * constructors.
 */
final class ClassMembers {
  private ClassMembers() {}

  static void register(NativeRows rows) {
    rows.add("getDeclaredFields0", "(Z)[Ljava/lang/reflect/Field;", ClassMembers::getFields);
    rows.add("getDeclaredMethods0", "(Z)[Ljava/lang/reflect/Method;", ClassMembers::getMethods);
    rows.add(
        "getDeclaredConstructors0",
        "(Z)[Ljava/lang/reflect/Constructor;",
        ClassMembers::getConstructors);
    rows.add(
        "getRecordComponents0",
        "()[Ljava/lang/reflect/RecordComponent;",
        ClassMembers::getRecordComponents);
  }

  private static void getFields(NativeCall call) {
    List<Field> fields = new ArrayList<>();
    if (call.klass(0) instanceof InstanceKlass klass) {
      for (Field field : klass.fields()) {
        if (!call.booleanArg(1) || (field.access() & ClassFile.ACC_PUBLIC) != 0) {
          fields.add(field);
        }
      }
    }
    InstanceKlass type = call.vm().dictionary().bootClass("java/lang/reflect/Field");
    MemberTypes types = new MemberTypes(call);
    for (Field field : fields) {
      if (types.load(field.holder(), field.descriptor()) == null) {
        return;
      }
    }
    if (!call.initialize(type)) {
      return;
    }
    int array = call.newArray("java/lang/reflect/Field", fields.size());
    for (int i = 0; i < fields.size(); i++) {
      int mark = call.thread().handles().mark();
      int object = newField(call, type, fields.get(i), types);
      call.setElement(call.handle(array), i, object);
      call.thread().handles().release(mark);
    }
    call.returnRef(call.handle(array));
  }

  private static int newField(NativeCall call, InstanceKlass type, Field field, MemberTypes types) {
    FieldInfo info = field.info();
    int object = call.keep(call.vm().allocator().instance(type));
    set(call, object, LibraryField.FIELD_CLASS, call.vm().mirrors().of(field.holder()));
    set(call, object, LibraryField.FIELD_TYPE, types.mirror(field.descriptor()));
    set(call, object, LibraryField.FIELD_NAME, call.vm().strings().intern(field.name()));
    setText(call, object, LibraryField.FIELD_SIGNATURE, info.signature());
    setBytes(
        call, object, LibraryField.FIELD_ANNOTATIONS, info.attribute("RuntimeVisibleAnnotations"));
    int ref = call.handle(object);
    call.fields().i32(ref, LibraryField.FIELD_SLOT, field.index());
    call.fields().i32(ref, LibraryField.FIELD_MODIFIERS, field.access());
    call.fields().bool(ref, LibraryField.FIELD_TRUSTED_FINAL, isTrustedFinal(field));
    return ref;
  }

  /** Final fields that reflection may not write even when it is asked to suppress access checks. */
  static boolean isTrustedFinal(Field field) {
    return field.isFinal()
        && (field.isStatic() || field.holder().classFile().recordComponents() != null);
  }

  private static void getMethods(NativeCall call) {
    List<Method> methods = new ArrayList<>();
    for (Method method : declared(call)) {
      if (!method.isConstructor() && !method.isClassInitializer()) {
        methods.add(method);
      }
    }
    makeExecutables(call, "java/lang/reflect/Method", methods);
  }

  private static void getConstructors(NativeCall call) {
    List<Method> methods = new ArrayList<>();
    for (Method method : declared(call)) {
      if (method.isConstructor()) {
        methods.add(method);
      }
    }
    makeExecutables(call, "java/lang/reflect/Constructor", methods);
  }

  private static List<Method> declared(NativeCall call) {
    List<Method> methods = new ArrayList<>();
    if (call.klass(0) instanceof InstanceKlass klass) {
      for (Method method : klass.methods()) {
        if (!call.booleanArg(1) || method.isPublic()) {
          methods.add(method);
        }
      }
    }
    return methods;
  }

  private static void makeExecutables(NativeCall call, String typeName, List<Method> methods) {
    InstanceKlass type = call.vm().dictionary().bootClass(typeName);
    MemberTypes types = new MemberTypes(call);
    for (Method method : methods) {
      if (!types.loadAll(method)) {
        return;
      }
    }
    if (!call.initialize(type)) {
      return;
    }
    int array = call.newArray(typeName, methods.size());
    for (int i = 0; i < methods.size(); i++) {
      int mark = call.thread().handles().mark();
      Method method = methods.get(i);
      int object =
          method.isConstructor()
              ? newConstructor(call, type, method, types)
              : newMethod(call, type, method, types);
      call.setElement(call.handle(array), i, object);
      call.thread().handles().release(mark);
    }
    call.returnRef(call.handle(array));
  }

  /** A {@code java.lang.reflect.Method}, whose class is initialized and whose types are loaded. */
  private static int newMethod(
      NativeCall call, InstanceKlass type, Method method, MemberTypes types) {
    MethodInfo info = method.info();
    int object = call.keep(call.vm().allocator().instance(type));
    set(call, object, LibraryField.METHOD_CLASS, call.vm().mirrors().of(method.holder()));
    set(call, object, LibraryField.METHOD_NAME, call.vm().strings().intern(method.name()));
    set(
        call,
        object,
        LibraryField.METHOD_RETURN_TYPE,
        types.mirror(method.parsedSignature().returnType()));
    setClasses(
        call, object, LibraryField.METHOD_PARAMETERS, types, method.parsedSignature().arguments());
    setClasses(call, object, LibraryField.METHOD_EXCEPTIONS, types, MemberTypes.exceptions(method));
    setText(call, object, LibraryField.METHOD_SIGNATURE, info.signature());
    setBytes(
        call, object, LibraryField.METHOD_ANNOTATIONS, info.attribute("RuntimeVisibleAnnotations"));
    setBytes(
        call,
        object,
        LibraryField.METHOD_PARAMETER_ANNOTATIONS,
        info.attribute("RuntimeVisibleParameterAnnotations"));
    setBytes(
        call, object, LibraryField.METHOD_ANNOTATION_DEFAULT, info.attribute("AnnotationDefault"));
    int ref = call.handle(object);
    call.fields().i32(ref, LibraryField.METHOD_SLOT, method.index());
    call.fields().i32(ref, LibraryField.METHOD_MODIFIERS, method.access());
    return ref;
  }

  private static int newConstructor(
      NativeCall call, InstanceKlass type, Method method, MemberTypes types) {
    MethodInfo info = method.info();
    int object = call.keep(call.vm().allocator().instance(type));
    set(call, object, LibraryField.CONSTRUCTOR_CLASS, call.vm().mirrors().of(method.holder()));
    setClasses(
        call,
        object,
        LibraryField.CONSTRUCTOR_PARAMETERS,
        types,
        method.parsedSignature().arguments());
    setClasses(
        call, object, LibraryField.CONSTRUCTOR_EXCEPTIONS, types, MemberTypes.exceptions(method));
    setText(call, object, LibraryField.CONSTRUCTOR_SIGNATURE, info.signature());
    setBytes(
        call,
        object,
        LibraryField.CONSTRUCTOR_ANNOTATIONS,
        info.attribute("RuntimeVisibleAnnotations"));
    setBytes(
        call,
        object,
        LibraryField.CONSTRUCTOR_PARAMETER_ANNOTATIONS,
        info.attribute("RuntimeVisibleParameterAnnotations"));
    int ref = call.handle(object);
    call.fields().i32(ref, LibraryField.CONSTRUCTOR_SLOT, method.index());
    call.fields().i32(ref, LibraryField.CONSTRUCTOR_MODIFIERS, method.access());
    return ref;
  }

  private static void getRecordComponents(NativeCall call) {
    Vm vm = call.vm();
    InstanceKlass type = vm.dictionary().bootClass("java/lang/reflect/RecordComponent");
    InstanceKlass methodType = vm.dictionary().bootClass("java/lang/reflect/Method");
    InstanceKlass klass = (InstanceKlass) call.klass(0);
    List<RecordComponent> components = klass.classFile().recordComponents();
    if (components == null) {
      return;
    }
    MemberTypes types = new MemberTypes(call);
    for (RecordComponent component : components) {
      if (types.load(klass, component.descriptor()) == null) {
        return;
      }
    }
    if (!call.initialize(type) || !call.initialize(methodType)) {
      return;
    }
    int array = call.newArray("java/lang/reflect/RecordComponent", components.size());
    for (int i = 0; i < components.size(); i++) {
      int mark = call.thread().handles().mark();
      RecordComponent component = components.get(i);
      int object = call.keep(vm.allocator().instance(type));
      set(call, object, LibraryField.COMPONENT_CLASS, vm.mirrors().of(klass));
      set(call, object, LibraryField.COMPONENT_NAME, vm.strings().intern(component.name()));
      set(call, object, LibraryField.COMPONENT_TYPE, types.mirror(component.descriptor()));
      setText(call, object, LibraryField.COMPONENT_SIGNATURE, component.signature());
      setBytes(call, object, LibraryField.COMPONENT_ANNOTATIONS, component.annotations());
      Method accessor = klass.declaredMethod(component.name(), "()" + component.descriptor());
      if (accessor != null) {
        set(
            call,
            object,
            LibraryField.COMPONENT_ACCESSOR,
            newMethod(call, methodType, accessor, types));
      }
      call.setElement(call.handle(array), i, call.handle(object));
      call.thread().handles().release(mark);
    }
    call.returnRef(call.handle(array));
  }

  /** Sets a field of the object of a handle; {@code value} is fresh. */
  private static void set(NativeCall call, int handle, LibraryField field, int value) {
    call.fields().ref(call.handle(handle), field, value);
  }

  private static void setText(
      NativeCall call, int handle, LibraryField field, @Nullable String text) {
    if (text != null) {
      set(call, handle, field, call.vm().strings().make(text));
    }
  }

  private static void setBytes(
      NativeCall call, int handle, LibraryField field, byte @Nullable [] content) {
    if (content != null) {
      set(call, handle, field, call.newBytes(content));
    }
  }

  private static void setClasses(
      NativeCall call,
      int handle,
      LibraryField field,
      MemberTypes types,
      List<String> descriptors) {
    int array = call.newArray("java/lang/Class", descriptors.size());
    for (int i = 0; i < descriptors.size(); i++) {
      call.setElement(call.handle(array), i, types.mirror(descriptors.get(i)));
    }
    set(call, handle, field, call.handle(array));
  }
}
