package hotpath.interpreter.link;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds the vtable of a class: the super class's table with overridden entries replaced (JVMS
 * 5.4.5), then the class's own new methods, then an entry for each interface method that no class
 * declares (a miranda).
 *
 * <p>An entry is what JVMS 5.4.6 selects for a receiver of exactly this class. A final method that
 * overrides nothing has no entry, since calls to it are bound statically; interfaces have no
 * vtable.
 */
final class Vtable {
  private final InstanceKlass klass;
  private final @Nullable InstanceKlass superKlass;
  private final MethodTable methodTable;
  private final List<Method> entries = new ArrayList<>();
  private final List<Method> mirandas = new ArrayList<>();
  private final List<Method> conflicts = new ArrayList<>();
  private final Map<Method, Method> refusals = new LinkedHashMap<>();

  private Vtable(InstanceKlass klass, MethodTable methodTable) {
    this.klass = klass;
    this.superKlass = klass.superKlass();
    this.methodTable = methodTable;
  }

  /**
   * Gives {@code klass} its vtable and its methods their indexes.
   *
   * @return methods made here that need descriptors: mirandas, conflicts, refusals
   * @throws LinkageFailure if a final method is overridden
   */
  static List<Method> build(InstanceKlass klass, MethodTable methodTable) throws LinkageFailure {
    if (klass.isInterface()) {
      numberInterfaceMethods(klass);
      return List.of();
    }
    Vtable builder = new Vtable(klass, methodTable);
    builder.inheritAndOverride();
    builder.addInterfaceMethods();
    builder.addRefusals();
    klass.vtable(builder.entries.toArray(Method[]::new), List.copyOf(builder.mirandas));
    klass.refusals(builder.refusals);
    List<Method> made = new ArrayList<>(builder.mirandas);
    made.addAll(builder.conflicts);
    made.addAll(builder.refusals.values());
    return made;
  }

  private static void numberInterfaceMethods(InstanceKlass klass) {
    int index = 0;
    for (Method method : klass.methods()) {
      if (method.isVirtual()) {
        method.interfaceIndex(index++);
      }
    }
  }

  private void inheritAndOverride() throws LinkageFailure {
    if (superKlass != null) {
      entries.addAll(Arrays.asList(superKlass.vtable()));
    }
    int inherited = entries.size();
    for (Method method : klass.methods()) {
      if (!method.isVirtual()) {
        continue;
      }
      checkFinal(method);
      for (int i = 0; i < inherited; i++) {
        Method entry = entries.get(i);
        if (entry.has(method.name(), method.signature()) && overrides(method, entry)) {
          entries.set(i, method);
          if (method.vtableIndex() == MethodDescriptorLayout.NO_INDEX) {
            method.vtableIndex(i);
          }
        }
      }
      boolean bound = method.isFinal() || Modifier.isFinal(klass.access());
      if (method.vtableIndex() == MethodDescriptorLayout.NO_INDEX && !bound) {
        method.vtableIndex(entries.size());
        entries.add(method);
      }
    }
  }

  /** Final methods of super classes need not have an entry, so they are looked for by name. */
  private void checkFinal(Method method) throws LinkageFailure {
    for (InstanceKlass k = superKlass; k != null; k = k.superKlass()) {
      Method above = k.declaredMethod(method.name(), method.signature());
      if (above != null && above.isVirtual() && above.isFinal() && overrides(method, above)) {
        throw new LinkageFailure(
            "java/lang/IncompatibleClassChangeError",
            "class "
                + klass.externalName()
                + " overrides final method "
                + above.holder().externalName()
                + '.'
                + above.name()
                + above.signature());
      }
    }
  }

  private static boolean overrides(Method method, Method above) {
    return Modifier.isPublic(above.access())
        || Modifier.isProtected(above.access())
        || above.holder().samePackage(method.holder());
  }

  private void addInterfaceMethods() {
    List<InstanceKlass> known = superKlass == null ? List.of() : superKlass.allInterfaces();
    if (known.size() == klass.allInterfaces().size()) {
      return;
    }
    for (InstanceKlass each : klass.allInterfaces()) {
      for (Method method : each.methods()) {
        if (method.isVirtual()) {
          addInterfaceMethod(method);
        }
      }
    }
  }

