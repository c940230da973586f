package hotpath.interpreter.natives;

/** Which class of ours holds the natives of a guest class. */
final class NativeClasses {
  private NativeClasses() {}

  /** Whether Java methods of the class are replaced: asked for every class of the library that is loaded. */
  static boolean replacesIn(String className) {
    return switch (className) {
      case "java/lang/StackTraceElement", "jdk/internal/misc/Unsafe" -> true;
      default -> false;
    };
  }

  static void register(String className, NativeRows rows) {
    switch (className) {
      case "hotpath/guest/Boot" -> GuestBoot.register(rows);
      case "hotpath/guest/Launch" -> GuestLaunch.register(rows);
      case "hotpath/guest/Instances" -> GuestInternals.registerInstances(rows);
      case "hotpath/guest/Internals" -> GuestInternals.registerInternals(rows);
      case "hotpath/guest/ClassInitialization" -> GuestClassInitialization.register(rows);
      case "hotpath/guest/ClassLoading" -> GuestClassLoading.register(rows);

      case "java/lang/Object" -> JavaLangObject.register(rows);
      case "java/lang/Class" -> JavaLangClass.register(rows);
      case "java/lang/String" -> JavaLangObject.registerString(rows);
      case "java/lang/Float", "java/lang/Double" -> JavaLangObject.registerBits(className, rows);
      case "java/lang/System" -> JavaLangSystem.register(rows);
      case "java/lang/Runtime" -> JavaLangRuntime.registerRuntime(rows);
      case "java/lang/Shutdown" -> JavaLangRuntime.registerShutdown(rows);
      case "java/lang/Thread" -> JavaLangThread.register(rows);
      case "java/lang/Throwable" -> JavaLangThrowable.registerThrowable(rows);
      case "java/lang/StackTraceElement" -> JavaLangThrowable.registerElement(rows);
      case "java/lang/ref/Reference" -> JavaLangRef.registerReference(rows);
      case "java/lang/ref/PhantomReference" -> JavaLangRef.registerPhantom(rows);
      case "java/lang/ref/Finalizer" -> JavaLangRef.registerFinalizer(rows);

      case "jdk/internal/misc/Unsafe" -> JdkUnsafe.register(rows);
      case "jdk/internal/misc/ScopedMemoryAccess" -> nothing(rows, "registerNatives");
      case "jdk/internal/misc/VM" -> JdkMisc.registerVm(rows);
      case "jdk/internal/misc/CDS" -> JdkMisc.registerCds(rows);
      case "jdk/internal/misc/Signal" -> JdkMisc.registerSignal(rows);
      case "jdk/internal/util/SystemProps$Raw" -> JdkSystemProps.register(rows);

      case "java/io/FileDescriptor" -> JavaIoStreams.registerDescriptor(rows);
      case "java/io/FileInputStream" -> JavaIoStreams.registerInput(rows);
      case "java/io/FileOutputStream" -> JavaIoStreams.registerOutput(rows);
      default -> {}
    }
  }

  private static void nothing(NativeRows rows, String... names) {
    for (String name : names) {
      rows.add(name, "()V", NativeRows.NOTHING);
    }
  }
}
