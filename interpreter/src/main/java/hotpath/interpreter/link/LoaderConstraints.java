package hotpath.interpreter.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loading constraints (JVMS 5.3.4): where a class of one loader uses a member of a class of another
 * one, or overrides its method, both loaders must mean the same class by each name in the member's
 * descriptor.
 *
 * <p>Only loaders of the program can disagree: the application loader asks the bootstrap loader
 * first. So nothing is recorded, and nothing is paid, where none takes part.
 *
 * <p>A constraint is a set of loaders and, once one of them has loaded a class of the name, the
 * class. Whatever a loader loads later must be that class.
 */
final class LoaderConstraints {
  private static final class Constraint {
    final Set<Loader> loaders = new HashSet<>();
    @Nullable Klass klass;
  }

  private final Map<String, List<Constraint>> byName = new HashMap<>();

  /** Requires the class that uses a method and the one that declares it to agree. */
  void checkUse(InstanceKlass from, Klass named, Method method) throws LinkageFailure {
    InstanceKlass holder = method.holder();
    String type = violated(method.signature(), from.loader(), holder.loader());
    if (type != null) {
      throw error(
          ": when resolving "
              + (holder.isInterface() ? "interface method '" : "method '")
              + Messages.method(named, method.name(), method.signature())
              + "' the class loader "
              + from.loader().description()
              + " of the current class, "
              + from.name()
              + ", and the class loader "
              + holder.loader().description()
              + " for the method's defining class, "
              + holder.name()
              + ',',
          inSignature(type.replace('.', '/')),
          from,
          holder);
    }
  }

  void checkUse(InstanceKlass from, Field field) throws LinkageFailure {
    InstanceKlass holder = field.holder();
    String type = violated(field.descriptor(), from.loader(), holder.loader());
    if (type != null) {
      throw error(
          ": when resolving field \""
              + field.name()
              + "\" of type "
              + type
              + ", the class loader "
              + from.loader().description()
              + " of the current class, "
              + from.externalName()
              + ", and the class loader "
              + holder.loader().description()
              + " for the field's defining class, "
              + holder.externalName()
              + ',',
          " for type " + type,
          from,
          holder);
    }
  }

  /** Requires a class and its super types to agree about the methods that it overrides. */
  void checkOverrides(InstanceKlass klass) throws LinkageFailure {
    if (klass.isInterface() || klass.loader().kind() != Loader.Kind.GUEST) {
      return;
    }
    InstanceKlass superKlass = klass.superKlass();
    for (int i = 0; superKlass != null && i < superKlass.vtable().length; i++) {
      Method above = superKlass.vtable()[i];
      Method method = klass.vtable()[i];
      if (method.holder() == klass && above.origin() == Method.Origin.DECLARED) {
        checkOverride(klass, method, above);
      }
    }
    for (InstanceKlass each : klass.allInterfaces()) {
      checkInterface(klass, each);
    }
  }

  private void checkOverride(InstanceKlass klass, Method method, Method above)
      throws LinkageFailure {
    InstanceKlass superKlass = above.holder();
    String type = violated(above.signature(), klass.loader(), superKlass.loader());
    if (type != null) {
      throw error(
          " for class "
              + klass.externalName()
              + ": when selecting overriding method '"
              + Messages.method(method)
              + "' the class loader "
              + klass.loader().description()
              + " of the selected method's type "
              + klass.externalName()
              + ", and the class loader "
              + superKlass.loader().description()
              + " for its super type "
              + superKlass.externalName(),
          inSignature(type),
          klass,
          superKlass);
    }
  }

  private void checkInterface(InstanceKlass klass, InstanceKlass above) throws LinkageFailure {
    for (Method method : above.methods()) {
      Method selected =
          method.isVirtual()
              ? MethodSelection.virtualInClasses(klass, method.name(), method.signature())
              : null;
      if (selected == null || !selected.isPublic()) {
        continue;
      }
      InstanceKlass holder = selected.holder();
      String type = violated(method.signature(), above.loader(), holder.loader());
      if (type != null) {
        throw error(
            " in interface itable initialization for class "
                + klass.externalName()
                + ": when selecting method '"
                + Messages.method(method)
                + "' the class loader "
                + above.loader().description()
                + " for super interface "
                + above.externalName()
                + ", and the class loader "
                + holder.loader().description()
                + " of the selected method's class, "
                + holder.externalName(),
            inSignature(type),
            above,
            holder);
      }
    }
  }

