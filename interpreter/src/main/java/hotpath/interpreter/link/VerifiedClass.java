package hotpath.interpreter.link;

import hotpath.interpreter.classfile.Constant.FieldConstant;
import hotpath.interpreter.verify.LoadedClass;
import org.jspecify.annotations.Nullable;

/** A class as the verifier asks about it. */
record VerifiedClass(InstanceKlass klass) implements LoadedClass {
  @Override
  public String name() {
    return klass.name();
  }

  @Override
  public boolean isInterface() {
    return klass.isInterface();
  }

  @Override
  public @Nullable LoadedClass superclass() {
    InstanceKlass above = klass.superKlass();
    return above == null ? null : new VerifiedClass(above);
  }

  @Override
  public boolean isInSamePackage(LoadedClass other) {
    return other instanceof VerifiedClass loaded && klass.samePackage(loaded.klass);
  }

  @Override
  public @Nullable Member findField(String name, String descriptor) {
    Field field = Resolution.findField(klass, new FieldConstant(klass.name(), name, descriptor));
    return field == null ? null : new Member(new VerifiedClass(field.holder()), field.access());
  }

  @Override
  public @Nullable Member findMethod(String name, String descriptor) {
    Method method = MethodSelection.inClasses(klass, name, descriptor);
    return method == null ? null : new Member(new VerifiedClass(method.holder()), method.access());
  }

  @Override
  public boolean hasDirectInterface(String name) {
    for (InstanceKlass each : klass.interfaces()) {
      if (each.name().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
