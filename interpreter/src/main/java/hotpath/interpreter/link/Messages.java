package hotpath.interpreter.link;

import hotpath.interpreter.classfile.MethodDescriptor;
import java.lang.reflect.Modifier;

/** The texts of errors that linking and execution find, as HotSpot of JDK 25 words them. */
public final class Messages {
  private static final String BASE = "module java.base of loader 'bootstrap'";
  private static final String UNNAMED = "unnamed module of loader ";

  private Messages() {}

  /** {@code A and B are in unnamed module of loader 'app'}, or where each of the two is. */
  public static String inModules(Klass a, Klass b) {
    String ofA = module(a);
    String ofB = module(b);
    if (ofA.equals(ofB)) {
      return a.externalName() + " and " + b.externalName() + " are in " + ofA;
    }
    return a.externalName() + " is in " + ofA + "; " + b.externalName() + " is in " + ofB;
  }

  /** {@code A is in unnamed module of loader 'app'}. */
  static String inModule(Klass klass) {
    return klass.externalName() + " is in " + module(klass);
  }

  /** {@code A is in unnamed module of loader 'mine' @1234, parent loader 'app'}. */
  static String inModuleWithParent(Klass klass) {
    Loader parent = klass.elementBase().loader().parent();
    return inModule(klass) + (parent == null ? "" : ", parent loader " + parent.description());
  }

  private static String module(Klass klass) {
    Loader loader = klass.elementBase().loader();
    Loader.NamedModule named = Mirrors.named(klass);
    if (named != null) {
      return "module " + named.name() + " of loader " + loader.description();
    }
    return loader.isBoot() ? BASE : UNNAMED + loader.description();
  }

  /** Of a ClassCastException. */
  public static String classCast(Klass object, Klass target) {
    return "class "
        + object.externalName()
        + " cannot be cast to class "
        + target.externalName()
        + " ("
        + inModules(object, target)
        + ")";
  }

  /** {@code void p.A.run(int, java.lang.String)}. */
  public static String method(Klass holder, String name, String signature) {
    return MethodDescriptor.parse(signature).readable(holder.externalName() + '.' + name);
  }

  /** {@code (int, java.lang.String)}. */
  static String arguments(String signature) {
    return MethodDescriptor.parse(signature).readableArguments();
  }

  public static String method(Method method) {
    return method(method.holder(), method.name(), method.signature());
  }

  /** {@code int[]} for {@code [I}. */
  public static String type(String descriptor) {
    return MethodDescriptor.readableType(descriptor);
  }

  /** {@code private } or {@code protected }, or nothing. */
  static String accessWord(int access) {
    if (Modifier.isProtected(access)) {
      return "protected ";
    }
    return Modifier.isPrivate(access) ? "private " : "";
  }

  /** Of the AbstractMethodError when {@code resolved} selects nothing that can run. */
  public static String abstractMethod(Klass receiver, Method resolved) {
    return "Receiver class "
        + receiver.externalName()
        + " does not define or inherit an implementation of the resolved method '"
        + (resolved.isAbstract() ? "abstract " : "")
        + (resolved.isPrivate() ? "private " : "")
        + MethodDescriptor.parse(resolved.signature()).readable(resolved.name())
        + "' of "
        + kind(resolved.holder())
        + ' '
        + resolved.holder().externalName()
        + '.';
  }

  private static String kind(InstanceKlass klass) {
    if (klass.isInterface()) {
      return "interface";
    }
    return klass.isAbstract() ? "abstract class" : "class";
  }

  /** Of the IncompatibleClassChangeError when a receiver lacks the interface. */
  public static String notImplemented(Klass receiver, Klass wanted) {
    return "Class "
        + receiver.externalName()
        + " does not implement the requested interface "
        + wanted.externalName();
  }

  /** Of an ArrayIndexOutOfBoundsException. */
  public static String arrayIndex(int index, int length) {
    return "Index " + index + " out of bounds for length " + length;
  }

  /** Of an ArrayStoreException. */
  public static String arrayStore(Klass stored) {
    return stored.externalName();
  }
}
