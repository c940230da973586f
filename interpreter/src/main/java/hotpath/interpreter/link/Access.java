package hotpath.interpreter.link;

import java.lang.reflect.Modifier;

/** Access control, JVMS 5.4.4. Modules do not count: the short boot leaves every package open. */
public final class Access {
  private Access() {}

  /** Whether code of {@code from} may name {@code target}. */
  public static boolean toClass(InstanceKlass accessor, Klass target) {
    InstanceKlass from = accessor.accessor();
    return !(target.elementBase() instanceof InstanceKlass klass)
        || Modifier.isPublic(klass.access())
        || klass == from
        || klass.samePackage(from)
        || from.isGuestSupport();
  }

  /**
   * Whether code of {@code from} may use a member.
   *
   * @param holder the class that declares the member
   * @param named the class that the reference names: a protected static member needs no more, but
   *     an instance member must be reached through {@code from} or a subclass
   */
  public static boolean toMember(
      InstanceKlass accessor, InstanceKlass holder, InstanceKlass named, int access) {
    InstanceKlass from = accessor.accessor();
    if (Modifier.isPublic(access)
        || holder == accessor
        || holder == from
        || from.isGuestSupport()) {
      return true;
    }
    if (Modifier.isPrivate(access)) {
      return sameNest(from, holder);
    }
    if (holder.samePackage(from)) {
      return true;
    }
    return Modifier.isProtected(access)
        && (inherits(from, holder, named, access) || inherits(accessor, holder, named, access));
  }

  private static boolean inherits(
      InstanceKlass from, InstanceKlass holder, InstanceKlass named, int access) {
    return from.isSubclassOf(holder)
        && (Modifier.isStatic(access) || named.isSubclassOf(from) || from.isSubclassOf(named));
  }

  /**
   * Whether the two are nest mates. The host is not loaded for this: both must name the same one,
   * in one package, and where that class is loaded it must list them.
   */
  public static boolean sameNest(InstanceKlass a, InstanceKlass b) {
    if (!a.samePackage(b)) {
      return false;
    }
    String host = nestHost(a);
    return host.equals(nestHost(b)) && isListed(a, host) && isListed(b, host);
  }

  /**
   * What an IllegalAccessError adds when a class names a nest host that does not list it; mostly
   * nothing.
   */
  static String nestProblem(InstanceKlass from, InstanceKlass holder, int access) {
    if (!Modifier.isPrivate(access)) {
      return "";
    }
    return nestProblem(from) + nestProblem(holder);
  }

  private static String nestProblem(InstanceKlass klass) {
    String host = nestHost(klass);
    if (isListed(klass, host)) {
      return "";
    }
    String loader = " (loader: " + klass.loader().description() + ")";
    return ", (Type "
        + klass.externalName()
        + loader
        + " is not a nest member of type "
        + host.replace('/', '.')
        + loader
        + ": current type is not listed as a nest member)";
  }

  /** A hidden class is in its host's nest, or in one that no name leads to. */
  private static String nestHost(InstanceKlass klass) {
    InstanceKlass joined = klass.host();
    if (joined != null) {
      return nestHost(joined);
    }
    String host = klass.isHidden() ? klass.externalName() : klass.classFile().nestHost();
    return host == null ? klass.name() : host;
  }

  private static boolean isListed(InstanceKlass member, String host) {
    return member.isHidden()
        || member.name().equals(host)
        || !(member.loader().find(host) instanceof InstanceKlass loaded)
        || loaded.classFile().nestMembers().contains(member.name());
  }
}
