package hotpath.interpreter.natives;

import hotpath.interpreter.classfile.JavaKind;
import org.jspecify.annotations.Nullable;

/** Which class of ours holds the natives of a guest class. */
final class NativeClasses {
  private static final String ACCESSOR_START = "jdk/internal/reflect/MethodHandle";
  private static final String ACCESSOR_END = "FieldAccessorImpl";

  private NativeClasses() {}

  /**
   * Whether Java methods of the class are replaced: asked for every class of the library that is
   * loaded.
   */
  static boolean replacesIn(String className) {
    return switch (className) {
      case "java/lang/Class",
          "java/lang/ClassLoader",
          "java/lang/Module",
          "java/lang/ModuleLayer",
          "java/lang/Shutdown",
          "java/lang/StackStreamFactory$AbstractStackWalker",
          "java/lang/StackTraceElement",
          "java/lang/Thread",
          "java/lang/module/ModuleDescriptor",
          "java/lang/reflect/Array",
          "java/security/Security",
          "java/util/ServiceLoader$ModuleServicesLookupIterator",
          "jdk/internal/loader/BootLoader",
          "jdk/internal/loader/BuiltinClassLoader",
          "jdk/internal/misc/Unsafe",
          "jdk/internal/misc/VM",
          "jdk/internal/reflect/DirectConstructorHandleAccessor",
          "jdk/internal/reflect/DirectConstructorHandleAccessor$NativeAccessor",
          "jdk/internal/reflect/DirectMethodHandleAccessor",
          "jdk/internal/reflect/DirectMethodHandleAccessor$NativeAccessor",
          "jdk/internal/reflect/MethodHandleAccessorFactory",
          "jdk/internal/reflect/Reflection",
          "sun/nio/ch/EPollSelectorProvider",
          "sun/nio/ch/NioSocketImpl",
          "sun/nio/ch/SelectorProviderImpl" ->
          true;
      default -> fieldAccessorKind(className) != null;
    };
  }

