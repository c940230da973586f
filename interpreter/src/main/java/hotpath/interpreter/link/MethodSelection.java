package hotpath.interpreter.link;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Look-ups of methods by name and descriptor through super types: JVMS 5.4.3.3, 5.4.3.4 and 5.4.6.
 * Access is not checked here.
 */
public final class MethodSelection {
  private MethodSelection() {}

  /** The declaration in the class or the nearest super class. */
  static @Nullable Method inClasses(@Nullable InstanceKlass klass, String name, String signature) {
    for (InstanceKlass k = klass; k != null; k = k.superKlass()) {
      Method method = k.declaredMethod(name, signature);
      if (method != null) {
        return method;
      }
    }
    return null;
  }

  /** The nearest declaration that a call on an instance can select: neither static nor private. */
  static @Nullable Method virtualInClasses(
      @Nullable InstanceKlass klass, String name, String signature) {
    for (InstanceKlass k = klass; k != null; k = k.superKlass()) {
      Method method = k.declaredMethod(name, signature);
      if (method != null && method.isVirtual()) {
        return method;
      }
    }
    return null;
  }

  /** What a call of {@code method} on an object of class {@code receiver} runs. */
  public static Method select(Klass receiver, Method method) {
    InstanceKlass klass = receiver instanceof InstanceKlass plain ? plain : receiver.superKlass();
    if (klass == null || method.isStaticallyBound()) {
      return method.target();
    }
    if (method.holder().isInterface() && method.origin() == Method.Origin.DECLARED) {
      return Vtable.selected(klass, method).target();
    }
    return klass.vtable()[method.vtableIndex()].target();
  }

  /**
   * What an invokevirtual of {@code klass} resolves to; null if nothing has the name and
   * descriptor.
   */
  static @Nullable Method resolveInClass(InstanceKlass klass, String name, String signature) {
    Method method = inClasses(klass, name, signature);
    return method != null ? method : inInterfaces(klass.allInterfaces(), name, signature);
  }

  /**
   * What an invokeinterface of {@code klass} resolves to; null if nothing has the name and
   * descriptor.
   */
  static @Nullable Method resolveInInterface(InstanceKlass klass, String name, String signature) {
    Method method = klass.declaredMethod(name, signature);
    if (method != null) {
      return method;
    }
    InstanceKlass object = klass.superKlass();
    Method ofObject = object == null ? null : object.declaredMethod(name, signature);
    if (ofObject != null && ofObject.isPublic() && !ofObject.isStatic()) {
      return ofObject;
    }
    return inInterfaces(klass.allInterfaces(), name, signature);
  }

  /** The single maximally-specific method with code, else any candidate, else null. */
  static @Nullable Method inInterfaces(
      List<InstanceKlass> interfaces, String name, String signature) {
    List<Method> candidates = maximallySpecific(interfaces, name, signature);
    Method withCode = null;
    for (Method candidate : candidates) {
      if (!candidate.isAbstract()) {
        if (withCode != null) {
          return candidates.getFirst();
        }
        withCode = candidate;
      }
    }
    if (withCode != null) {
      return withCode;
    }
    return candidates.isEmpty() ? null : candidates.getFirst();
  }

  /**
   * Interface methods, neither static nor private, that no sub-interface among {@code interfaces}
   * overrides.
   */
  static List<Method> maximallySpecific(
      List<InstanceKlass> interfaces, String name, String signature) {
    List<Method> found = new ArrayList<>();
    for (InstanceKlass each : interfaces) {
      Method method = each.declaredMethod(name, signature);
      if (method != null && method.isVirtual()) {
        found.removeIf(other -> each.isSubtypeOf(other.holder()));
        if (found.stream().noneMatch(other -> other.holder().isSubtypeOf(each))) {
          found.add(method);
        }
      }
    }
    return found;
  }
}
