package hotpath.interpreter.link;

import hotpath.interpreter.classfile.JavaKind;
import java.util.List;
import java.util.Locale;

/** A primitive type or {@code void}: it exists for its mirror and as element of arrays. */
public final class PrimitiveKlass extends Klass {
  private final JavaKind kind;

  PrimitiveKlass(int id, JavaKind kind, Loader boot) {
    super(id, kind.name().toLowerCase(Locale.ROOT), boot, null);
    this.kind = kind;
  }

  @Override
  public JavaKind kind() {
    return kind;
  }

  @Override
  public List<InstanceKlass> allInterfaces() {
    return List.of();
  }

  @Override
  public String typeDescriptor() {
    return String.valueOf(kind.code());
  }

  @Override
  public boolean isSubtypeOf(Klass target) {
    return this == target;
  }
}
