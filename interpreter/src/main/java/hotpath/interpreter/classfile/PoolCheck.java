package hotpath.interpreter.classfile;

import hotpath.interpreter.classfile.Constant.MethodConstant;
import org.jspecify.annotations.Nullable;

/**
 * Checks the entries of a constant pool (JVMS 4.4): tags that the version knows, references of the
 * right kind, legal names and descriptors. Also finds the largest bootstrap method index, which the
 * class's attributes must cover.
 */
final class PoolCheck {
  private static final int FIRST_WITH_METHOD_HANDLES = 51;
  private static final int FIRST_WITH_INTERFACE_CODE = 52;
  private static final int FIRST_WITH_DYNAMIC = 55;
  private static final int NEW_INVOKE_SPECIAL = 8;

  private final ConstantPool pool;
  private final int major;
  private final String shownName;
  private final NameCheck names;
  private int maxBootstrapIndex = -1;

  PoolCheck(ConstantPool pool, int major, String shownName) {
    this.pool = pool;
    this.major = major;
    this.shownName = shownName;
    this.names = new NameCheck(major, shownName);
  }

  /**
   * Checks all entries; returns the largest bootstrap method index that one names, -1 if none does.
   */
  int check() {
    for (int index = 1; index < pool.size(); index++) {
      checkReferences(index);
    }
    for (int index = 1; index < pool.size(); index++) {
      checkNames(index);
    }
    return maxBootstrapIndex;
  }

  private void checkReferences(int index) {
    int tag = pool.tag(index);
    if (tag == 0) {
      return;
    }
    int at = pool.item(index, tag);
    switch (tag) {
      case ConstantPool.CLASS, ConstantPool.STRING -> need(at, ConstantPool.UTF8);
      case ConstantPool.NAME_AND_TYPE -> {
        need(at, ConstantPool.UTF8);
        need(at + 2, ConstantPool.UTF8);
      }
      case ConstantPool.FIELD_REF, ConstantPool.METHOD_REF, ConstantPool.INTERFACE_METHOD_REF -> {
        need(at, ConstantPool.CLASS);
        need(at + 2, ConstantPool.NAME_AND_TYPE);
      }
      case ConstantPool.METHOD_HANDLE -> {
        since(FIRST_WITH_METHOD_HANDLES, tag);
        checkHandle(index, pool.u1(at), pool.u2(at + 1));
      }
      case ConstantPool.METHOD_TYPE -> {
        since(FIRST_WITH_METHOD_HANDLES, tag);
        need(at, ConstantPool.UTF8);
      }
      case ConstantPool.DYNAMIC, ConstantPool.INVOKE_DYNAMIC -> {
        since(tag == ConstantPool.DYNAMIC ? FIRST_WITH_DYNAMIC : FIRST_WITH_METHOD_HANDLES, tag);
        need(at + 2, ConstantPool.NAME_AND_TYPE);
        maxBootstrapIndex = Math.max(maxBootstrapIndex, pool.u2(at));
      }
      default -> {}
    }
  }

  private void since(int version, int tag) {
    if (major < version) {
      throw error("Class file version does not support constant tag " + tag);
    }
  }

  private void need(int offset, int tag) {
    int index = pool.u2(offset);
    if (pool.tag(index) != tag) {
      throw error("Invalid constant pool index " + index);
    }
  }

  private ClassFormatException error(String complaint) {
    return ClassFormatException.format(complaint + " in class file " + shownName);
  }

  private void checkHandle(int index, int kind, int member) {
    int tag = pool.tag(member);
    String suffix =
        switch (kind) {
          case 1, 2, 3, 4 -> tag == ConstantPool.FIELD_REF ? null : " (not a field)";
          case 5, NEW_INVOKE_SPECIAL -> tag == ConstantPool.METHOD_REF ? null : " (not a method)";
          case 6, 7 -> isStaticOrSpecial(tag) ? null : " (not a method)";
          case 9 -> tag == ConstantPool.INTERFACE_METHOD_REF ? null : " (not an interface method)";
          default -> throw error("Bad method handle kind at constant pool index " + index);
        };
    if (tag == 0) {
      throw error("Invalid constant pool index " + member);
    }
    if (suffix != null) {
      throw ClassFormatException.format(
          "Invalid constant pool index " + member + " in class file " + shownName + suffix);
    }
  }

  private boolean isStaticOrSpecial(int tag) {
    return tag == ConstantPool.METHOD_REF
        || (tag == ConstantPool.INTERFACE_METHOD_REF && major >= FIRST_WITH_INTERFACE_CODE);
  }

  private void checkNames(int index) {
    int tag = pool.tag(index);
    if (tag == 0) {
      return;
    }
    int at = pool.item(index, tag);
    switch (tag) {
      case ConstantPool.CLASS -> names.className(pool.utf8At(at));
      case ConstantPool.NAME_AND_TYPE -> checkNameAndType(at);
      case ConstantPool.FIELD_REF -> mustBeMethod(at, false, "Field");
      case ConstantPool.DYNAMIC -> mustBeMethod(at, false, "CONSTANT_Dynamic");
      case ConstantPool.METHOD_REF -> {
        mustBeMethod(at, true, "Method");
        String name = nameOf(at);
        if (name.startsWith("<") && !name.equals("<init>")) {
          throw error("Bad method name at constant pool index " + pool.u2(pairOf(at)));
        }
      }
      case ConstantPool.INTERFACE_METHOD_REF, ConstantPool.INVOKE_DYNAMIC ->
          mustBeMethod(at, true, "Method");
      case ConstantPool.METHOD_HANDLE -> checkHandleName(pool.u1(at), pool.u2(at + 1));
      case ConstantPool.METHOD_TYPE -> names.methodDescriptor("Type", pool.utf8At(at));
      default -> {}
    }
  }

  private void checkNameAndType(int at) {
    String name = pool.utf8At(at);
    String descriptor = pool.utf8At(at + 2);
    if (descriptor.isEmpty() || name.isEmpty()) {
      throw ClassFormatException.format(
          "Illegal zero length constant pool entry at "
              + pool.u2(descriptor.isEmpty() ? at + 2 : at)
              + " in class "
              + shownName);
    }
    if (descriptor.startsWith("(")) {
      names.methodName(name);
      names.methodDescriptor(name, descriptor);
    } else {
      names.fieldName(name);
      names.fieldDescriptor(name, descriptor);
    }
  }

  private int pairOf(int at) {
    return pool.item(pool.u2(at + 2), ConstantPool.NAME_AND_TYPE);
  }

  private String nameOf(int at) {
    return pool.utf8At(pairOf(at));
  }

  private void mustBeMethod(int at, boolean method, String what) {
    String descriptor = pool.utf8At(pairOf(at) + 2);
    if (descriptor.startsWith("(") != method) {
      throw names.illegalDescriptor(what, nameOf(at), descriptor);
    }
  }

  private void checkHandleName(int kind, int member) {
    @Nullable Object constant =
        kind >= 5 && kind <= NEW_INVOKE_SPECIAL ? pool.constant(member) : null;
    if (constant instanceof MethodConstant method
        && method.name().equals("<init>") != (kind == NEW_INVOKE_SPECIAL)) {
      String what = kind == NEW_INVOKE_SPECIAL ? "constructor" : "method";
      throw error("Bad " + what + " name at constant pool index " + member);
    }
  }
}
