package hotpath.interpreter.natives;

import hotpath.interpreter.classfile.ClassFile;
import hotpath.interpreter.frame.FrameCursor;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.link.LinkageFailure;
import hotpath.interpreter.link.Loader;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.vm.ClassDrafts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Natives of {@code hotpath.guest.ClassLoading}. */
final class GuestClassLoading {
  private static final String LOADERS = "jdk/internal/loader/ClassLoaders";

  private GuestClassLoading() {}

  static void register(NativeRows rows) {
    rows.add(
        "record",
        "(Ljava/lang/ClassLoader;Ljava/lang/String;Ljava/lang/Class;)V",
        GuestClassLoading::record);
    rows.add("draft", "(Ljava/lang/ClassLoader;Ljava/lang/String;[BII)I", GuestClassLoading::draft);
    rows.add("missingSuperType", "(I)Ljava/lang/String;", GuestClassLoading::missingSuperType);
    rows.add(
        "define",
        "(ILjava/security/ProtectionDomain;)Ljava/lang/Class;",
        GuestClassLoading::define);
    rows.add(
        "defineHidden",
        "(ILjava/security/ProtectionDomain;Ljava/lang/Class;Ljava/lang/Object;)Ljava/lang/Class;",
        GuestClassLoading::defineHidden);
    rows.add("forget", "(I)V", call -> call.vm().drafts().forget(call.intArg(0)));
    rows.add(
        "findForLoader",
        "(Ljava/lang/String;Ljava/lang/ClassLoader;)Ljava/lang/Class;",
        GuestClassLoading::findForLoader);
    registerApplicationLoader(rows);
  }

  private static void registerApplicationLoader(NativeRows rows) {
    rows.add(
        "applicationLoaderIfMade",
        "()Ljava/lang/ClassLoader;",
        GuestClassLoading::applicationLoaderIfMade);
    rows.add(
        "makeApplicationLoader",
        "()Ljava/lang/ClassLoader;",
        GuestClassLoading::makeApplicationLoader);
    rows.add(
        "adoptApplicationLoader",
        "(Ljava/lang/ClassLoader;)V",
        GuestClassLoading::adoptApplicationLoader);
    rows.add("latestUserClass", "()Ljava/lang/Class;", GuestClassLoading::latestUserClass);
    rows.add("isOfProgram", "(Ljava/lang/Class;)Z", GuestClassLoading::isOfProgram);
    rows.add(
        "loaderField",
        "(Ljava/lang/Class;)Ljava/lang/ClassLoader;",
        call -> call.returnRef(call.fields().ref(call.ref(0), LibraryField.CLASS_LOADER)));
    rows.add(
        "contextLoaderField",
        "(Ljava/lang/Thread;)Ljava/lang/ClassLoader;",
        call -> call.returnRef(call.fields().ref(call.ref(0), LibraryField.THREAD_CONTEXT_LOADER)));
  }

  private static void record(NativeCall call) {
    Loader loader = call.vm().loaders().of(call.ref(0));
    String name = Objects.requireNonNull(call.string(1)).replace('.', '/');
    Klass klass = call.klass(2);
    if (!klass.name().equals(name)) {
      call.throwNew("java/lang/NoClassDefFoundError", name + " (wrong name: " + klass.name() + ")");
    } else {
      try {
        call.vm().dictionary().recordInitiating(loader, klass);
      } catch (LinkageFailure failure) {
        call.throwFailure(failure);
      }
    }
  }

  private static void draft(NativeCall call) {
    if (call.ref(2) == 0) {
      call.throwNullPointer();
      return;
    }
    int offset = call.intArg(3);
    int length = call.intArg(4);
    if (offset < 0 || length < 0 || (long) offset + length > call.lengthOf(call.ref(2))) {
      call.throwNew("java/lang/ArrayIndexOutOfBoundsException", null);
      return;
    }
    Loader loader = call.vm().loaders().of(call.ref(0));
    String name = call.string(1);
    String internal = name == null ? null : name.replace('.', '/');
    byte[] bytes = call.bytes(call.ref(2), offset, length);
    try {
      ClassFile classFile = call.vm().dictionary().parse(bytes, internal, true);
      call.returnInt(call.vm().drafts().add(loader, classFile));
    } catch (LinkageFailure failure) {
      call.throwFailure(failure);
    }
  }

