package hotpath.interpreter.link;

import hotpath.interpreter.classfile.Constant.ClassConstant;
import hotpath.interpreter.classfile.Constant.FieldConstant;
import hotpath.interpreter.classfile.Constant.MethodConstant;
import hotpath.interpreter.frame.GuestThread;
import org.jspecify.annotations.Nullable;

/**
 * Resolution of symbolic references, JVMS 5.4.3, with access control and the errors of each kind of
 * instruction.
 *
 * <p>Each method answers null when frames of guest code were pushed (a class to load or to
 * initialize, an error to throw): the control loop goes on running, and the instruction starts
 * again. A failed resolution is not remembered; it fails the same way again.
 */
public final class Resolution {
  private static final String INCOMPATIBLE = "java/lang/IncompatibleClassChangeError";

  private final SystemDictionary dictionary;
  private final GuestCalls calls;
  private final Strings strings;
  private final ReferenceTable references;
  private final Initialization initialization;

  public Resolution(
      SystemDictionary dictionary,
      GuestCalls calls,
      Strings strings,
      ReferenceTable references,
      Initialization initialization) {
    this.dictionary = dictionary;
    this.calls = calls;
    this.strings = strings;
    this.references = references;
    this.initialization = initialization;
  }

  /** The class or array class that a constant of {@code referrer}'s class names. */
  public @Nullable Klass resolveClass(GuestThread thread, Method referrer, ClassConstant constant) {
    try {
      return klass(thread, referrer.holder(), constant.name());
    } catch (LinkageFailure failure) {
      calls.raise(thread, failure);
      return null;
    }
  }

  /** The class that {@code new} is to make an instance of; initialized. */
  public @Nullable InstanceKlass resolveNew(
      GuestThread thread, Method referrer, ClassConstant constant) {
    Klass klass = resolveClass(thread, referrer, constant);
    if (klass == null) {
      return null;
    }
    if (!(klass instanceof InstanceKlass plain) || plain.isAbstract()) {
      calls.raise(thread, "java/lang/InstantiationError", klass.externalName());
      return null;
    }
    return initialization.initialize(thread, plain) ? plain : null;
  }

  private @Nullable Klass klass(GuestThread thread, InstanceKlass from, String name)
      throws LinkageFailure {
    Klass klass = load(thread, from, name);
    return klass == null ? null : accessible(from, klass);
  }

  /** The class itself, if code of {@code from} may name it. */
  public static Klass accessible(InstanceKlass from, Klass klass) throws LinkageFailure {
    if (!Access.toClass(from, klass)) {
      throw new LinkageFailure(
          "java/lang/IllegalAccessError",
          "failed to access class "
              + klass.elementBase().externalName()
              + " from class "
              + from.externalName()
              + " ("
              + Messages.inModules(klass.elementBase(), from)
              + ")");
    }
    return klass;
  }

  /** Loads what a class names: a class or array class. Null if guest code has to load it. */
  public @Nullable Klass load(GuestThread thread, InstanceKlass from, String name)
      throws LinkageFailure {
    return from.calls(name) ? from : load(thread, from.loader(), name);
  }

  /** The class of a name for a loader; null if frames that load it were pushed. */
  public @Nullable Klass load(GuestThread thread, Loader loader, String name)
      throws LinkageFailure {
    Klass klass = dictionary.load(loader, name);
    if (klass == null) {
      String element = name;
      if (name.charAt(0) == '[') {
        element = name.substring(name.indexOf('L') + 1, name.length() - 1);
      }
      long text = Allocator.offset(strings.make(element.replace('/', '.')));
      Method method =
          calls.guestMethod("ClassLoading", "load", "(Ljava/lang/ClassLoader;Ljava/lang/String;)V");
      calls.push(thread, method, Allocator.offset(references.get(loader.cell())), text);
    }
    return klass;
  }

  /**
   * The field that a constant names, for one of the four instructions; the class of a static one is
   * initialized.
   */
  public @Nullable Field resolveField(
      GuestThread thread, Method referrer, FieldConstant constant, FieldUse use) {
    try {
      Field field = field(thread, referrer, constant, use);
      return field == null || (use.isStatic() && !initialization.initialize(thread, field.holder()))
          ? null
          : field;
    } catch (LinkageFailure failure) {
      calls.raise(thread, failure);
      return null;
    }
  }

  private @Nullable Field field(
      GuestThread thread, Method referrer, FieldConstant constant, FieldUse use)
      throws LinkageFailure {
    Klass named = klass(thread, referrer.holder(), constant.owner());
    if (named == null) {
      return null;
    }
    Field field = checkedField(referrer, named, constant, use);
    dictionary.constraints().checkUse(referrer.holder(), field);
    return field;
  }

  /** The field that a constant names in a class, if the instruction may use it. */
  static Field checkedField(Method referrer, Klass named, FieldConstant constant, FieldUse use)
      throws LinkageFailure {
    Field field = named instanceof InstanceKlass plain ? findField(plain, constant) : null;
    if (field == null) {
      throw new LinkageFailure(
          "java/lang/NoSuchFieldError",
          "Class "
              + named.externalName()
              + " does not have member field '"
              + Messages.type(constant.descriptor())
              + ' '
              + constant.name()
              + "'");
    }
    FieldChecks.check(referrer, (InstanceKlass) named, field, use);
    return field;
  }

  /** Field look-up, JVMS 5.4.3.2: the class, its super interfaces, its super class. */
  public static @Nullable Field findField(InstanceKlass klass, FieldConstant constant) {
    for (InstanceKlass k = klass; k != null; k = k.superKlass()) {
      Field field = k.declaredField(constant.name(), constant.descriptor());
      for (InstanceKlass each : k.interfaces()) {
        field = field != null ? field : findField(each, constant);
      }
      if (field != null) {
        return field;
      }
    }
    return null;
  }

  /**
   * The method that a constant names, for one of the four instructions.
   *
   * <p>A method that is bound statically is the one to call ({@link Method#target}); of {@code
   * invokestatic} the class is initialized. Otherwise the result gives the index: {@link
   * Method#interfaceIndex} if its holder is an interface, else {@link Method#vtableIndex}.
   */
  public @Nullable Method resolveMethod(
      GuestThread thread, Method referrer, MethodConstant constant, InvokeKind kind) {
    try {
      InstanceKlass from = referrer.holder();
      Klass named = klass(thread, from, constant.owner());
      if (named == null) {
        return null;
      }
      Method resolved = MethodResolution.resolve(from, named, constant, kind);
      dictionary.constraints().checkUse(from, named, resolved);
      Method method =
          switch (kind) {
            case STATIC -> resolved;
            case SPECIAL -> MethodResolution.selectSpecial(from, named, resolved);
            case VIRTUAL, INTERFACE -> MethodResolution.dispatched(named, resolved);
          };
      if (kind == InvokeKind.STATIC && !initializeFor(thread, method)) {
        return null;
      }
      boolean bound =
          kind == InvokeKind.STATIC || kind == InvokeKind.SPECIAL || method.isStaticallyBound();
      return bound ? method.target() : method;
    } catch (LinkageFailure failure) {
      calls.raise(thread, failure);
      return null;
    }
  }

  /**
   * A replaced method does not initialize its class: that keeps whole packages of the library
   * asleep.
   */
  private boolean initializeFor(GuestThread thread, Method method) {
    Method target = method.target();
    return target.isReplaced() || initialization.initialize(thread, target.holder());
  }

  static LinkageFailure incompatible(String message) {
    return new LinkageFailure(INCOMPATIBLE, message);
  }
}
