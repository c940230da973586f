package hotpath.interpreter.link;

import hotpath.interpreter.classfile.JavaKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class of the guest, as the host knows it: a class or interface, an array class, or a primitive
 * type.
 *
 * <p>Its identity is (defining loader, name). What machine code needs of it stands in guest memory
 * at {@link #descriptor}; both are made together when the class is defined and neither moves. The
 * initialization state is in the descriptor only.
 */
public abstract sealed class Klass permits InstanceKlass, ArrayKlass, PrimitiveKlass {
  private final int id;
  private final String name;
  private final Loader loader;
  private final @Nullable InstanceKlass superKlass;
  private long descriptor;
  private long mirrorCell;
  private @Nullable ArrayKlass arrayKlass;

  Klass(int id, String name, Loader loader, @Nullable InstanceKlass superKlass) {
    this.id = id;
    this.name = name;
    this.loader = loader;
    this.superKlass = superKlass;
  }

  /** Index in {@link KlassTable}. */
  public final int id() {
    return id;
  }

  /**
   * Internal name: {@code java/lang/String}, {@code [I}, {@code [Ljava/lang/String;}, or {@code
   * int}.
   */
  public final String name() {
    return name;
  }

  /** The defining loader; that of the element class for arrays. */
  public final Loader loader() {
    return loader;
  }

  /** The super class: null for Object and primitive types; Object for interfaces and arrays. */
  public final @Nullable InstanceKlass superKlass() {
    return superKlass;
  }

  /** Region offset of the class descriptor. */
  public final long descriptor() {
    return descriptor;
  }

  /** Region offset of the cell that holds the java.lang.Class object. */
  public final long mirrorCell() {
    return mirrorCell;
  }

  final void place(long descriptorOffset, long mirrorCellOffset) {
    descriptor = descriptorOffset;
    mirrorCell = mirrorCellOffset;
  }

  /** The class of arrays of this, if it was made already. */
  final @Nullable ArrayKlass arrayKlassIfMade() {
    return arrayKlass;
  }

  final void arrayKlass(ArrayKlass made) {
    arrayKlass = made;
  }

  /** All super interfaces, transitively; an interface itself included. */
  public abstract List<InstanceKlass> allInterfaces();

  /** How many super classes there are. */
  public final int depth() {
    int depth = 0;
    for (Klass k = superKlass; k != null; k = k.superKlass()) {
      depth++;
    }
    return depth;
  }

  public final boolean isArray() {
    return this instanceof ArrayKlass;
  }

  public final boolean isPrimitive() {
    return this instanceof PrimitiveKlass;
  }

  public boolean isInterface() {
    return false;
  }

  /** Kind of a variable of this type. */
  public JavaKind kind() {
    return JavaKind.REF;
  }

  /** Descriptor of a variable of this type, such as {@code Ljava/lang/String;}. */
  public abstract String typeDescriptor();

  /**
   * Whether a value of this type may be assigned to {@code target} without a cast (the rule of
   * {@code instanceof}).
   */
  public abstract boolean isSubtypeOf(Klass target);

  /** Whether {@code ancestor} is this class or one of its super classes. */
  public final boolean isSubclassOf(Klass ancestor) {
    for (Klass k = this; k != null; k = k.superKlass()) {
      if (k == ancestor) {
        return true;
      }
    }
    return false;
  }

  /** The class whose access decides over this one: the innermost element of an array. */
  public Klass elementBase() {
    return this;
  }

  /**
   * Package of the class with slashes, empty for none; arrays and primitives have their element's.
   */
  public String packageName() {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }

  /** Whether both are in the same package of the same loader at run time (JVMS 5.3). */
  public final boolean samePackage(Klass other) {
    return loader == other.loader && packageName().equals(other.packageName());
  }

  /** The name as {@code Class.getName} has it. */
  public String externalName() {
    return name.replace('/', '.');
  }

  @Override
  public final String toString() {
    return externalName();
  }
}
