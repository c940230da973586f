package hotpath.interpreter.classfile;

import java.util.HashSet;
import java.util.Set;

/**
 * Checks the attributes of a class (JVMS 4.7): those that the VM reads, where the version has them.
 */
final class ClassAttributesCheck {
  private static final int SIGNATURES = 49;
  private static final int BOOTSTRAP_METHODS = 51;
  private static final int NESTS = 55;
  private static final int RECORDS = 60;
  private static final int SEALED_CLASSES = 61;

  private final ClassCursor in;
  private final NameCheck names;
  private final FlagCheck flags;
  private final int access;
  private final int maxBootstrapIndex;
  private final AttributeNames seen;
  private boolean hasNestHost;
  private boolean hasNestMembers;
  private boolean hasBootstrapMethods;

  ClassAttributesCheck(
      ClassCursor in, NameCheck names, FlagCheck flags, int access, int maxBootstrapIndex) {
    this.in = in;
    this.names = names;
    this.flags = flags;
    this.access = access;
    this.maxBootstrapIndex = maxBootstrapIndex;
    this.seen = new AttributeNames(in, "classfile");
  }

  void check() {
    int count = in.u2();
    for (int k = 0; k < count; k++) {
      String attribute = in.utf8("Attribute name has bad constant pool index %s");
      long length = in.u4();
      int content = in.position();
      in.skip(length);
      int end = in.position();
      in.reset(content);
      checkAttribute(attribute, length);
      in.reset(end);
    }
    in.check(hasBootstrapMethods || maxBootstrapIndex < 0, "Missing BootstrapMethods attribute");
  }

  private void checkAttribute(String attribute, long length) {
    switch (attribute) {
      case "SourceFile" -> {
        in.check(length == 2, "Wrong SourceFile attribute length");
        once(attribute);
        int index = in.u2();
        in.check(in.isUtf8(index), "Invalid SourceFile attribute at constant pool index %s", index);
      }
      case "SourceDebugExtension" -> once(attribute);
      case "InnerClasses" -> {
        once(attribute);
        checkInnerClasses(length);
      }
      case "EnclosingMethod" -> {
        if (in.major >= SIGNATURES) {
          once(attribute);
          checkEnclosingMethod(length);
        }
      }
      case "BootstrapMethods" -> {
        if (in.major >= BOOTSTRAP_METHODS) {
          once(attribute);
          hasBootstrapMethods = true;
          checkBootstrapMethods(length);
        }
      }
      case "NestMembers", "NestHost" -> {
        if (in.major >= NESTS) {
          once(attribute);
          checkNest(attribute, length);
        }
      }
      case "Record" -> {
        if (in.major >= RECORDS) {
          once(attribute);
          checkRecord(length);
        }
      }
      case "PermittedSubclasses" -> {
        if (in.major >= SEALED_CLASSES) {
          once(attribute);
          if ((access & ClassFile.ACC_FINAL) != 0) {
            throw ClassFormatException.format(
                "PermittedSubclasses attribute in final class file " + in.shownName);
          }
          checkClasses(attribute, length, "Permitted subclass");
        }
      }
      default -> seen.common(attribute, length);
    }
  }

  private void once(String attribute) {
    seen.once(attribute, "Multiple " + attribute + " attributes");
  }

  private void checkInnerClasses(long length) {
    int count = in.u2();
    in.need(8L * count);
    Set<Long> rows = new HashSet<>();
    for (int k = 0; k < count; k++) {
      int inner = in.u2();
      int outer = in.u2();
      int name = in.u2();
      int innerFlags = in.u2();
      in.check(in.isClass(inner), "inner_class_info_index %s has bad constant type", inner);
      in.check(
          outer == 0 || in.isClass(outer),
          "outer_class_info_index %s has bad constant type",
          outer);
      in.check(name == 0 || in.isUtf8(name), "inner_name_index %s has bad constant type", name);
      in.check(inner != outer, "Class is both outer and inner class");
      flags.classFlags(ClassFileReader.innerFlags(innerFlags, in.major, in.shownName));
      long row = (long) inner << 48 | (long) outer << 32 | (long) name << 16 | innerFlags;
      in.check(rows.add(row) || in.major < SIGNATURES, "Duplicate entry in InnerClasses attribute");
    }
    in.check(
        length == 2 + 8L * count || in.major < SIGNATURES, "Wrong InnerClasses attribute length");
  }

