package hotpath.interpreter.classfile;

import static hotpath.interpreter.classfile.ClassFile.ACC_ABSTRACT;
import static hotpath.interpreter.classfile.ClassFile.ACC_ANNOTATION;
import static hotpath.interpreter.classfile.ClassFile.ACC_BRIDGE;
import static hotpath.interpreter.classfile.ClassFile.ACC_ENUM;
import static hotpath.interpreter.classfile.ClassFile.ACC_FINAL;
import static hotpath.interpreter.classfile.ClassFile.ACC_INTERFACE;
import static hotpath.interpreter.classfile.ClassFile.ACC_NATIVE;
import static hotpath.interpreter.classfile.ClassFile.ACC_PRIVATE;
import static hotpath.interpreter.classfile.ClassFile.ACC_PROTECTED;
import static hotpath.interpreter.classfile.ClassFile.ACC_PUBLIC;
import static hotpath.interpreter.classfile.ClassFile.ACC_STATIC;
import static hotpath.interpreter.classfile.ClassFile.ACC_STRICT;
import static hotpath.interpreter.classfile.ClassFile.ACC_SUPER;
import static hotpath.interpreter.classfile.ClassFile.ACC_SYNCHRONIZED;
import static hotpath.interpreter.classfile.ClassFile.ACC_TRANSIENT;
import static hotpath.interpreter.classfile.ClassFile.ACC_VOLATILE;

/** Which access flags may stand together (JVMS 4.1, 4.5, 4.6), by the version of the class file. */
final class FlagCheck {
  private static final int FIRST_STRICT = 49;
  private static final int FIRST_WITH_INTERFACE_CODE = 52;

  /** From here on strictfp means nothing (JEP 306), so no method may not have it. */
  private static final int FIRST_ALWAYS_STRICT = 61;

  private final int major;
  private final String shownName;

  FlagCheck(int major, String shownName) {
    this.major = major;
    this.shownName = shownName;
  }

  private static boolean has(int flags, int any) {
    return (flags & any) != 0;
  }

  private static boolean hasAll(int flags, int all) {
    return (flags & all) == all;
  }

  void classFlags(int flags) {
    boolean strict = major >= FIRST_STRICT;
    boolean illegal;
    if (has(flags, ACC_INTERFACE)) {
      illegal = !has(flags, ACC_ABSTRACT) || (strict && has(flags, ACC_SUPER | ACC_ENUM));
    } else {
      illegal = strict && has(flags, ACC_ANNOTATION);
    }
    if (illegal || hasAll(flags, ACC_ABSTRACT | ACC_FINAL)) {
      throw ClassFormatException.format(
          String.format("Illegal class modifiers in class %s: 0x%X", shownName, flags));
    }
  }

  private int strictFlag() {
    return major >= FIRST_ALWAYS_STRICT ? 0 : ACC_STRICT;
  }

  private static boolean hasManyVisibilities(int flags) {
    return Integer.bitCount(flags & (ACC_PUBLIC | ACC_PRIVATE | ACC_PROTECTED)) > 1;
  }

  void fieldFlags(int flags, boolean inInterface) {
    boolean illegal;
    if (inInterface) {
      illegal =
          !hasAll(flags, ACC_PUBLIC | ACC_STATIC | ACC_FINAL)
              || has(flags, ACC_PRIVATE | ACC_PROTECTED | ACC_VOLATILE | ACC_TRANSIENT)
              || (major >= FIRST_STRICT && has(flags, ACC_ENUM));
    } else {
      illegal = hasManyVisibilities(flags) || hasAll(flags, ACC_FINAL | ACC_VOLATILE);
    }
    if (illegal) {
      throw ClassFormatException.format(
          String.format("Illegal field modifiers in class %s: 0x%X", shownName, flags));
    }
  }

  void methodFlags(int flags, boolean inInterface, String name) {
    boolean illegal;
    if (inInterface) {
      illegal = isIllegalInterfaceMethod(flags);
    } else if (hasManyVisibilities(flags)) {
      illegal = true;
    } else if (name.equals("<init>")) {
      illegal =
          has(flags, ACC_STATIC | ACC_FINAL | ACC_SYNCHRONIZED | ACC_NATIVE | ACC_ABSTRACT)
              || (major >= FIRST_STRICT && has(flags, ACC_BRIDGE));
    } else {
      illegal =
          has(flags, ACC_ABSTRACT)
              && (has(flags, ACC_FINAL | ACC_NATIVE | ACC_PRIVATE | ACC_STATIC)
                  || (major >= FIRST_STRICT && has(flags, ACC_SYNCHRONIZED | strictFlag())));
    }
    if (illegal) {
      throw ClassFormatException.format(
          String.format(
              "Method %s in class %s has illegal modifiers: 0x%X", name, shownName, flags));
    }
  }

  private boolean isIllegalInterfaceMethod(int flags) {
    if (major >= FIRST_WITH_INTERFACE_CODE) {
      return has(flags, ACC_PUBLIC) == has(flags, ACC_PRIVATE)
          || has(flags, ACC_NATIVE | ACC_PROTECTED | ACC_FINAL | ACC_SYNCHRONIZED)
          || (has(flags, ACC_ABSTRACT) && has(flags, ACC_PRIVATE | ACC_STATIC | strictFlag()));
    }
    int forbidden = ACC_STATIC | ACC_FINAL | ACC_NATIVE;
    if (major >= FIRST_STRICT) {
      forbidden |= ACC_PRIVATE | ACC_PROTECTED | ACC_SYNCHRONIZED | ACC_STRICT;
    }
    return !hasAll(flags, ACC_PUBLIC | ACC_ABSTRACT) || has(flags, forbidden);
  }
}
