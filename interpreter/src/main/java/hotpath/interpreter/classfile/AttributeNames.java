package hotpath.interpreter.classfile;

import java.util.HashSet;
import java.util.Set;

/**
 * The attributes seen in one table, for those that may stand once only, and checks of those that
 * many tables share.
 */
final class AttributeNames {
  private static final int FIRST_WITH_SIGNATURES = 49;

  private final ClassCursor in;
  private final String where;
  private final Set<String> seen = new HashSet<>();

  AttributeNames(ClassCursor in, String where) {
    this.in = in;
    this.where = where;
  }

  void once(String name, String complaint) {
    in.check(seen.add(name), complaint);
  }

  /** Attributes of methods alone of which there may be one. */
  void oncePerMethod(String name) {
    switch (name) {
      case "RuntimeVisibleParameterAnnotations",
          "RuntimeInvisibleParameterAnnotations",
          "AnnotationDefault" ->
          once(name, "Multiple " + name + " attributes for method");
      default -> {}
    }
  }

  /**
   * Checks attributes that fields, methods and classes share; the cursor is at the content and may
   * move.
   */
  void common(String name, long length) {
    switch (name) {
      case "Synthetic", "Deprecated" ->
          in.check(length == 0, "Invalid " + name + " " + where + " attribute length %s", length);
      case "Signature" -> {
        if (in.major >= FIRST_WITH_SIGNATURES) {
          once(name, "Multiple Signature attributes for " + where);
          in.check(length == 2, "Invalid Signature attribute length %s", length);
          int index = in.u2();
          in.check(
              in.isUtf8(index), "Invalid Signature attribute at constant pool index %s", index);
        }
      }
      case "RuntimeVisibleAnnotations",
          "RuntimeInvisibleAnnotations",
          "RuntimeVisibleTypeAnnotations",
          "RuntimeInvisibleTypeAnnotations" -> {
        if (in.major >= FIRST_WITH_SIGNATURES) {
          once(name, "Multiple " + name + " attributes for " + where);
        }
      }
      default -> {}
    }
  }
}
