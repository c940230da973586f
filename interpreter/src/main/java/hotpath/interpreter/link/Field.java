package hotpath.interpreter.link;

import hotpath.interpreter.classfile.FieldInfo;
import hotpath.interpreter.classfile.JavaKind;
import java.lang.reflect.Modifier;

/** A field of a guest class, with its place. */
public final class Field {
  private final InstanceKlass holder;
  private final FieldInfo info;
  private final int index;
  private final JavaKind kind;
  private long offset = -1;

  Field(InstanceKlass holder, FieldInfo info, int index) {
    this.holder = holder;
    this.info = info;
    this.index = index;
    this.kind = info.kind();
  }

  public InstanceKlass holder() {
    return holder;
  }

  public FieldInfo info() {
    return info;
  }

  /** Index among the fields of its class: the slot number of {@code java.lang.reflect.Field}. */
  public int index() {
    return index;
  }

  public String name() {
    return info.name();
  }

  public String descriptor() {
    return info.descriptor();
  }

  public JavaKind kind() {
    return kind;
  }

  public int access() {
    return info.accessFlags();
  }

  /** Offset in the object; of a static field, its region offset. */
  public long offset() {
    return offset;
  }

  void place(long placed) {
    offset = placed;
  }

  public boolean isStatic() {
    return Modifier.isStatic(access());
  }

  public boolean isFinal() {
    return Modifier.isFinal(access());
  }

  public boolean isVolatile() {
    return Modifier.isVolatile(access());
  }

  /** {@code java.lang.String.hash}, as error messages name it. */
  public String externalName() {
    return holder.externalName() + '.' + name();
  }

  @Override
  public String toString() {
    return externalName() + ' ' + descriptor();
  }
}
