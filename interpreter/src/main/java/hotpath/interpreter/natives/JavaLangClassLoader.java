package hotpath.interpreter.natives;

import hotpath.interpreter.link.LinkageFailure;
import hotpath.interpreter.link.Loader;
import java.util.Objects;

/** Natives and replaced methods of {@code java.lang.ClassLoader} and of the built-in loaders. */
final class JavaLangClassLoader {
  private JavaLangClassLoader() {}

  static void register(NativeRows rows) {
    rows.add("registerNatives", "()V", NativeRows.NOTHING);
    String find = "(Ljava/lang/String;)Ljava/lang/Class;";
    rows.add("findBootstrapClass", find, JavaLangClassLoader::findBootstrapClass);
    rows.add("findLoadedClass0", find, JavaLangClassLoader::findLoadedClass);
    rows.replace(
        "defineClass0",
        "(Ljava/lang/ClassLoader;Ljava/lang/Class;Ljava/lang/String;[BII"
            + "Ljava/security/ProtectionDomain;ZILjava/lang/Object;)Ljava/lang/Class;",
        "ClassLoading",
        "defineByLookup");
    rows.replace(
        "defineClass1",
        "(Ljava/lang/ClassLoader;Ljava/lang/String;[BIILjava/security/ProtectionDomain;"
            + "Ljava/lang/String;)Ljava/lang/Class;",
        "ClassLoading",
        "define");
    rows.replace(
        "defineClass2",
        "(Ljava/lang/ClassLoader;Ljava/lang/String;Ljava/nio/ByteBuffer;II"
            + "Ljava/security/ProtectionDomain;Ljava/lang/String;)Ljava/lang/Class;",
        "ClassLoading",
        "defineFromBuffer");
    rows.replace(
        "getSystemClassLoader", "()Ljava/lang/ClassLoader;", "ClassLoading", "applicationLoader");
  }

  static void registerBuiltIn(NativeRows rows) {
    rows.replace(
        "loadClassOrNull", "(Ljava/lang/String;Z)Ljava/lang/Class;", "ClassLoading", "loadBuiltIn");
  }

  static void registerBootLoader(NativeRows rows) {
    rows.add("setBootLoaderUnnamedModule0", "(Ljava/lang/Module;)V", NativeRows.NOTHING);
    rows.add(
        "getSystemPackageLocation",
        "(Ljava/lang/String;)Ljava/lang/String;",
        JavaLangClassLoader::getSystemPackageLocation);
    rows.replace("loadLibrary", "(Ljava/lang/String;)V", NativeRows.NOTHING);
    rows.replace(
        "findResourceAsStream",
        "(Ljava/lang/String;Ljava/lang/String;)Ljava/io/InputStream;",
        "Modules",
        "findResource");
  }

  private static void findBootstrapClass(NativeCall call) {
    String name = Objects.requireNonNull(call.string(0)).replace('.', '/');
    try {
      call.returnClass(call.vm().dictionary().find(call.vm().dictionary().boot(), name));
    } catch (LinkageFailure failure) {
      call.throwFailure(failure);
    }
  }

  private static void findLoadedClass(NativeCall call) {
    Loader loader = call.vm().loaders().of(call.ref(0));
    String name = call.string(1);
    if (name != null && !name.isEmpty()) {
      call.returnClass(call.vm().dictionary().loaded(loader, name.replace('.', '/')));
    }
  }

  private static void getSystemPackageLocation(NativeCall call) {
    call.returnString("jrt:/java.base");
  }
}