  /** The kind of fields that a class of field accessors is for; null for another class. */
  private static @Nullable JavaKind fieldAccessorKind(String className) {
    if (!className.startsWith(ACCESSOR_START) || !className.endsWith(ACCESSOR_END)) {
      return null;
    }
    int end = className.length() - ACCESSOR_END.length();
    return switch (className.substring(Math.min(end, ACCESSOR_START.length()), end)) {
      case "Boolean" -> JavaKind.BOOLEAN;
      case "Byte" -> JavaKind.BYTE;
      case "Character" -> JavaKind.CHAR;
      case "Short" -> JavaKind.SHORT;
      case "Integer" -> JavaKind.INT;
      case "Long" -> JavaKind.LONG;
      case "Float" -> JavaKind.FLOAT;
      case "Double" -> JavaKind.DOUBLE;
      case "Object" -> JavaKind.REF;
      default -> null;
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

      case "hotpath/guest/Reflection" -> GuestReflection.register(rows);
      case "hotpath/guest/FieldAccess" -> GuestFieldAccess.register(rows);
      case "hotpath/guest/ThreadLife" -> GuestThreadLife.register(rows);

      case "hotpath/guest/Modules" -> JavaLangModule.registerModules(rows);
      case "hotpath/guest/SecurityProperties" -> JavaLangModule.registerSecurityProperties(rows);

      case "hotpath/guest/Constants" -> GuestConstants.register(rows);
      case "hotpath/guest/CallLinking" -> GuestConstants.registerCallLinking(rows);
      case "hotpath/guest/LibraryResources" -> JavaLangClassLoader.registerResources(rows);
      case "hotpath/guest/Services" -> JavaLangModule.registerProviders(rows);
      case "hotpath/guest/StackWalks" -> StackWalks.registerGuest(rows);
      case "hotpath/guest/VarHandles" -> JavaLangInvoke.registerGuest(rows);
      case "java/lang/invoke/MethodHandleNatives" -> JavaLangInvoke.register(rows);
      case "java/lang/invoke/MethodHandle" -> JavaLangInvoke.registerHandle(rows);
      case "java/lang/Object" -> JavaLangObject.register(rows);
      case "java/lang/Class" -> JavaLangClass.register(rows);
      case "java/lang/Module" -> JavaLangModule.register(rows);
      case "java/lang/module/ModuleDescriptor" -> JavaLangModule.registerDescriptor(rows);
      case "java/lang/ModuleLayer" -> JavaLangModule.registerLayer(rows);
      case "java/util/ServiceLoader$ModuleServicesLookupIterator" ->
          JavaLangModule.registerServices(rows);
      case "java/security/Security" -> JavaLangModule.registerSecurity(rows);
      case "java/lang/NullPointerException" -> JavaLangThrowable.registerNullPointer(rows);
      case "java/lang/ClassLoader" -> JavaLangClassLoader.register(rows);
      case "java/lang/String" -> JavaLangObject.registerString(rows);
      case "java/lang/Float", "java/lang/Double" -> JavaLangObject.registerBits(className, rows);
      case "java/lang/System" -> JavaLangSystem.register(rows);
      case "java/lang/Runtime" -> JavaLangRuntime.registerRuntime(rows);
      case "java/lang/Shutdown" -> JavaLangRuntime.registerShutdown(rows);
      case "java/lang/Thread" -> JavaLangThread.register(rows);
      case "java/lang/Throwable" -> JavaLangThrowable.registerThrowable(rows);
      case "java/lang/StackStreamFactory" -> StackWalks.registerFactory(rows);
      case "java/lang/StackStreamFactory$AbstractStackWalker" -> StackWalks.registerWalker(rows);
      case "java/lang/StackFrameInfo" -> StackWalks.registerFrame(rows);
      case "java/lang/StackTraceElement" -> JavaLangThrowable.registerElement(rows);
      case "java/lang/reflect/Executable" -> JavaLangReflect.registerExecutable(rows);
      case "java/lang/reflect/Field" -> JavaLangReflect.registerField(rows);
      case "jdk/internal/reflect/ConstantPool" -> JdkConstantPool.register(rows);
      case "java/lang/reflect/Array" -> JavaLangReflectArray.register(rows);
      case "java/lang/ref/Reference" -> JavaLangRef.registerReference(rows);
      case "java/lang/ref/PhantomReference" -> JavaLangRef.registerPhantom(rows);
      case "java/lang/ref/Finalizer" -> JavaLangRef.registerFinalizer(rows);

      case "jdk/internal/loader/BootLoader" -> JavaLangClassLoader.registerBootLoader(rows);
      case "jdk/internal/loader/BuiltinClassLoader" -> JavaLangClassLoader.registerBuiltIn(rows);
      case "jdk/internal/misc/Unsafe" -> JdkUnsafe.register(rows);
      case "jdk/internal/misc/ScopedMemoryAccess", "java/lang/VirtualThread" ->
          nothing(rows, "registerNatives");
      case "jdk/internal/perf/Perf" -> JdkMisc.registerPerf(rows);
      case "jdk/internal/vm/Continuation" -> nothing(rows, "registerNatives", "pin", "unpin");
      case "jdk/internal/vm/ContinuationSupport", "jdk/internal/vm/ForeignLinkerSupport" ->
          JdkMisc.registerSupport(rows);
      case "jdk/internal/misc/PreviewFeatures" -> JdkMisc.registerPreview(rows);
      case "jdk/internal/misc/VM" -> JdkMisc.registerVm(rows);
      case "jdk/internal/misc/CDS" -> JdkMisc.registerCds(rows);
      case "jdk/internal/misc/Signal" -> JdkMisc.registerSignal(rows);
      case "jdk/internal/reflect/Reflection" -> JdkReflect.registerReflection(rows);
      case "jdk/internal/reflect/MethodHandleAccessorFactory" -> JdkReflect.registerFactory(rows);
      case "jdk/internal/reflect/DirectMethodHandleAccessor" ->
          JdkReflect.registerMethodAccessor(rows);
      case "jdk/internal/reflect/DirectConstructorHandleAccessor" ->
          JdkReflect.registerConstructorAccessor(rows);
      case "jdk/internal/reflect/DirectMethodHandleAccessor$NativeAccessor" ->
          JdkReflect.registerNativeMethodAccessor(rows);
      case "jdk/internal/reflect/DirectConstructorHandleAccessor$NativeAccessor" ->
          JdkReflect.registerNativeConstructorAccessor(rows);
      case "jdk/internal/util/SystemProps$Raw" -> JdkSystemProps.register(rows);

      case "java/io/UnixFileSystem" -> JavaIoFiles.register(rows);
      case "java/io/RandomAccessFile" -> JavaIoRandomAccess.register(rows);
      case "java/io/Console" -> JavaUtilNatives.registerConsole(rows);
      case "java/io/ObjectStreamClass" -> JavaLangReflect.registerStreamClass(rows);
      case "java/lang/ProcessHandleImpl" -> JavaUtilNatives.registerProcess(rows);
      case "java/lang/ProcessImpl" -> JavaNet.registerProcesses(rows);
      case "java/net/InetAddress" -> JavaNet.registerAddress(rows);
      case "java/net/Inet4Address", "java/net/Inet6Address" -> JavaNet.registerKind(rows);
      case "java/net/Inet4AddressImpl" -> JavaNet.registerLookup(rows);
      case "sun/nio/ch/NioSocketImpl" -> JavaNet.registerSockets(rows);
      case "sun/nio/ch/EPollSelectorProvider" -> JavaNet.registerSelector(rows);
      case "sun/nio/ch/SelectorProviderImpl" -> JavaNet.registerChannels(rows);
      case "java/lang/ProcessEnvironment" -> JavaUtilNatives.registerEnvironment(rows);
      case "java/util/TimeZone" -> JavaUtilNatives.registerTimeZone(rows);
      case "java/util/zip/CRC32" -> JavaUtilNatives.registerCrc32(rows);
      case "java/util/zip/Adler32" -> JavaUtilNatives.registerAdler32(rows);
      case "java/util/zip/Inflater" -> JavaUtilZip.registerInflater(rows);
      case "java/util/zip/Deflater" -> JavaUtilZip.registerDeflater(rows);
      case "java/io/FileDescriptor" -> JavaIoStreams.registerDescriptor(rows);
      case "java/io/FileInputStream" -> JavaIoStreams.registerInput(rows);
      case "java/io/FileOutputStream" -> JavaIoStreams.registerOutput(rows);
      case "java/io/FileCleanable" -> JavaIoStreams.registerCleanable(rows);

      case "sun/nio/fs/UnixNativeDispatcher" -> SunNioPaths.register(rows);
      case "sun/nio/fs/LinuxNativeDispatcher" -> SunNioOpenFiles.registerLinux(rows);
      case "sun/nio/fs/UnixFileSystem" -> SunNioOpenFiles.registerFileSystem(rows);
      case "sun/nio/ch/UnixFileDispatcherImpl" -> SunNioChannels.registerFiles(rows);
      case "sun/nio/ch/FileDispatcherImpl" -> SunNioTransfers.register(rows);
      case "java/nio/MappedMemoryUtils" -> SunNioMappings.registerMemory(rows);
      case "sun/nio/ch/FileKey" -> SunNioChannels.registerKey(rows);
      case "sun/nio/ch/UnixDispatcher" -> SunNioChannels.registerDispatcher(rows);
      case "sun/nio/ch/IOUtil" -> SunNioChannels.registerUtilities(rows);
      case "sun/nio/ch/NativeThread" -> SunNioChannels.registerThread(rows);
      default -> {
        JavaKind kind = fieldAccessorKind(className);
        if (kind != null) {
          JdkReflect.registerFieldAccessor(rows, kind);
        }
      }
    }
  }

  private static void nothing(NativeRows rows, String... names) {
    for (String name : names) {
      rows.add(name, "()V", NativeRows.NOTHING);
    }
  }
}
