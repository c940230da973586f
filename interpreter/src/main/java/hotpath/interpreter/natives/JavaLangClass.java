package hotpath.interpreter.natives;

import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.LibraryField;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Natives of {@code java.lang.Class}: what needs no reflective objects. */
final class JavaLangClass {
  private JavaLangClass() {}

  static void register(NativeRows rows) {
    String classResult = "()Ljava/lang/Class;";
    rows.add("registerNatives", "()V", NativeRows.NOTHING);
    rows.add("desiredAssertionStatus0", "(Ljava/lang/Class;)Z", JavaLangClass::assertionStatus);
    rows.add(
        "getPrimitiveClass",
        "(Ljava/lang/String;)Ljava/lang/Class;",
        JavaLangClass::getPrimitiveClass);
    rows.add("initClassName", "()Ljava/lang/String;", JavaLangClass::initClassName);
    rows.add("isInstance", "(Ljava/lang/Object;)Z", JavaLangClass::isInstance);
    rows.add("isAssignableFrom", "(Ljava/lang/Class;)Z", JavaLangClass::isAssignableFrom);
    rows.add("getSuperclass", classResult, JavaLangClass::getSuperclass);
    rows.add("getInterfaces0", "()[Ljava/lang/Class;", JavaLangClass::getInterfaces);
    rows.add("isHidden", "()Z", JavaLangClass::isHidden);
    rows.add("isRecord0", "()Z", JavaLangClass::isRecord);
    rows.add("getNestHost0", classResult, JavaLangClass::getNestHost);
    rows.add("getGenericSignature0", "()Ljava/lang/String;", JavaLangClass::getGenericSignature);
    rows.add("getClassFileVersion0", "()I", JavaLangClass::getClassFileVersion);
    rows.add("getClassAccessFlagsRaw0", "()I", JavaLangClass::getAccessFlags);
    rows.replace(
        "forName0",
        "(Ljava/lang/String;ZLjava/lang/ClassLoader;Ljava/lang/Class;)Ljava/lang/Class;",
        "ClassLoading",
        "forName");
    String loader = "()Ljava/lang/ClassLoader;";
    rows.replace("getClassLoader", loader, "ClassLoading", "loaderOf");
    rows.replace("getClassLoader0", loader, "ClassLoading", "loaderOf");
    ClassMembers.register(rows);
    ClassAttributes.register(rows);
  }

  private static void getPrimitiveClass(NativeCall call) {
    String name = Objects.requireNonNull(call.string(0)).toUpperCase(Locale.ROOT);
    call.returnClass(call.vm().dictionary().primitive(JavaKind.valueOf(name)));
  }

  private static void initClassName(NativeCall call) {
    int name = call.vm().strings().intern(call.klass(0).externalName());
    call.fields().ref(call.ref(0), LibraryField.CLASS_NAME, name);
    call.returnRef(name);
  }

  private static void isInstance(NativeCall call) {
    int object = call.ref(1);
    call.returnBoolean(object != 0 && call.vm().klasses().of(object).isSubtypeOf(call.klass(0)));
  }

  private static void isAssignableFrom(NativeCall call) {
    if (call.ref(1) == 0) {
      call.throwNullPointer();
    } else {
      call.returnBoolean(call.klass(1).isSubtypeOf(call.klass(0)));
    }
  }

  private static void getSuperclass(NativeCall call) {
    Klass klass = call.klass(0);
    call.returnClass(klass.isInterface() ? null : klass.superKlass());
  }

  private static void getInterfaces(NativeCall call) {
    List<InstanceKlass> interfaces =
        switch (call.klass(0)) {
          case InstanceKlass plain -> plain.interfaces();
          case Klass other -> other.allInterfaces();
        };
    returnClasses(call, interfaces);
  }

  /** Returns a {@code Class[]}. */
  static void returnClasses(NativeCall call, List<? extends Klass> klasses) {
    int array = call.newArray("java/lang/Class", klasses.size());
    for (int i = 0; i < klasses.size(); i++) {
      call.setElement(call.handle(array), i, call.vm().mirrors().of(klasses.get(i)));
    }
    call.returnRef(call.handle(array));
  }

  private static void isHidden(NativeCall call) {
    call.returnBoolean(call.klass(0) instanceof InstanceKlass klass && klass.isHidden());
  }

  private static void isRecord(NativeCall call) {
    call.returnBoolean(
        call.klass(0) instanceof InstanceKlass klass
            && klass.classFile().recordComponents() != null);
  }

  private static void getNestHost(NativeCall call) {
    if (!(call.klass(0) instanceof InstanceKlass klass)) {
      call.returnClass(call.klass(0));
      return;
    }
    InstanceKlass member = klass.host() == null ? klass : klass.host();
    String host = klass.isHidden() && member == klass ? null : member.classFile().nestHost();
    Klass found = host == null ? null : member.loader().find(host);
    call.returnClass(found == null ? member : found);
  }

  private static void getGenericSignature(NativeCall call) {
    if (call.klass(0) instanceof InstanceKlass klass) {
      call.returnString(klass.classFile().signature());
    }
  }

  private static void getClassFileVersion(NativeCall call) {
    if (call.klass(0) instanceof InstanceKlass klass) {
      call.returnInt(klass.classFile().majorVersion() | klass.classFile().minorVersion() << 16);
    }
  }

  private static void getAccessFlags(NativeCall call) {
    if (call.klass(0) instanceof InstanceKlass klass) {
      call.returnInt(klass.access());
    }
  }

  private static void assertionStatus(NativeCall call) {
    Klass klass = call.klass(0);
    boolean ofLibrary = klass.loader().isBoot();
    call.returnBoolean(call.vm().options().assertions().areOn(klass.externalName(), ofLibrary));
  }
}
