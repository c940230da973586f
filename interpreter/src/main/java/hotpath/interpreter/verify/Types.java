package hotpath.interpreter.verify;

import hotpath.interpreter.classfile.VerificationType;
import hotpath.interpreter.classfile.VerificationType.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The type relation of the verifier (JVMS 4.10.1.2) and its least upper bound (4.10.2.2), for one
 * class.
 *
 * <p>Interfaces are treated like Object. A question that needs a class that is not loaded throws
 * {@link ClassNeeded}; as many as possible are answered without.
 */
final class Types {
  static final String OBJECT_NAME = "java/lang/Object";
  static final VerificationType OBJECT = VerificationType.object(OBJECT_NAME);
  static final VerificationType THROWABLE = VerificationType.object("java/lang/Throwable");

  private final LoadedClass self;
  private final ClassHierarchy hierarchy;
  private final boolean byInference;

  /**
   * Makes the relation.
   *
   * @param byInference whether a primitive array may pass for an interface, as it may for HotSpot
   *     with old class files; harmless, since a call through an interface looks for the receiver's
   *     class anyway
   */
  Types(LoadedClass self, ClassHierarchy hierarchy, boolean byInference) {
    this.self = self;
    this.hierarchy = hierarchy;
    this.byInference = byInference;
  }

  LoadedClass self() {
    return self;
  }

  /** The class that a name means here. */
  LoadedClass load(String name) {
    if (name.equals(self.name())) {
      return self;
    }
    LoadedClass found = hierarchy.find(name);
    if (found == null) {
      throw new ClassNeeded(name);
    }
    return found;
  }

  /**
   * Whether a class of this name is among the super classes of the class under verification, or is
   * itself.
   */
  boolean isSelfOrSuper(String name) {
    for (LoadedClass at = self; at != null; at = at.superclass()) {
      if (at.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  boolean isAssignable(VerificationType from, VerificationType to) {
    if (to.tag() == Tag.TOP || from.equals(to)) {
      return true;
    }
    if (to.tag() != Tag.OBJECT) {
      return false;
    }
    if (from.tag() == Tag.NULL) {
      return true;
    }
    return from.tag() == Tag.OBJECT && isClassAssignable(nameOf(from), nameOf(to));
  }

  /** The class name or array descriptor of an object type. */
  static String nameOf(VerificationType type) {
    @Nullable String name = type.name();
    if (name == null) {
      throw new IllegalArgumentException(type + " has no class");
    }
    return name;
  }

  static boolean isArray(VerificationType type) {
    @Nullable String name = type.name();
    return name != null && name.startsWith("[");
  }

  private boolean isClassAssignable(String from, String to) {
    if (from.equals(to) || to.equals(OBJECT_NAME)) {
      return true;
    }
    if (to.startsWith("[")) {
      return from.startsWith("[") && isComponentAssignable(from.substring(1), to.substring(1));
    }
    if (from.startsWith("[")) {
      return to.equals("java/lang/Cloneable")
          || to.equals("java/io/Serializable")
          || (byInference && referenceName(from.substring(1)) == null && load(to).isInterface());
    }
    LoadedClass target = load(to);
    return target.isInterface() || load(from).isSubclassOf(target);
  }

  private boolean isComponentAssignable(String from, String to) {
    if (from.equals(to)) {
      return true;
    }
    @Nullable String fromName = referenceName(from);
    @Nullable String toName = referenceName(to);
    return fromName != null && toName != null && isClassAssignable(fromName, toName);
  }

  /**
   * The class name or array descriptor that a field descriptor of a reference names; null for a
   * primitive.
   */
  static @Nullable String referenceName(String descriptor) {
    return switch (descriptor.charAt(0)) {
      case 'L' -> descriptor.substring(1, descriptor.length() - 1);
      case '[' -> descriptor;
      default -> null;
    };
  }

  /** The most special type that both are assignable to; TOP if none is usable. */
  VerificationType merge(VerificationType a, VerificationType b) {
    if (a.equals(b)) {
      return a;
    }
    if (a.tag() == Tag.NULL && b.tag() == Tag.OBJECT) {
      return b;
    }
    if (b.tag() == Tag.NULL && a.tag() == Tag.OBJECT) {
      return a;
    }
    if (a.tag() != Tag.OBJECT || b.tag() != Tag.OBJECT) {
      return VerificationType.TOP;
    }
    return VerificationType.object(mergeNames(nameOf(a), nameOf(b)));
  }

  private String mergeNames(String a, String b) {
    if (a.equals(b)) {
      return a;
    }
    if (a.startsWith("[") && b.startsWith("[")) {
      @Nullable String aElement = referenceName(a.substring(1));
      @Nullable String bElement = referenceName(b.substring(1));
      if (aElement == null || bElement == null) {
        return OBJECT_NAME;
      }
      String merged = mergeNames(aElement, bElement);
      return merged.startsWith("[") ? "[" + merged : "[L" + merged + ";";
    }
    if (a.startsWith("[") || b.startsWith("[")) {
      return OBJECT_NAME;
    }
    return mergeClasses(a, b);
  }

  private String mergeClasses(String a, String b) {
    if (a.equals(OBJECT_NAME) || b.equals(OBJECT_NAME)) {
      return OBJECT_NAME;
    }
    LoadedClass aClass = load(a);
    LoadedClass bClass = load(b);
    if (aClass.isInterface() || bClass.isInterface()) {
      return OBJECT_NAME;
    }
    for (LoadedClass at = aClass; at != null; at = at.superclass()) {
      if (bClass.isSubclassOf(at)) {
        return at.name();
      }
    }
    return OBJECT_NAME;
  }

  /** A type as HotSpot's messages name it. */
  static String describe(VerificationType type) {
    return switch (type.tag()) {
      case TOP -> "top";
      case INT -> "integer";
      case FLOAT -> "float";
      case DOUBLE -> "double";
      case LONG -> "long";
      case NULL -> "null";
      case UNINITIALIZED_THIS -> "uninitializedThis";
      case RETURN_ADDRESS -> "returnAddress";
      case UNINITIALIZED -> "uninitialized " + type.newIndex();
      case OBJECT -> "'" + type.name() + "'";
    };
  }
}
