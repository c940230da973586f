package hotpath.interpreter.link;

/** The fields of library classes that the VM reads or writes: the one table of them. */
public enum LibraryField {
  CLASS_COMPONENT_TYPE("java/lang/Class", "componentType", "Ljava/lang/Class;"),
  CLASS_MODIFIERS("java/lang/Class", "modifiers", "C"),
  CLASS_PRIMITIVE("java/lang/Class", "primitive", "Z"),
  CLASS_MODULE("java/lang/Class", "module", "Ljava/lang/Module;"),
  CLASS_LOADER("java/lang/Class", "classLoader", "Ljava/lang/ClassLoader;"),
  CLASS_NAME("java/lang/Class", "name", "Ljava/lang/String;"),
  CLASS_CLASS_DATA("java/lang/Class", "classData", "Ljava/lang/Object;"),
  CLASS_PROTECTION_DOMAIN(
      "java/lang/Class", "protectionDomain", "Ljava/security/ProtectionDomain;"),
  CLASS_LOADER_NAME("java/lang/ClassLoader", "name", "Ljava/lang/String;"),
  CLASS_LOADER_PARENT("java/lang/ClassLoader", "parent", "Ljava/lang/ClassLoader;"),
  CLASS_LOADER_UNNAMED_MODULE("java/lang/ClassLoader", "unnamedModule", "Ljava/lang/Module;"),
  CLASS_LOADER_NAME_AND_ID("java/lang/ClassLoader", "nameAndId", "Ljava/lang/String;"),
  CLASS_LOADER_SCL("java/lang/ClassLoader", "scl", "Ljava/lang/ClassLoader;"),

  STRING_VALUE("java/lang/String", "value", "[B"),
  STRING_CODER("java/lang/String", "coder", "B"),

  MODULE_NAME("java/lang/Module", "name", "Ljava/lang/String;"),
  MODULE_DESCRIPTOR("java/lang/Module", "descriptor", "Ljava/lang/module/ModuleDescriptor;"),
  MODULE_DESCRIPTOR_NAME("java/lang/module/ModuleDescriptor", "name", "Ljava/lang/String;"),
  MODULE_LOADER("java/lang/Module", "loader", "Ljava/lang/ClassLoader;"),
  MODULE_DESCRIPTOR_PACKAGES("java/lang/module/ModuleDescriptor", "packages", "Ljava/util/Set;"),
  MODULE_DESCRIPTOR_OPEN("java/lang/module/ModuleDescriptor", "open", "Z"),

  SYSTEM_IN("java/lang/System", "in", "Ljava/io/InputStream;"),
  SYSTEM_OUT("java/lang/System", "out", "Ljava/io/PrintStream;"),
  SYSTEM_ERR("java/lang/System", "err", "Ljava/io/PrintStream;"),

  THREAD_EETOP("java/lang/Thread", "eetop", "J"),
  THREAD_HOLDER("java/lang/Thread", "holder", "Ljava/lang/Thread$FieldHolder;"),
  THREAD_CONTEXT_LOADER("java/lang/Thread", "contextClassLoader", "Ljava/lang/ClassLoader;"),
  THREAD_INTERRUPTED("java/lang/Thread", "interrupted", "Z"),
  THREAD_NAME("java/lang/Thread", "name", "Ljava/lang/String;"),
  THREAD_PARK_BLOCKER("java/lang/Thread", "parkBlocker", "Ljava/lang/Object;"),
  THREAD_TID("java/lang/Thread", "tid", "J"),
  THREAD_HOLDER_STATUS("java/lang/Thread$FieldHolder", "threadStatus", "I"),
  THREAD_HOLDER_DAEMON("java/lang/Thread$FieldHolder", "daemon", "Z"),
  THREAD_HOLDER_PRIORITY("java/lang/Thread$FieldHolder", "priority", "I"),

  THROWABLE_BACKTRACE("java/lang/Throwable", "backtrace", "Ljava/lang/Object;"),
  THROWABLE_DEPTH("java/lang/Throwable", "depth", "I"),
  THROWABLE_STACK_TRACE("java/lang/Throwable", "stackTrace", "[Ljava/lang/StackTraceElement;"),
  THROWABLE_MESSAGE("java/lang/Throwable", "detailMessage", "Ljava/lang/String;"),

