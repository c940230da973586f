package hotpath.interpreter.classfile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One method of a class file. Immutable; its code is read by {@link ClassFile#code}, other
 * attributes when asked for.
 */
public final class MethodInfo {
  private final ConstantPool pool;
  private final int accessFlags;
  private final String name;
  private final String descriptor;
  private final int index;
  private final int attributes;
  private final int codeOffset;
  private @Nullable MethodDescriptor parsed;

  MethodInfo(
      ConstantPool pool,
      int accessFlags,
      String name,
      String descriptor,
      int index,
      int attributes,
      int codeOffset) {
    this.pool = pool;
    this.accessFlags = accessFlags;
    this.name = name;
    this.descriptor = descriptor;
    this.index = index;
    this.attributes = attributes;
    this.codeOffset = codeOffset;
  }

  public int accessFlags() {
    return accessFlags;
  }

  public boolean isStatic() {
    return (accessFlags & ClassFile.ACC_STATIC) != 0;
  }

  public boolean isNative() {
    return (accessFlags & ClassFile.ACC_NATIVE) != 0;
  }

  public boolean isAbstract() {
    return (accessFlags & ClassFile.ACC_ABSTRACT) != 0;
  }

  public String name() {
    return name;
  }

  public String descriptor() {
    return descriptor;
  }

  /** The descriptor's parts; parsed when first asked for. */
  public MethodDescriptor parsedDescriptor() {
    MethodDescriptor known = parsed;
    if (known == null) {
      known = MethodDescriptor.parse(descriptor);
      parsed = known;
    }
    return known;
  }

  /** Position among the methods of the class file. */
  public int index() {
    return index;
  }

  public boolean hasCode() {
    return codeOffset != 0;
  }

  /** Offset of the content of the Code attribute, 0 if there is none. */
  int codeOffset() {
    return codeOffset;
  }

  /** max_stack without reading the code. */
  public int maxStack() {
    return codeOffset == 0 ? 0 : pool.u2(codeOffset);
  }

  /** max_locals (class-file slots) without reading the code. */
  public int maxLocals() {
    return codeOffset == 0 ? 0 : pool.u2(codeOffset + 2);
  }

  /** Internal names of the declared exceptions. */
  public List<String> exceptions() {
    int at = Attributes.find(pool, attributes, "Exceptions");
    return at == 0 ? List.of() : Attributes.classes(pool, at);
  }

  public @Nullable String signature() {
    int at = Attributes.find(pool, attributes, "Signature");
    return at == 0 ? null : pool.utf8At(at);
  }

  /**
   * Names of the parameters from MethodParameters, null elements where they have none; empty
   * without the attribute.
   */
  public List<Parameter> parameters() {
    int at = Attributes.find(pool, attributes, "MethodParameters");
    if (at == 0) {
      return List.of();
    }
    List<Parameter> result = new ArrayList<>();
    int count = pool.u1(at);
    for (int k = 0; k < count; k++) {
      int entry = at + 1 + 4 * k;
      result.add(new Parameter(pool.optionalUtf8At(entry), pool.u2(entry + 2)));
    }
    return result;
  }

  /** Whether an annotation of this type descriptor is among the RuntimeVisibleAnnotations. */
  public boolean hasAnnotation(String typeDescriptor) {
    return Attributes.hasAnnotation(pool, attributes, typeDescriptor);
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
    return name + descriptor;
  }

  /** A row of MethodParameters. */
  public record Parameter(@Nullable String name, int accessFlags) {}
}