  private void addInterfaceMethod(Method method) {
    if (MethodSelection.virtualInClasses(klass, method.name(), method.signature()) != null) {
      return;
    }
    Method miranda = findMiranda(klass, method.name(), method.signature());
    if (miranda == null) {
      miranda = find(mirandas, method.name(), method.signature());
    }
    if (miranda == null) {
      miranda = methodTable.add(klass, method.info(), -1, Method.Origin.MIRANDA, null);
      miranda.vtableIndex(entries.size());
      mirandas.add(miranda);
      entries.add(miranda);
    }
    entries.set(miranda.vtableIndex(), select(method, miranda));
  }

  /**
   * Among the interfaces: the one default method, or the conflict of several, or the miranda for
   * none.
   */
  private Method select(Method method, Method miranda) {
    List<Method> withCode =
        MethodSelection.maximallySpecific(klass.allInterfaces(), method.name(), method.signature())
            .stream()
            .filter(candidate -> !candidate.isAbstract())
            .toList();
    return switch (withCode.size()) {
      case 0 -> miranda;
      case 1 -> withCode.getFirst();
      default -> conflict(method, withCode);
    };
  }

  private Method conflict(Method method, List<Method> candidates) {
    Method made = find(conflicts, method.name(), method.signature());
    if (made == null) {
      StringBuilder text = new StringBuilder("Conflicting default methods:");
      for (Method candidate : candidates) {
        text.append(' ').append(candidate.holder().name()).append('.').append(candidate.name());
      }
      made =
          methodTable.add(
              klass,
              method.info(),
              -1,
              Method.Origin.CONFLICT,
              new LinkageFailure("java/lang/IncompatibleClassChangeError", text.toString()));
      conflicts.add(made);
    }
    return made;
  }

  /**
   * A call through an interface must not select a method that is not public: what it selects
   * instead throws (JVMS 6.5, invokeinterface). Such a method is in the class, or it is one of
   * Object's protected ones.
   */
  private void addRefusals() {
    boolean any = mayHaveHidden(klass);
    for (InstanceKlass each : klass.allInterfaces()) {
      for (Method method : each.methods()) {
        if (method.isVirtual() && (any || isHiddenInObject(method.name()))) {
          Method selected =
              MethodSelection.virtualInClasses(klass, method.name(), method.signature());
          if (selected != null && !selected.isPublic() && refusal(klass, selected) == null) {
            refusals.computeIfAbsent(selected, this::refuse);
          }
        }
      }
    }
  }

  private static boolean mayHaveHidden(InstanceKlass klass) {
    for (InstanceKlass k = klass; k.superKlass() != null; k = k.superKlass()) {
      for (Method method : k.methods()) {
        if (method.isVirtual() && !method.isPublic()) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isHiddenInObject(String name) {
    return name.equals("clone") || name.equals("finalize");
  }

  private Method refuse(Method hidden) {
    LinkageFailure failure =
        new LinkageFailure("java/lang/IllegalAccessError", "'" + Messages.method(hidden) + "'");
    return methodTable.add(klass, hidden.info(), -1, Method.Origin.CONFLICT, failure);
  }

  private static @Nullable Method refusal(InstanceKlass klass, Method hidden) {
    for (InstanceKlass k = klass; k != null; k = k.superKlass()) {
      Method made = k.refusal(hidden);
      if (made != null) {
        return made;
      }
    }
    return null;
  }

  private static @Nullable Method find(List<Method> methods, String name, String signature) {
    for (Method method : methods) {
      if (method.has(name, signature)) {
        return method;
      }
    }
    return null;
  }

  /**
   * The miranda that gives an interface method its vtable index in {@code klass}, if no class
   * declares the method.
   */
  static @Nullable Method findMiranda(InstanceKlass klass, String name, String signature) {
    for (InstanceKlass k = klass; k != null; k = k.superKlass()) {
      Method method = find(k.mirandas(), name, signature);
      if (method != null) {
        return method;
      }
    }
    return null;
  }

  /** What an interface method selects in a class: the entry of the class's method tables. */
  static Method selected(InstanceKlass klass, Method interfaceMethod) {
    String name = interfaceMethod.name();
    String signature = interfaceMethod.signature();
    Method declared = MethodSelection.virtualInClasses(klass, name, signature);
    if (declared != null) {
      return declared.isPublic() ? declared : Objects.requireNonNull(refusal(klass, declared));
    }
    Method miranda = findMiranda(klass, name, signature);
    if (miranda == null) {
      throw new IllegalStateException(klass + " has no entry for " + interfaceMethod);
    }
    return klass.vtable()[miranda.vtableIndex()];
  }
}