  private static void missingSuperType(NativeCall call) {
    ClassDrafts.Draft draft = call.vm().drafts().get(call.intArg(0));
    try {
      String missing = call.vm().dictionary().missingSuperType(draft.loader(), draft.classFile());
      call.returnString(missing == null ? null : missing.replace('/', '.'));
    } catch (LinkageFailure failure) {
      call.throwFailure(failure);
    }
  }

  private static void define(NativeCall call) {
    ClassDrafts.Draft draft = call.vm().drafts().get(call.intArg(0));
    try {
      InstanceKlass klass = call.vm().dictionary().define(draft.loader(), draft.classFile());
      int mirror = call.vm().mirrors().of(klass);
      call.fields().ref(mirror, LibraryField.CLASS_PROTECTION_DOMAIN, call.ref(1));
      call.returnRef(mirror);
    } catch (LinkageFailure failure) {
      call.throwFailure(failure);
    }
  }

  private static void defineHidden(NativeCall call) {
    ClassDrafts.Draft draft = call.vm().drafts().get(call.intArg(0));
    InstanceKlass host = call.ref(2) == 0 ? null : (InstanceKlass) call.klass(2);
    try {
      InstanceKlass klass =
          call.vm().dictionary().defineHidden(draft.loader(), draft.classFile(), host);
      int mirror = call.vm().mirrors().of(klass);
      call.fields().ref(mirror, LibraryField.CLASS_PROTECTION_DOMAIN, call.ref(1));
      call.fields().ref(mirror, LibraryField.CLASS_CLASS_DATA, call.ref(3));
      call.returnRef(mirror);
    } catch (LinkageFailure failure) {
      call.throwFailure(failure);
    }
  }

  /** Returns the class that argument 0 names for the loader in argument 1, or null. */
  private static void findForLoader(NativeCall call) {
    String name = call.string(0);
    if (name == null) {
      call.throwNullPointer();
      return;
    }
    if (name.isEmpty() || name.indexOf('/') >= 0) {
      return;
    }
    try {
      call.returnClass(find(call, call.vm().loaders().of(call.ref(1)), name.replace('.', '/')));
    } catch (LinkageFailure failure) {
      call.throwFailure(failure);
    }
  }

  private static @Nullable Klass find(NativeCall call, Loader loader, String name)
      throws LinkageFailure {
    if (name.charAt(0) != '[') {
      return call.vm().dictionary().find(loader, name);
    }
    int dimensions = name.lastIndexOf('[') + 1;
    String element = name.substring(dimensions);
    boolean object = element.startsWith("L") && element.endsWith(";") && element.length() > 2;
    if (object) {
      String inner = element.substring(1, element.length() - 1);
      return call.vm().dictionary().find(loader, inner) == null
          ? null
          : call.vm().dictionary().load(loader, name);
    }
    boolean primitive = element.length() == 1 && "ZBCSIJFD".contains(element);
    return primitive ? call.vm().dictionary().load(loader, name) : null;
  }

  private static void applicationLoaderIfMade(NativeCall call) {
    call.returnRef(call.vm().references().get(call.vm().dictionary().application().cell()));
  }

  private static void makeApplicationLoader(NativeCall call) {
    Method method =
        call.vm().calls().libraryMethod(LOADERS, "appClassLoader", "()Ljava/lang/ClassLoader;");
    call.tailCall(method);
  }

  private static void adoptApplicationLoader(NativeCall call) {
    call.vm().loaders().adoptApplicationLoader(call.ref(0));
    call.fields().ref(0, LibraryField.CLASS_LOADER_SCL, call.ref(0));
    call.fields().ref(call.thread().mirror(), LibraryField.THREAD_CONTEXT_LOADER, call.ref(0));
  }

  private static void latestUserClass(NativeCall call) {
    FrameCursor cursor = new FrameCursor(call.thread());
    for (; cursor.isValid(); cursor.next()) {
      InstanceKlass holder = call.vm().methods().at(cursor.method()).holder();
      if (!holder.loader().isBoot()) {
        call.returnClass(holder);
        return;
      }
    }
  }

  private static void isOfProgram(NativeCall call) {
    call.returnBoolean(call.klass(0).loader() == call.vm().dictionary().application());
  }
}
