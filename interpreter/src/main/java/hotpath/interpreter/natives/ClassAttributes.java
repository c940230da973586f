package hotpath.interpreter.natives;

import hotpath.interpreter.classfile.ClassFile.EnclosingMethod;
import hotpath.interpreter.classfile.ClassFile.InnerClass;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.LibraryField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Natives of {@code java.lang.Class} that answer from attributes of the class file. */
final class ClassAttributes {
  private ClassAttributes() {}

  static void register(NativeRows rows) {
    String classes = "()[Ljava/lang/Class;";
    rows.add("getDeclaredClasses0", classes, ClassAttributes::getDeclaredClasses);
    rows.add("getNestMembers0", classes, ClassAttributes::getNestMembers);
    rows.add("getPermittedSubclasses0", classes, ClassAttributes::getPermittedSubclasses);
    rows.add("getDeclaringClass0", "()Ljava/lang/Class;", ClassAttributes::getDeclaringClass);
    rows.add("getEnclosingMethod0", "()[Ljava/lang/Object;", ClassAttributes::getEnclosingMethod);
    rows.add("getSimpleBinaryName0", "()Ljava/lang/String;", ClassAttributes::getSimpleBinaryName);
    rows.add(
        "getRawAnnotations",
        "()[B",
        call -> returnBytes(call, attribute(call, "RuntimeVisibleAnnotations")));
    rows.add(
        "getRawTypeAnnotations",
        "()[B",
        call -> returnBytes(call, attribute(call, "RuntimeVisibleTypeAnnotations")));
    rows.add(
        "getConstantPool",
        "()Ljdk/internal/reflect/ConstantPool;",
        ClassAttributes::getConstantPool);
  }

  private static byte @Nullable [] attribute(NativeCall call, String name) {
    return call.klass(0) instanceof InstanceKlass klass
        ? klass.classFile().attributeBytes(name)
        : null;
  }

  static void returnBytes(NativeCall call, byte @Nullable [] content) {
    if (content != null) {
      call.returnRef(call.newBytes(content));
    }
  }

  private static @Nullable InnerClass innerClass(NativeCall call) {
    if (call.klass(0) instanceof InstanceKlass klass) {
      for (InnerClass inner : klass.classFile().innerClasses()) {
        if (inner.name().equals(klass.name())) {
          return inner;
        }
      }
    }
    return null;
  }

  private static void getDeclaredClasses(NativeCall call) {
    List<String> names = new ArrayList<>();
    if (call.klass(0) instanceof InstanceKlass klass) {
      for (InnerClass inner : klass.classFile().innerClasses()) {
        if (klass.name().equals(inner.outerName())) {
          names.add(inner.name());
        }
      }
    }
    returnLoaded(call, names, null);
  }

  private static void getNestMembers(NativeCall call) {
    InstanceKlass klass = (InstanceKlass) call.klass(0);
    returnLoaded(call, klass.classFile().nestMembers(), klass);
  }

  private static void getPermittedSubclasses(NativeCall call) {
    if (call.klass(0) instanceof InstanceKlass klass && klass.classFile().isSealed()) {
      returnLoaded(call, klass.classFile().permittedSubclasses(), null);
    }
  }

  /**
   * Loads the classes that the receiver names and returns them in an array, behind {@code first}.
   */
  private static void returnLoaded(
      NativeCall call, List<String> names, @Nullable InstanceKlass first) {
    List<Klass> klasses = new ArrayList<>();
    if (first != null) {
      klasses.add(first);
    }
    for (String name : names) {
      Klass klass = MemberTypes.loadNamed(call, (InstanceKlass) call.klass(0), name);
      if (klass == null) {
        return;
      }
      klasses.add(klass);
    }
    JavaLangClass.returnClasses(call, klasses);
  }

  private static void getDeclaringClass(NativeCall call) {
    InnerClass inner = innerClass(call);
    if (inner != null && inner.outerName() != null) {
      Klass outer = MemberTypes.loadNamed(call, (InstanceKlass) call.klass(0), inner.outerName());
      if (outer != null) {
        call.returnClass(outer);
      }
    }
  }

  private static void getEnclosingMethod(NativeCall call) {
    if (!(call.klass(0) instanceof InstanceKlass klass)) {
      return;
    }
    EnclosingMethod enclosing = klass.classFile().enclosingMethod();
    if (enclosing == null) {
      return;
    }
    Klass owner = MemberTypes.loadNamed(call, klass, enclosing.owner());
    if (owner == null) {
      return;
    }
    int array = call.newArray("java/lang/Object", 3);
    call.setElement(call.handle(array), 0, call.vm().mirrors().of(owner));
    int name = call.vm().strings().makeOrNull(enclosing.name());
    call.setElement(call.handle(array), 1, name);
    int descriptor = call.vm().strings().makeOrNull(enclosing.descriptor());
    call.setElement(call.handle(array), 2, descriptor);
    call.returnRef(call.handle(array));
  }

  private static void getSimpleBinaryName(NativeCall call) {
    InnerClass inner = innerClass(call);
    if (inner != null) {
      call.returnString(inner.simpleName());
    }
  }

  /** The pool's "oop" is the mirror of the class whose constants it has. */
  private static void getConstantPool(NativeCall call) {
    InstanceKlass type = call.vm().dictionary().bootClass("jdk/internal/reflect/ConstantPool");
    if (call.klass(0) instanceof InstanceKlass && call.initialize(type)) {
      int pool = call.vm().allocator().instance(type);
      call.fields().ref(pool, LibraryField.CONSTANT_POOL_OOP, call.ref(0));
      call.returnRef(pool);
    }
  }
}
