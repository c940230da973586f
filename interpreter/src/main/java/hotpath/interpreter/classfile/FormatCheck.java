package hotpath.interpreter.classfile;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The format check of a class file (JVMS 4.8), from the access flags to the last byte: header,
 * fields, methods. Code attributes and the attributes of the class have checks of their own.
 *
 * <p>It reads the file in order, as HotSpot does, so that the first thing wrong is the same.
 */
final class FormatCheck {
  private static final int FIRST_WITH_SIGNATURES = 49;
  private static final int FIRST_WITH_STATIC_CLINIT = 51;
  private static final int MAX_ARGUMENT_SLOTS = 255;
  private static final String OBJECT = "java/lang/Object";

  private final ClassCursor in;
  private final NameCheck names;
  private final FlagCheck flags;
  private final CodeFormatCheck code;
  private final int maxBootstrapIndex;
  private final @Nullable String requestedName;

  private FormatCheck(ClassCursor in, int maxBootstrapIndex, @Nullable String requestedName) {
    this.in = in;
    this.requestedName = requestedName;
    this.names = new NameCheck(in.major, in.shownName);
    this.flags = new FlagCheck(in.major, in.shownName);
    this.code = new CodeFormatCheck(in, names);
    this.maxBootstrapIndex = maxBootstrapIndex;
  }

  static void check(
      byte[] bytes, ConstantPool pool, int header, int major, @Nullable String requestedName) {
    String poolName = requestedName == null ? "<Unknown>" : requestedName;
    int maxBootstrapIndex = new PoolCheck(pool, major, poolName).check();
    boolean named = requestedName == null && pool.tag(pool.u2(header + 2)) == ConstantPool.CLASS;
    String shownName = named ? pool.classAt(header + 2) : poolName;
    ClassCursor in = new ClassCursor(bytes, pool, major, shownName, header);
    new FormatCheck(in, maxBootstrapIndex, requestedName).check();
  }

  private void check() {
    int access = ClassFileReader.classFlags(in.u2(), in.major);
    flags.classFlags(access);
    for (int index = 1; index < in.pool.size(); index++) {
      int tag = in.pool.tag(index);
      in.check(
          tag != ConstantPool.MODULE && tag != ConstantPool.PACKAGE,
          "Unknown constant tag %s",
          tag);
    }
    boolean isInterface = (access & ClassFile.ACC_INTERFACE) != 0;
    List<String> interfaces = checkSupers(isInterface);
    try {
      checkFields(isInterface);
      checkMethods(isInterface);
      new ClassAttributesCheck(in, names, flags, access, maxBootstrapIndex).check();
      if (!in.atEnd()) {
        throw ClassFormatException.format("Extra bytes at the end of class file " + in.shownName);
      }
    } catch (ClassFormatException e) {
      throw e.behind(interfaces);
    }
  }

  /** The names of the interfaces. */
  private List<String> checkSupers(boolean isInterface) {
    int thisClass = in.u2();
    in.check(in.isClass(thisClass), "Invalid this class index %s in constant pool", thisClass);
    String name = in.pool.classAt(in.position() - 2);
    in.check(!name.startsWith("["), "Bad class name");
    if (requestedName != null && !requestedName.equals(name)) {
      throw ClassFormatException.wrongName(requestedName, name);
    }
    int superClass = in.u2();
    if (superClass == 0) {
      in.check(name.equals(OBJECT), "Invalid superclass index 0");
    } else {
      in.check(in.isClass(superClass), "Invalid superclass index %s", superClass);
      String superName = in.pool.classAt(in.position() - 2);
      in.check(!superName.startsWith("["), "Bad superclass name");
      in.check(
          !isInterface || superName.equals(OBJECT),
          "Interfaces must have java.lang.Object as superclass");
    }
    int count = in.u2();
    in.check(count == 0 || !name.equals(OBJECT), "java.lang.Object cannot implement an interface");
    Set<String> seen = new LinkedHashSet<>();
    for (int k = 0; k < count; k++) {
      int index = in.u2();
      in.check(in.isClass(index), "Interface name has bad constant pool index %s", index);
      String interfaceName = in.pool.classAt(in.position() - 2);
      in.check(!interfaceName.startsWith("["), "Bad interface name");
      in.check(seen.add(interfaceName), "Duplicate interface name \"%s\"", interfaceName);
    }
    return List.copyOf(seen);
  }

  private void checkFields(boolean inInterface) {
    int count = in.u2();
    Set<String> seen = new HashSet<>();
    for (int k = 0; k < count; k++) {
      in.need(8);
      int access = in.u2();
      flags.fieldFlags(access & 0x50DF, inInterface);
      String name = in.utf8("Invalid constant pool index %s for field name");
      names.fieldName(name);
      String descriptor = in.utf8("Invalid constant pool index %s for field signature");
      names.fieldDescriptor(name, descriptor);
      checkFieldAttributes((access & ClassFile.ACC_STATIC) != 0, descriptor);
      in.check(
          seen.add(name + ":" + descriptor),
          "Duplicate field name \"%s\"",
          name + "\" with signature \"" + descriptor.replace('/', '.'));
    }
  }