  FRAME_MEMBER("java/lang/ClassFrameInfo", "classOrMemberName", "Ljava/lang/Object;"),
  FRAME_FLAGS("java/lang/ClassFrameInfo", "flags", "I"),
  FRAME_NAME("java/lang/StackFrameInfo", "name", "Ljava/lang/String;"),
  FRAME_TYPE("java/lang/StackFrameInfo", "type", "Ljava/lang/Object;"),
  FRAME_BCI("java/lang/StackFrameInfo", "bci", "I"),

  ELEMENT_CLASS("java/lang/StackTraceElement", "declaringClassObject", "Ljava/lang/Class;"),
  ELEMENT_LOADER_NAME("java/lang/StackTraceElement", "classLoaderName", "Ljava/lang/String;"),
  ELEMENT_MODULE_NAME("java/lang/StackTraceElement", "moduleName", "Ljava/lang/String;"),
  ELEMENT_MODULE_VERSION("java/lang/StackTraceElement", "moduleVersion", "Ljava/lang/String;"),
  ELEMENT_CLASS_NAME("java/lang/StackTraceElement", "declaringClass", "Ljava/lang/String;"),
  ELEMENT_METHOD("java/lang/StackTraceElement", "methodName", "Ljava/lang/String;"),
  ELEMENT_FILE("java/lang/StackTraceElement", "fileName", "Ljava/lang/String;"),
  ELEMENT_LINE("java/lang/StackTraceElement", "lineNumber", "I"),
  ELEMENT_FORMAT("java/lang/StackTraceElement", "format", "B"),

  REFERENCE_REFERENT("java/lang/ref/Reference", "referent", "Ljava/lang/Object;"),
  REFERENCE_NEXT("java/lang/ref/Reference", "next", "Ljava/lang/ref/Reference;"),
  REFERENCE_DISCOVERED("java/lang/ref/Reference", "discovered", "Ljava/lang/ref/Reference;"),

