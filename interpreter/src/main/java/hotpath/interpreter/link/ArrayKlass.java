package hotpath.interpreter.link;

import hotpath.interpreter.classfile.JavaKind;
import java.util.List;

/** A class of arrays. Made on demand by {@link ArrayKlasses}, once for each element class. */
public final class ArrayKlass extends Klass {
  private final Klass element;
  private final List<InstanceKlass> interfaces;

  ArrayKlass(int id, Klass element, InstanceKlass object, List<InstanceKlass> interfaces) {
    super(id, "[".concat(element.typeDescriptor()), element.loader(), object);
    this.element = element;
    this.interfaces = interfaces;
  }

  /** Class of the elements: {@code int[]} for {@code int[][]}. */
  public Klass element() {
    return element;
  }

  /** Kind of the elements. */
  public JavaKind elementKind() {
    return element.kind();
  }

  @Override
  public Klass elementBase() {
    return element.elementBase();
  }

  @Override
  public String packageName() {
    return element.packageName();
  }

  @Override
  public List<InstanceKlass> allInterfaces() {
    return interfaces;
  }

  @Override
  public String typeDescriptor() {
    return name();
  }

  @Override
  public boolean isSubtypeOf(Klass target) {
    return switch (target) {
      case ArrayKlass array -> element.isSubtypeOf(array.element);
      case InstanceKlass plain -> plain == superKlass() || interfaces.contains(plain);
      case PrimitiveKlass _ -> false;
    };
  }
}