  private void checkFieldAttributes(boolean isStatic, String descriptor) {
    AttributeNames seen = new AttributeNames(in, "field");
    int count = in.u2();
    for (int k = 0; k < count; k++) {
      String attribute = in.utf8("Invalid field attribute index %s");
      long length = in.u4();
      int content = in.position();
      in.skip(length);
      int end = in.position();
      in.reset(content);
      if (isStatic && attribute.equals("ConstantValue")) {
        seen.once(attribute, "Duplicate ConstantValue attribute");
        in.check(length == 2, "Invalid ConstantValue field attribute length %s", length);
        checkConstantValue(in.u2(), descriptor);
      } else {
        seen.common(attribute, length);
      }
      in.reset(end);
    }
  }

  private void checkConstantValue(int index, String descriptor) {
    in.check(
        index > 0 && index < in.pool.size(),
        "Bad initial value index %s in ConstantValue attribute",
        index);
    int wanted =
        switch (descriptor.charAt(0)) {
          case 'J' -> ConstantPool.LONG;
          case 'F' -> ConstantPool.FLOAT;
          case 'D' -> ConstantPool.DOUBLE;
          case 'L' -> {
            in.check(descriptor.equals("Ljava/lang/String;"), "Bad string initial value");
            yield ConstantPool.STRING;
          }
          case '[' -> throw in.error("Unable to set initial value %s", index);
          default -> ConstantPool.INTEGER;
        };
    in.check(in.pool.tag(index) == wanted, "Inconsistent constant value type");
  }

  private void checkMethods(boolean inInterface) {
    int count = in.u2();
    Set<String> seen = new HashSet<>();
    for (int k = 0; k < count; k++) {
      in.need(8);
      String nameAndDescriptor = checkMethod(inInterface);
      if (!seen.add(nameAndDescriptor)) {
        int split = nameAndDescriptor.indexOf('(');
        throw in.error(
            "Duplicate method name \"%s\"",
            nameAndDescriptor.substring(0, split)
                + "\" with signature \""
                + nameAndDescriptor.substring(split).replace('/', '.'));
      }
    }
  }

  private String checkMethod(boolean inInterface) {
    int access = in.u2();
    String name = in.utf8("Illegal constant pool index %s for method name");
    names.methodName(name);
    String descriptor = in.utf8("Illegal constant pool index %s for method signature");
    if (name.equals("<clinit>")) {
      in.check(
          in.major < FIRST_WITH_STATIC_CLINIT || (access & ClassFile.ACC_STATIC) != 0,
          "Method <clinit> is not static");
      access = ClassFileReader.initializerFlags(access, in.major);
    } else {
      flags.methodFlags(access, inInterface, name);
    }
    if (inInterface && name.equals("<init>")) {
      throw ClassFormatException.format(
          "Interface cannot have a method named <init>, class file " + in.shownName);
    }
    int slots = names.methodDescriptor(name, descriptor);
    if ((access & ClassFile.ACC_STATIC) == 0) {
      slots++;
    }
    in.check(slots <= MAX_ARGUMENT_SLOTS, "Too many arguments in method signature");
    checkMethodAttributes(access, slots);
    return name + descriptor;
  }

  private void checkMethodAttributes(int access, int slots) {
    boolean withoutCode = (access & (ClassFile.ACC_NATIVE | ClassFile.ACC_ABSTRACT)) != 0;
    boolean hasCode = false;
    AttributeNames seen = new AttributeNames(in, "method");
    int count = in.u2();
    for (int k = 0; k < count; k++) {
      String attribute = in.utf8("Invalid method attribute name index %s");
      long length = in.u4();
      switch (attribute) {
        case "Code" -> {
          in.check(!withoutCode, "Code attribute in native or abstract methods");
          in.check(!hasCode, "Multiple Code attributes");
          hasCode = true;
          code.check(length, slots);
        }
        case "Exceptions" -> {
          seen.once(attribute, "Multiple Exceptions attributes");
          checkExceptions(length);
        }
        case "MethodParameters" -> {
          seen.once(attribute, "Multiple MethodParameters attributes");
          int parameters = in.u1();
          in.check(
              length == 4L * parameters + 1,
              "Invalid MethodParameters method attribute length %s",
              length);
          in.skip(4L * parameters);
        }
        default -> {
          int content = in.position();
          in.skip(length);
          int end = in.position();
          in.reset(content);
          if (in.major >= FIRST_WITH_SIGNATURES) {
            seen.oncePerMethod(attribute);
          }
          seen.common(attribute, length);
          in.reset(end);
        }
      }
    }
    in.check(
        hasCode || withoutCode, "Absent Code attribute in method that is not native or abstract");
  }

  private void checkExceptions(long length) {
    int count = in.u2();
    in.need(2L * count);
    for (int k = 0; k < count; k++) {
      int index = in.u2();
      in.check(in.isClass(index), "Exception name has bad type at constant pool %s", index);
    }
    in.check(length == 2 + 2L * count, "Exceptions attribute has wrong length");
  }
}
