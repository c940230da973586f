package hotpath.interpreter.classfile;

import hotpath.interpreter.classfile.Constant.BootstrapMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parsed structure of one class file. Immutable but for a cache of constants, hence used by one
 * thread.
 *
 * <p>Parsing reads the structure alone: names, flags, where things are. Code and the rarer
 * attributes are read from the bytes, which stay referenced, when somebody asks. Start-up loads
 * hundreds of classes and runs few of their methods.
 */
public final class ClassFile {
  public static final int ACC_PUBLIC = 0x0001;
  public static final int ACC_PRIVATE = 0x0002;
  public static final int ACC_PROTECTED = 0x0004;
  public static final int ACC_STATIC = 0x0008;
  public static final int ACC_FINAL = 0x0010;
  public static final int ACC_SUPER = 0x0020;
  public static final int ACC_SYNCHRONIZED = 0x0020;
  public static final int ACC_VOLATILE = 0x0040;
  public static final int ACC_BRIDGE = 0x0040;
  public static final int ACC_TRANSIENT = 0x0080;
  public static final int ACC_VARARGS = 0x0080;
  public static final int ACC_NATIVE = 0x0100;
  public static final int ACC_INTERFACE = 0x0200;
  public static final int ACC_ABSTRACT = 0x0400;
  public static final int ACC_STRICT = 0x0800;
  public static final int ACC_SYNTHETIC = 0x1000;
  public static final int ACC_ANNOTATION = 0x2000;
  public static final int ACC_ENUM = 0x4000;
  public static final int ACC_MANDATED = 0x8000;
  public static final int ACC_MODULE = 0x8000;

  private final byte[] bytes;
  private final ConstantPool pool;
  private final int version;
  private final int accessFlags;
  private final String name;
  private final @Nullable String superName;
  private final List<String> interfaces;
  private final List<FieldInfo> fields;
  private final List<MethodInfo> methods;
  private final int attributes;

  ClassFile(
      byte[] bytes,
      ConstantPool pool,
      int version,
      int accessFlags,
      String name,
      @Nullable String superName,
      List<String> interfaces,
      List<FieldInfo> fields,
      List<MethodInfo> methods,
      int attributes) {
    this.bytes = bytes;
    this.pool = pool;
    this.version = version;
    this.accessFlags = accessFlags;
    this.name = name;
    this.superName = superName;
    this.interfaces = interfaces;
    this.fields = fields;
    this.methods = methods;
    this.attributes = attributes;
  }

  /**
   * Parses a class file.
   *
   * @param requestedName internal name under which the class is asked for, null if not known;
   *     another name in the file is a NoClassDefFoundError
   * @param check whether to check the whole format (JVMS 4.8); without it only what parsing itself
   *     needs is checked, as is right for the class library
   * @throws ClassFormatException if the file is not well formed
   */
  public static ClassFile parse(byte[] bytes, @Nullable String requestedName, boolean check) {
    return ClassFileReader.read(bytes, requestedName, check);
  }

  /** The file itself; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public int majorVersion() {
    return version & 0xFFFF;
  }

  public int minorVersion() {
    return version >>> 16;
  }

  public int accessFlags() {
    return accessFlags;
  }

  public boolean isInterface() {
    return (accessFlags & ACC_INTERFACE) != 0;
  }

  /** Internal name, such as {@code java/lang/String}. */
  public String name() {
    return name;
  }

  /** Internal name of the super class; null for {@code java/lang/Object} only. */
  public @Nullable String superName() {
    return superName;
  }

  public List<String> interfaces() {
    return interfaces;
  }

  public List<FieldInfo> fields() {
    return fields;
  }

  public List<MethodInfo> methods() {
    return methods;
  }

  /** The method with a name and descriptor, null if this class file has none. */
  public @Nullable MethodInfo method(String methodName, String descriptor) {
    for (MethodInfo method : methods) {
      if (method.name().equals(methodName) && method.descriptor().equals(descriptor)) {
        return method;
      }
    }
    return null;
  }

  /** One more than the largest index of the constant pool. */
  public int constantCount() {
    return pool.size();
  }

  /**
   * The constant pool entry at an index, always the same object: Integer, Long, Float, Double,
   * String or a {@link Constant}.
   *
   * @throws ClassFormatException if there is none
   */
  public Object constant(int poolIndex) {
    return pool.constant(poolIndex);
  }

  /** The tag of a constant pool entry (JVMS 4.4), 0 for indexes that have none. */
  public int constantTag(int poolIndex) {
    return pool.tag(poolIndex);
  }

  /**
   * The text of a CONSTANT_Utf8 entry.
   *
   * @throws ClassFormatException if there is no such entry
   */
  public String utf8(int poolIndex) {
    return pool.utf8(bytes, poolIndex);
  }

  ConstantPool pool() {
    return pool;
  }

  public @Nullable String sourceFile() {
    int at = attribute("SourceFile");
    return at == 0 ? null : pool.utf8At(at);
  }

  public @Nullable String signature() {
    int at = attribute("Signature", 49);
    return at == 0 ? null : pool.utf8At(at);
  }