  private void checkEnclosingMethod(long length) {
    in.check(length == 4, "Wrong EnclosingMethod attribute length %s", length);
    int owner = in.u2();
    int method = in.u2();
    in.check(owner != 0, "Invalid class index in EnclosingMethod attribute");
    in.check(
        in.isClass(owner), "Invalid or out-of-bounds class index in EnclosingMethod attribute");
    in.check(
        method == 0 || in.pool.tag(method) == ConstantPool.NAME_AND_TYPE,
        "Invalid or out-of-bounds method index in EnclosingMethod attribute");
  }

  private void checkBootstrapMethods(long length) {
    in.check(length >= 2, "Invalid BootstrapMethods attribute length %s", length);
    int start = in.position();
    int count = in.u2();
    in.check(maxBootstrapIndex < count, "Short length on BootstrapMethods");
    for (int k = 0; k < count; k++) {
      int method = in.u2();
      int arguments = in.u2();
      in.check(
          in.pool.tag(method) == ConstantPool.METHOD_HANDLE,
          "bootstrap_method_index %s has bad constant type",
          method);
      in.check(
          in.position() + 2L * arguments <= start + length,
          "Invalid BootstrapMethods num_bootstrap_methods or num_bootstrap_arguments value");
      for (int a = 0; a < arguments; a++) {
        int index = in.u2();
        in.check(isLoadable(in.pool.tag(index)), "argument_index %s has bad constant type", index);
      }
    }
    in.check(in.position() == start + length, "Bad length on BootstrapMethods");
  }

  private static boolean isLoadable(int tag) {
    return switch (tag) {
      case ConstantPool.INTEGER,
          ConstantPool.FLOAT,
          ConstantPool.LONG,
          ConstantPool.DOUBLE,
          ConstantPool.CLASS,
          ConstantPool.STRING,
          ConstantPool.METHOD_HANDLE,
          ConstantPool.METHOD_TYPE,
          ConstantPool.DYNAMIC ->
          true;
      default -> false;
    };
  }

  private void checkNest(String attribute, long length) {
    if (attribute.equals("NestMembers")) {
      hasNestMembers = true;
      in.check(!hasNestHost, "Conflicting NestHost and NestMembers attributes");
      checkClasses(attribute, length, "Nest member");
    } else {
      hasNestHost = true;
      in.check(!hasNestMembers, "Conflicting NestMembers and NestHost attributes");
      in.check(length == 2, "Wrong NestHost attribute length");
      int host = in.u2();
      in.check(in.isClass(host), "Nest-host class_info_index %s has bad constant type", host);
    }
  }

  private void checkClasses(String attribute, long length, String what) {
    int count = in.u2();
    in.need(2L * count);
    for (int k = 0; k < count; k++) {
      int index = in.u2();
      in.check(in.isClass(index), what + " class_info_index %s has bad constant type", index);
    }
    in.check(length == 2 + 2L * count, "Wrong " + attribute + " attribute length");
  }

  private void checkRecord(long length) {
    int start = in.position();
    int count = in.u2();
    for (int k = 0; k < count; k++) {
      in.need(6);
      String name = in.utf8("Invalid constant pool index %s for name in Record attribute");
      names.fieldName(name);
      String descriptor =
          in.utf8("Invalid constant pool index %s for descriptor in Record attribute");
      names.fieldDescriptor(name, descriptor);
      AttributeNames ofComponent = new AttributeNames(in, "Record component");
      int attributes = in.u2();
      for (int a = 0; a < attributes; a++) {
        String attribute = in.utf8("Invalid Record attribute name index %s");
        long attributeLength = in.u4();
        int content = in.position();
        in.skip(attributeLength);
        int end = in.position();
        in.reset(content);
        if (!attribute.equals("Synthetic") && !attribute.equals("Deprecated")) {
          ofComponent.common(attribute, attributeLength);
        }
        in.reset(end);
      }
    }
    in.check(length == in.position() - start, "Record attribute has wrong length");
  }
}