  FIELD_CLASS("java/lang/reflect/Field", "clazz", "Ljava/lang/Class;"),
  FIELD_SLOT("java/lang/reflect/Field", "slot", "I"),
  FIELD_NAME("java/lang/reflect/Field", "name", "Ljava/lang/String;"),
  FIELD_TYPE("java/lang/reflect/Field", "type", "Ljava/lang/Class;"),
  FIELD_MODIFIERS("java/lang/reflect/Field", "modifiers", "I"),
  FIELD_TRUSTED_FINAL("java/lang/reflect/Field", "trustedFinal", "Z"),
  FIELD_SIGNATURE("java/lang/reflect/Field", "signature", "Ljava/lang/String;"),
  FIELD_ANNOTATIONS("java/lang/reflect/Field", "annotations", "[B"),
  METHOD_CLASS("java/lang/reflect/Method", "clazz", "Ljava/lang/Class;"),
  METHOD_SLOT("java/lang/reflect/Method", "slot", "I"),
  METHOD_NAME("java/lang/reflect/Method", "name", "Ljava/lang/String;"),
  METHOD_RETURN_TYPE("java/lang/reflect/Method", "returnType", "Ljava/lang/Class;"),
  METHOD_PARAMETERS("java/lang/reflect/Method", "parameterTypes", "[Ljava/lang/Class;"),
  METHOD_EXCEPTIONS("java/lang/reflect/Method", "exceptionTypes", "[Ljava/lang/Class;"),
  METHOD_MODIFIERS("java/lang/reflect/Method", "modifiers", "I"),
  METHOD_SIGNATURE("java/lang/reflect/Method", "signature", "Ljava/lang/String;"),
  METHOD_ANNOTATIONS("java/lang/reflect/Method", "annotations", "[B"),
  METHOD_PARAMETER_ANNOTATIONS("java/lang/reflect/Method", "parameterAnnotations", "[B"),
  METHOD_ANNOTATION_DEFAULT("java/lang/reflect/Method", "annotationDefault", "[B"),
  CONSTRUCTOR_CLASS("java/lang/reflect/Constructor", "clazz", "Ljava/lang/Class;"),
  CONSTRUCTOR_SLOT("java/lang/reflect/Constructor", "slot", "I"),
  CONSTRUCTOR_PARAMETERS("java/lang/reflect/Constructor", "parameterTypes", "[Ljava/lang/Class;"),
  CONSTRUCTOR_EXCEPTIONS("java/lang/reflect/Constructor", "exceptionTypes", "[Ljava/lang/Class;"),
  CONSTRUCTOR_MODIFIERS("java/lang/reflect/Constructor", "modifiers", "I"),
  CONSTRUCTOR_SIGNATURE("java/lang/reflect/Constructor", "signature", "Ljava/lang/String;"),
  CONSTRUCTOR_ANNOTATIONS("java/lang/reflect/Constructor", "annotations", "[B"),
  CONSTRUCTOR_PARAMETER_ANNOTATIONS("java/lang/reflect/Constructor", "parameterAnnotations", "[B"),
  COMPONENT_CLASS("java/lang/reflect/RecordComponent", "clazz", "Ljava/lang/Class;"),
  COMPONENT_NAME("java/lang/reflect/RecordComponent", "name", "Ljava/lang/String;"),
  COMPONENT_TYPE("java/lang/reflect/RecordComponent", "type", "Ljava/lang/Class;"),
  COMPONENT_ACCESSOR("java/lang/reflect/RecordComponent", "accessor", "Ljava/lang/reflect/Method;"),
  COMPONENT_SIGNATURE("java/lang/reflect/RecordComponent", "signature", "Ljava/lang/String;"),
  COMPONENT_ANNOTATIONS("java/lang/reflect/RecordComponent", "annotations", "[B"),
  PARAMETER_NAME("java/lang/reflect/Parameter", "name", "Ljava/lang/String;"),
  PARAMETER_MODIFIERS("java/lang/reflect/Parameter", "modifiers", "I"),
  PARAMETER_EXECUTABLE(
      "java/lang/reflect/Parameter", "executable", "Ljava/lang/reflect/Executable;"),
  PARAMETER_INDEX("java/lang/reflect/Parameter", "index", "I"),
  FIELD_ACCESSOR_FIELD(
      "jdk/internal/reflect/FieldAccessorImpl", "field", "Ljava/lang/reflect/Field;"),
  FIELD_ACCESSOR_FLAGS("jdk/internal/reflect/MethodHandleFieldAccessorImpl", "fieldFlags", "I"),
  METHOD_ACCESSOR_TARGET(
      "jdk/internal/reflect/DirectMethodHandleAccessor",
      "target",
      "Ljava/lang/invoke/MethodHandle;"),
  CONSTRUCTOR_ACCESSOR_TARGET(
      "jdk/internal/reflect/DirectConstructorHandleAccessor",
      "target",
      "Ljava/lang/invoke/MethodHandle;"),
  SERVICE_LOOKUP_LOADER(
      "java/util/ServiceLoader$ModuleServicesLookupIterator",
      "this$0",
      "Ljava/util/ServiceLoader;"),
  SERVICE_LOADER_NAME("java/util/ServiceLoader", "serviceName", "Ljava/lang/String;"),
  SECURITY_PROPERTIES("java/security/Security", "props", "Ljava/util/Properties;"),
  SECURITY_INITIAL_PROPERTIES(
      "java/security/Security", "initialSecurityProperties", "Ljava/util/Properties;"),
  CONSTANT_POOL_OOP("jdk/internal/reflect/ConstantPool", "constantPoolOop", "Ljava/lang/Object;"),

  MEMBER_NAME_CLASS("java/lang/invoke/MemberName", "clazz", "Ljava/lang/Class;"),
  MEMBER_NAME_NAME("java/lang/invoke/MemberName", "name", "Ljava/lang/String;"),
  MEMBER_NAME_TYPE("java/lang/invoke/MemberName", "type", "Ljava/lang/Object;"),
  MEMBER_NAME_FLAGS("java/lang/invoke/MemberName", "flags", "I"),
  RESOLVED_METHOD_HOLDER("java/lang/invoke/ResolvedMethodName", "vmholder", "Ljava/lang/Class;"),
  METHOD_TYPE_RESULT("java/lang/invoke/MethodType", "rtype", "Ljava/lang/Class;"),
  METHOD_TYPE_PARAMETERS("java/lang/invoke/MethodType", "ptypes", "[Ljava/lang/Class;"),
  CALL_SITE_TARGET("java/lang/invoke/CallSite", "target", "Ljava/lang/invoke/MethodHandle;"),

  FILE_DESCRIPTOR_FD("java/io/FileDescriptor", "fd", "I"),
  FILE_DESCRIPTOR_APPEND("java/io/FileDescriptor", "append", "Z"),
  FILE_INPUT_FD("java/io/FileInputStream", "fd", "Ljava/io/FileDescriptor;"),
  FILE_OUTPUT_FD("java/io/FileOutputStream", "fd", "Ljava/io/FileDescriptor;"),
  RANDOM_ACCESS_FD("java/io/RandomAccessFile", "fd", "Ljava/io/FileDescriptor;"),
  FILE_PATH("java/io/File", "path", "Ljava/lang/String;"),