  public List<InnerClass> innerClasses() {
    int at = attribute("InnerClasses");
    if (at == 0) {
      return List.of();
    }
    List<InnerClass> result = new ArrayList<>();
    int count = pool.u2(at);
    for (int k = 0; k < count; k++) {
      int entry = at + 2 + 8 * k;
      result.add(
          new InnerClass(
              pool.classAt(entry),
              pool.optionalClassAt(entry + 2),
              pool.optionalUtf8At(entry + 4),
              pool.u2(entry + 6)));
    }
    return List.copyOf(result);
  }

  public @Nullable EnclosingMethod enclosingMethod() {
    int at = attribute("EnclosingMethod", 49);
    if (at == 0) {
      return null;
    }
    String owner = pool.classAt(at);
    int pairIndex = pool.u2(at + 2);
    if (pairIndex == 0) {
      return new EnclosingMethod(owner, null, null);
    }
    int pair = pool.item(pairIndex, ConstantPool.NAME_AND_TYPE);
    return new EnclosingMethod(owner, pool.utf8At(pair), pool.utf8At(pair + 2));
  }

  /** Internal name of the nest host, null if this class names none. */
  public @Nullable String nestHost() {
    int at = attribute("NestHost", 55);
    return at == 0 ? null : pool.classAt(at);
  }

  public List<String> nestMembers() {
    int at = attribute("NestMembers", 55);
    return at == 0 ? List.of() : Attributes.classes(pool, at);
  }

  /** Whether the class is sealed, that is, has a PermittedSubclasses attribute. */
  public boolean isSealed() {
    return attribute("PermittedSubclasses", 61) != 0;
  }

  public List<String> permittedSubclasses() {
    int at = attribute("PermittedSubclasses", 61);
    return at == 0 ? List.of() : Attributes.classes(pool, at);
  }

  /** The record components, null if there is no Record attribute. */
  public @Nullable List<RecordComponent> recordComponents() {
    int at = attribute("Record", 60);
    if (at == 0) {
      return null;
    }
    List<RecordComponent> result = new ArrayList<>();
    int count = pool.u2(at);
    int entry = at + 2;
    for (int k = 0; k < count; k++) {
      int table = entry + 4;
      int signature = Attributes.find(pool, table, "Signature");
      result.add(
          new RecordComponent(
              pool.utf8At(entry),
              pool.utf8At(entry + 2),
              signature == 0 ? null : pool.utf8At(signature),
              Attributes.bytes(pool, table, "RuntimeVisibleAnnotations")));
      entry = Attributes.end(pool, table);
    }
    return List.copyOf(result);
  }

  public int bootstrapMethodCount() {
    int at = attribute("BootstrapMethods");
    return at == 0 ? 0 : pool.u2(at);
  }

  /** The entry of the bootstrap method table that a dynamic constant or call site names. */
  public BootstrapMethod bootstrapMethod(int bootstrapIndex) {
    int at = attribute("BootstrapMethods");
    if (at == 0 || bootstrapIndex >= pool.u2(at)) {
      throw ClassFormatException.format("Short length on BootstrapMethods in class file " + name);
    }
    int entry = at + 2;
    for (int k = 0; k < bootstrapIndex; k++) {
      entry += 4 + 2 * pool.u2(entry + 2);
    }
    return pool.bootstrapMethod(entry);
  }

  /**
   * Content of an attribute such as RuntimeVisibleAnnotations, as it stands in the file; null if
   * there is none.
   */
  public byte @Nullable [] attributeBytes(String attributeName) {
    return Attributes.bytes(pool, attributes, attributeName);
  }

  /** Whether an annotation of this type descriptor is among the RuntimeVisibleAnnotations. */
  public boolean hasAnnotation(String typeDescriptor) {
    return Attributes.hasAnnotation(pool, attributes, typeDescriptor);
  }

  /**
   * Content of an attribute that exists since a version of the format; files of earlier ones do not
   * mean it.
   */
  private int attribute(String attributeName, int sinceMajor) {
    return majorVersion() < sinceMajor ? 0 : attribute(attributeName);
  }

  private int attribute(String attributeName) {
    return Attributes.find(pool, attributes, attributeName);
  }

  /**
   * Reads the code of a method of this class; each call reads it anew.
   *
   * @throws ClassFormatException with a VerifyError if the instructions are not well formed
   * @throws IllegalArgumentException if the method has no code
   */
  public MethodCode code(MethodInfo method) {
    if (!method.hasCode()) {
      throw new IllegalArgumentException(name + "." + method + " has no code");
    }
    return CodeReader.read(this, method);
  }

  @Override
  public String toString() {
    return name;
  }

  /** A row of InnerClasses. */
  public record InnerClass(
      String name, @Nullable String outerName, @Nullable String simpleName, int accessFlags) {}

  /**
   * The EnclosingMethod attribute; the method is null where the class is not immediately in one.
   */
  public record EnclosingMethod(String owner, @Nullable String name, @Nullable String descriptor) {}

  /** A row of the Record attribute. */
  public record RecordComponent(
      String name, String descriptor, @Nullable String signature, byte @Nullable [] annotations) {}
}
