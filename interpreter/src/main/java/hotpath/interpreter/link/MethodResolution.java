package hotpath.interpreter.link;

import hotpath.interpreter.classfile.Constant.MethodConstant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds and checks the method of an invoke instruction whose class is loaded: JVMS 5.4.3.3,
 * 5.4.3.4, 5.4.4 and 6.5.
 */
public final class MethodResolution {
  private MethodResolution() {}

  /**
   * The resolved method: the declaration that the constant leads to.
   *
   * @param from the class that must have access to it, null for whoever has it to all
   */
  public static Method resolve(
      @Nullable InstanceKlass from, Klass named, MethodConstant constant, InvokeKind kind)
      throws LinkageFailure {
    checkKind(named, constant, kind);
    // An array class has the methods of Object.
    InstanceKlass klass = named instanceof InstanceKlass plain ? plain : named.superKlass();
    Method method = klass == null ? null : find(klass, constant);
    if (klass == null || method == null) {
      throw new LinkageFailure(
          "java/lang/NoSuchMethodError",
          "'" + Messages.method(named, constant.name(), constant.descriptor()) + "'");
    }
    if (method.isConstructor() && method.holder() != named) {
      throw new LinkageFailure(
          "java/lang/NoSuchMethodError",
          named.externalName() + ": method 'void <init>" + arguments(constant) + "' not found");
    }
    boolean arrayClone = named.isArray() && method.name().equals("clone");
    if (from != null
        && !arrayClone
        && !Access.toMember(from, method.holder(), klass, method.access())) {
      throw new LinkageFailure(
          "java/lang/IllegalAccessError",
          "class "
              + from.externalName()
              + " tried to access "
              + (method.isAbstract() ? "abstract " : "")
              + Messages.accessWord(method.access())
              + "method '"
              + Messages.method(method)
              + "' ("
              + Messages.inModules(from, method.holder())
              + ")"
              + Access.nestProblem(from, method.holder(), method.access()));
    }
    if (method.isStatic() != (kind == InvokeKind.STATIC)) {
      String expected =
          switch (kind) {
            case STATIC -> "Expected static method '";
            case VIRTUAL, SPECIAL -> "Expecting non-static method '";
            case INTERFACE -> "Expected instance not static method '";
          };
      throw Resolution.incompatible(expected + Messages.method(method) + "'");
    }
    return method;
  }

  private static String arguments(MethodConstant constant) {
    return Messages.arguments(constant.descriptor());
  }

  private static void checkKind(Klass named, MethodConstant constant, InvokeKind kind)
      throws LinkageFailure {
    if (kind == InvokeKind.STATIC || kind == InvokeKind.SPECIAL) {
      if (named.isInterface() != constant.interfaceOwner()) {
        throw Resolution.incompatible(
            "Method '"
                + Messages.method(named, constant.name(), constant.descriptor())
                + (named.isInterface()
                    ? "' must be InterfaceMethodref constant"
                    : "' must be Methodref constant"));
      }
      return;
    }
    boolean wantsInterface = kind == InvokeKind.INTERFACE;
    if (wantsInterface && !named.isInterface()) {
      throw Resolution.incompatible(
          "Found class " + named.externalName() + ", but interface was expected");
    }
    if (!wantsInterface && named.isInterface()) {
      throw Resolution.incompatible(
          "Found interface " + named.externalName() + ", but class was expected");
    }
  }

  private static @Nullable Method find(InstanceKlass klass, MethodConstant constant) {
    return klass.isInterface()
        ? MethodSelection.resolveInInterface(klass, constant.name(), constant.descriptor())
        : MethodSelection.resolveInClass(klass, constant.name(), constant.descriptor());
  }

  /** What {@code invokespecial} in {@code from} calls, or if that is null, in the class named. */
  public static Method selectSpecial(@Nullable InstanceKlass from, Klass named, Method resolved)
      throws LinkageFailure {
    if (resolved.isConstructor() || resolved.isPrivate()) {
      return resolved;
    }
    InstanceKlass start = named instanceof InstanceKlass plain ? plain : resolved.holder();
    if (from != null && !start.isInterface() && start != from && from.isSubclassOf(start)) {
      start = Objects.requireNonNull(from.superKlass());
    }
    Method selected = find(start, constantOf(resolved));
    if (selected != null && selected.isAbstract()) {
      selected = null;
    }
    if (selected == null || conflicts(start, selected)) {
      throw new LinkageFailure("java/lang/AbstractMethodError", Messages.method(resolved));
    }
    return selected;
  }

  private static MethodConstant constantOf(Method method) {
    return new MethodConstant(
        method.holder().name(), method.name(), method.signature(), method.holder().isInterface());
  }

  /** Whether a default method was only an arbitrary choice among several. */
  private static boolean conflicts(InstanceKlass start, Method selected) {
    return selected.holder().isInterface()
        && selected.holder() != start
        && MethodSelection.maximallySpecific(
                    start.allInterfaces(), selected.name(), selected.signature())
                .stream()
                .filter(candidate -> !candidate.isAbstract())
                .count()
            > 1;
  }

  /**
   * The method that carries the index for a dispatched call: an interface method found through a
   * class is called by the class's vtable.
   */
  public static Method dispatched(Klass named, Method resolved) {
    if (named instanceof InstanceKlass klass
        && !klass.isInterface()
        && resolved.holder().isInterface()
        && resolved.isVirtual()) {
      Method miranda = Vtable.findMiranda(klass, resolved.name(), resolved.signature());
      if (miranda == null) {
        throw new IllegalStateException(klass + " has no entry for " + resolved);
      }
      return miranda;
    }
    return resolved;
  }
}
