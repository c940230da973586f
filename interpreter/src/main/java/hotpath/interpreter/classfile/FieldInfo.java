package hotpath.interpreter.classfile;

import org.jspecify.annotations.Nullable;

/** One field of a class file. Immutable; rarely used attributes are read when asked for. */
public final class FieldInfo {
  private final ConstantPool pool;
  private final int accessFlags;
  private final String name;
  private final String descriptor;
  private final int index;
  private final int attributes;

  FieldInfo(
      ConstantPool pool,
      int accessFlags,
      String name,
      String descriptor,
      int index,
      int attributes) {
    this.pool = pool;
    this.accessFlags = accessFlags;
    this.name = name;
    this.descriptor = descriptor;
    this.index = index;
    this.attributes = attributes;
  }

  public int accessFlags() {
    return accessFlags;
  }

  public boolean isStatic() {
    return (accessFlags & ClassFile.ACC_STATIC) != 0;
  }

  public String name() {
    return name;
  }

  public String descriptor() {
    return descriptor;
  }

  public JavaKind kind() {
    return JavaKind.of(descriptor);
  }

  /** Position among the fields of the class file. */
  public int index() {
    return index;
  }

  /**
   * The ConstantValue of a static field: Integer, Long, Float, Double or String; null if there is
   * none.
   */
  public @Nullable Object constantValue() {
    if (!isStatic()) {
      return null;
    }
    int at = Attributes.find(pool, attributes, "ConstantValue");
    return at == 0 ? null : pool.constant(pool.u2(at));
  }

  public @Nullable String signature() {
    int at = Attributes.find(pool, attributes, "Signature");
    return at == 0 ? null : pool.utf8At(at);
  }

  /**
   * Content of an attribute such as RuntimeVisibleAnnotations, as it stands in the file; null if
   * there is none.
   */
  public byte @Nullable [] attribute(String attributeName) {
    return Attributes.bytes(pool, attributes, attributeName);
  }

  @Override
  public String toString() {
    return name + ":" + descriptor;
  }
}
