package hotpath.interpreter.classfile;

/**
 * Which names and descriptors are legal (JVMS 4.2, 4.3).
 *
 * <p>Since version 49 a name may have any characters but a few; before, it had to be a Java
 * identifier.
 */
final class NameCheck {
  private static final int FIRST_WITH_FREE_NAMES = 49;
  private static final int FIRST_WITH_PLAIN_CLINIT = 51;
  private static final int MAX_DIMENSIONS = 255;

  private final int major;
  private final String shownName;

  NameCheck(int major, String shownName) {
    this.major = major;
    this.shownName = shownName;
  }

  void className(String name) {
    boolean legal;
    if (name.startsWith("[")) {
      legal = endOfType(name, 0, false) == name.length();
    } else if (major < FIRST_WITH_FREE_NAMES) {
      legal = endOfIdentifier(name, 0, true) == name.length();
    } else {
      legal = isQualifiedName(name, 0, name.length());
    }
    if (!legal) {
      throw ClassFormatException.format(
          "Illegal class name \"" + name + "\" in class file " + shownName);
    }
  }

  void fieldName(String name) {
    boolean legal =
        major < FIRST_WITH_FREE_NAMES
            ? endOfIdentifier(name, 0, false) == name.length()
            : isUnqualifiedName(name, false);
    if (!legal) {
      throw ClassFormatException.format(
          "Illegal field name \"" + name + "\" in class " + shownName);
    }
  }

  void methodName(String name) {
    boolean legal;
    if (name.startsWith("<")) {
      legal = name.equals("<init>") || name.equals("<clinit>");
    } else if (major < FIRST_WITH_FREE_NAMES) {
      legal = endOfIdentifier(name, 0, false) == name.length();
    } else {
      legal = isUnqualifiedName(name, true);
    }
    if (!legal) {
      throw ClassFormatException.format(
          "Illegal method name \"" + name + "\" in class " + shownName);
    }
  }

  void fieldDescriptor(String name, String descriptor) {
    if (endOfType(descriptor, 0, false) != descriptor.length()) {
      throw illegalDescriptor("Field", name, descriptor);
    }
  }

  /** Checks a method descriptor and counts its argument slots (a long takes two). */
  int methodDescriptor(String name, String descriptor) {
    if (name.equals("<clinit>") && !descriptor.equals("()V") && major >= FIRST_WITH_PLAIN_CLINIT) {
      throw illegalDescriptor("Method", name, descriptor);
    }
    int slots = descriptor.startsWith("(") ? 0 : -1;
    int at = 1;
    while (slots >= 0 && at < descriptor.length() && descriptor.charAt(at) != ')') {
      int end = endOfType(descriptor, at, false);
      if (end < 0) {
        slots = -1;
        break;
      }
      slots += JavaKind.of(descriptor.charAt(at)).classFileSlots();
      at = end;
    }
    if (slots < 0 || at >= descriptor.length()) {
      throw illegalDescriptor("Method", name, descriptor);
    }
    boolean legalResult =
        name.startsWith("<")
            ? descriptor.substring(at + 1).equals("V")
            : endOfType(descriptor, at + 1, true) == descriptor.length();
    if (!legalResult) {
      throw illegalDescriptor("Method", name, descriptor);
    }
    return slots;
  }

  ClassFormatException illegalDescriptor(String what, String name, String descriptor) {
    return ClassFormatException.format(
        what
            + " \""
            + name
            + "\" in class "
            + shownName
            + " has illegal signature \""
            + descriptor
            + "\"");
  }

  /** Index behind the type that starts at an index, -1 if there is no legal one. */
  private int endOfType(String text, int start, boolean voidAllowed) {
    int at = start;
    while (at < text.length() && text.charAt(at) == '[') {
      at++;
    }
    if (at - start > MAX_DIMENSIONS) {
      throw ClassFormatException.format(
          "Array type descriptor has more than 255 dimensions in class file " + shownName);
    }
    if (at == text.length()) {
      return -1;
    }
    return switch (text.charAt(at)) {
      case 'Z', 'B', 'C', 'S', 'I', 'F', 'J', 'D' -> at + 1;
      case 'V' -> voidAllowed && at == start ? at + 1 : -1;
      case 'L' -> endOfClassType(text, at + 1);
      default -> -1;
    };
  }

  private int endOfClassType(String text, int start) {
    if (major < FIRST_WITH_FREE_NAMES) {
      int end = endOfIdentifier(text, start, true);
      return end > start && end < text.length() && text.charAt(end) == ';' ? end + 1 : -1;
    }
    int end = text.indexOf(';', start);
    if (end < 0) {
      return -1;
    }
    if (!isQualifiedName(text, start, end)) {
      throw ClassFormatException.format(
          "Class name is empty or contains illegal character in descriptor in class file "
              + shownName);
    }
    return end + 1;
  }

  private static boolean isQualifiedName(String text, int start, int end) {
    boolean segmentEmpty = true;
    for (int at = start; at < end; at++) {
      switch (text.charAt(at)) {
        case '.', ';', '[' -> {
          return false;
        }
        case '/' -> {
          if (segmentEmpty) {
            return false;
          }
          segmentEmpty = true;
        }
        default -> segmentEmpty = false;
      }
    }
    return !segmentEmpty;
  }

  private static boolean isUnqualifiedName(String name, boolean method) {
    for (int at = 0; at < name.length(); at++) {
      switch (name.charAt(at)) {
        case '.', ';', '[', '/' -> {
          return false;
        }
        case '<', '>' -> {
          if (method) {
            return false;
          }
        }
        default -> {}
      }
    }
    return !name.isEmpty();
  }

  /**
   * Index behind the longest identifier (with single slashes if allowed) at an index; -1 if there
   * is none.
   */
  private static int endOfIdentifier(String text, int start, boolean slashes) {
    boolean afterSlash = false;
    int at = start;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (slashes && c == '/') {
        if (afterSlash) {
          return -1;
        }
        afterSlash = true;
      } else if (isIdentifierCharacter(c, at == start)) {
        afterSlash = false;
      } else {
        break;
      }
    }
    return at == start ? -1 : at;
  }

  private static boolean isIdentifierCharacter(char c, boolean first) {
    if (c < 128) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || c == '_'
          || c == '$'
          || (!first && c >= '0' && c <= '9');
    }
    return first ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c);
  }
}