  STATUS_MODE("sun/nio/fs/UnixFileAttributes", "st_mode", "I"),
  STATUS_INO("sun/nio/fs/UnixFileAttributes", "st_ino", "J"),
  STATUS_DEV("sun/nio/fs/UnixFileAttributes", "st_dev", "J"),
  STATUS_RDEV("sun/nio/fs/UnixFileAttributes", "st_rdev", "J"),
  STATUS_NLINK("sun/nio/fs/UnixFileAttributes", "st_nlink", "I"),
  STATUS_UID("sun/nio/fs/UnixFileAttributes", "st_uid", "I"),
  STATUS_GID("sun/nio/fs/UnixFileAttributes", "st_gid", "I"),
  STATUS_SIZE("sun/nio/fs/UnixFileAttributes", "st_size", "J"),
  STATUS_ATIME_SEC("sun/nio/fs/UnixFileAttributes", "st_atime_sec", "J"),
  STATUS_ATIME_NSEC("sun/nio/fs/UnixFileAttributes", "st_atime_nsec", "J"),
  STATUS_MTIME_SEC("sun/nio/fs/UnixFileAttributes", "st_mtime_sec", "J"),
  STATUS_MTIME_NSEC("sun/nio/fs/UnixFileAttributes", "st_mtime_nsec", "J"),
  STATUS_CTIME_SEC("sun/nio/fs/UnixFileAttributes", "st_ctime_sec", "J"),
  STATUS_CTIME_NSEC("sun/nio/fs/UnixFileAttributes", "st_ctime_nsec", "J"),
  STATUS_BIRTHTIME_SEC("sun/nio/fs/UnixFileAttributes", "st_birthtime_sec", "J"),
  STATUS_BIRTHTIME_NSEC("sun/nio/fs/UnixFileAttributes", "st_birthtime_nsec", "J"),
  STATUS_BIRTHTIME_AVAILABLE("sun/nio/fs/UnixFileAttributes", "birthtime_available", "Z"),
  SPACE_FRSIZE("sun/nio/fs/UnixFileStoreAttributes", "f_frsize", "J"),
  SPACE_BLOCKS("sun/nio/fs/UnixFileStoreAttributes", "f_blocks", "J"),
  SPACE_BFREE("sun/nio/fs/UnixFileStoreAttributes", "f_bfree", "J"),
  SPACE_BAVAIL("sun/nio/fs/UnixFileStoreAttributes", "f_bavail", "J"),
  MOUNT_NAME("sun/nio/fs/UnixMountEntry", "name", "[B"),
  MOUNT_DIR("sun/nio/fs/UnixMountEntry", "dir", "[B"),
  MOUNT_FSTYPE("sun/nio/fs/UnixMountEntry", "fstype", "[B"),
  MOUNT_OPTS("sun/nio/fs/UnixMountEntry", "opts", "[B"),
  UNIX_EXCEPTION_ERRNO("sun/nio/fs/UnixException", "errno", "I"),

  INFLATER_INPUT_CONSUMED("java/util/zip/Inflater", "inputConsumed", "I"),
  INFLATER_OUTPUT_CONSUMED("java/util/zip/Inflater", "outputConsumed", "I"),

  UNSAFE_ADDRESS_SIZE("jdk/internal/misc/UnsafeConstants", "ADDRESS_SIZE0", "I"),
  UNSAFE_PAGE_SIZE("jdk/internal/misc/UnsafeConstants", "PAGE_SIZE", "I"),
  UNSAFE_BIG_ENDIAN("jdk/internal/misc/UnsafeConstants", "BIG_ENDIAN", "Z"),
  UNSAFE_UNALIGNED("jdk/internal/misc/UnsafeConstants", "UNALIGNED_ACCESS", "Z"),
  VM_INIT_LEVEL("jdk/internal/misc/VM", "initLevel", "I");

  private final String holder;
  private final String name;
  private final String descriptor;

  LibraryField(String holder, String name, String descriptor) {
    this.holder = holder;
    this.name = name;
    this.descriptor = descriptor;
  }

  String holder() {
    return holder;
  }

  String fieldName() {
    return name;
  }

  String descriptor() {
    return descriptor;
  }
}