  private static String inSignature(String type) {
    return " for the type " + type + " used in the signature";
  }

  private static LinkageFailure error(
      String text, String type, InstanceKlass first, InstanceKlass second) {
    return linkageError(
        "loader constraint violation"
            + text
            + " have different Class objects"
            + type
            + " ("
            + Messages.inModuleWithParent(first)
            + "; "
            + Messages.inModuleWithParent(second)
            + ")");
  }

  private static LinkageFailure linkageError(String message) {
    return new LinkageFailure("java/lang/LinkageError", message);
  }

  /** Requires a class that a loader has found to be the one that others mean. */
  void checkLoad(Loader loader, Klass klass) throws LinkageFailure {
    Constraint constraint = find(klass.name(), loader);
    if (constraint == null) {
      return;
    }
    if (constraint.klass == null) {
      constraint.klass = klass;
    } else if (constraint.klass != klass) {
      Klass other = constraint.klass;
      String kind = klass instanceof InstanceKlass k && k.isInterface() ? "interface" : "class";
      throw linkageError(
          "loader constraint violation: loader "
              + loader.description()
              + " wants to load "
              + kind
              + ' '
              + klass.externalName()
              + ". A different "
              + kind
              + " with the same name was previously loaded by "
              + other.loader().description()
              + ". ("
              + Messages.inModuleWithParent(other)
              + ")");
    }
  }

  /**
   * Records what follows from a descriptor that two loaders share.
   *
   * @return the first type, as messages name it, of which they have different classes; or null
   */
  private @Nullable String violated(String descriptor, Loader a, Loader b) {
    if (a == b || (a.kind() != Loader.Kind.GUEST && b.kind() != Loader.Kind.GUEST)) {
      return null;
    }
    for (int i = descriptor.indexOf('L'); i >= 0; i = descriptor.indexOf('L', i)) {
      int end = descriptor.indexOf(';', i);
      if (!add(descriptor.substring(i + 1, end), a, b)) {
        int start = i;
        while (start > 0 && descriptor.charAt(start - 1) == '[') {
          start--;
        }
        String type =
            start < i ? descriptor.substring(start, end + 1) : descriptor.substring(i + 1, end);
        return type.replace('/', '.');
      }
      i = end;
    }
    return null;
  }

  private boolean add(String name, Loader a, Loader b) {
    Constraint first = constraint(name, a);
    Constraint second = constraint(name, b);
    if (first == second) {
      return true;
    }
    if (first.klass != null && second.klass != null && first.klass != second.klass) {
      return false;
    }
    first.loaders.addAll(second.loaders);
    first.klass = first.klass == null ? second.klass : first.klass;
    List<Constraint> all = byName.get(name);
    if (all != null) {
      all.remove(second);
    }
    return true;
  }

  /** The constraint that a loader is in, made if there is none. */
  private Constraint constraint(String name, Loader loader) {
    Constraint known = find(name, loader);
    if (known == null) {
      known = new Constraint();
      known.loaders.add(loader);
      known.klass = loader.find(name);
      byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(known);
    }
    return known;
  }

  /** Of a loader that is unloaded. */
  void forget(Loader loader) {
    for (List<Constraint> all : byName.values()) {
      for (Constraint each : all) {
        each.loaders.remove(loader);
        if (each.klass != null && each.klass.loader() == loader) {
          each.klass = null;
        }
      }
      all.removeIf(each -> each.loaders.isEmpty());
    }
  }

  private @Nullable Constraint find(String name, Loader loader) {
    for (Constraint each : byName.getOrDefault(name, List.of())) {
      if (each.loaders.contains(loader)) {
        return each;
      }
    }
    return null;
  }
}
