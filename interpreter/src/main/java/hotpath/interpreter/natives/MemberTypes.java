package hotpath.interpreter.natives;

import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.LinkageFailure;
import hotpath.interpreter.link.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The classes that the descriptors of a class's members name. */
final class MemberTypes {
  private final NativeCall call;
  private final Map<String, Klass> loaded = new HashMap<>();

  MemberTypes(NativeCall call) {
    this.call = call;
  }

  /**
   * Loads the class that a descriptor names, as {@code from} sees it.
   *
   * @return null if the native must return: it starts again when guest code has loaded the class,
   *     or an error is thrown
   */
  @Nullable Klass load(InstanceKlass from, String descriptor) {
    Klass known = loaded.get(descriptor);
    if (known != null) {
      return known;
    }
    Klass klass = find(from, descriptor);
    if (klass != null) {
      loaded.put(descriptor, klass);
    }
    return klass;
  }

  private @Nullable Klass find(InstanceKlass from, String descriptor) {
    JavaKind kind = JavaKind.of(descriptor);
    if (kind != JavaKind.REF) {
      return call.vm().dictionary().primitive(kind);
    }
    boolean array = descriptor.charAt(0) == '[';
    String name = array ? descriptor : descriptor.substring(1, descriptor.length() - 1);
    return loadNamed(call, from, name);
  }

  /** Loads a class by its internal name; null as {@link #load} says. */
  static @Nullable Klass loadNamed(NativeCall call, InstanceKlass from, String name) {
    try {
      Klass klass = call.vm().resolution().load(call.thread(), from, name);
      if (klass == null) {
        call.startAgain();
      }
      return klass;
    } catch (LinkageFailure failure) {
      call.throwFailure(failure);
      return null;
    }
  }

  /**
   * Loads all that a method's descriptor and its declared exceptions name; false as {@link #load}
   * says null.
   */
  boolean loadAll(Method method) {
    for (String argument : method.parsedSignature().arguments()) {
      if (load(method.holder(), argument) == null) {
        return false;
      }
    }
    for (String exception : exceptions(method)) {
      if (load(method.holder(), exception) == null) {
        return false;
      }
    }
    return load(method.holder(), method.parsedSignature().returnType()) != null;
  }

  /** The declared exceptions as descriptors. */
  static List<String> exceptions(Method method) {
    List<String> descriptors = new ArrayList<>();
    for (String name : method.info().exceptions()) {
      descriptors.add('L' + name + ';');
    }
    return descriptors;
  }

  /** The class of a descriptor that has been loaded. */
  Klass klass(String descriptor) {
    Klass klass = loaded.get(descriptor);
    if (klass == null) {
      throw new IllegalStateException(descriptor + " is not loaded");
    }
    return klass;
  }

  /** The mirror of a descriptor's class, which has been loaded. */
  int mirror(String descriptor) {
    return call.vm().mirrors().of(klass(descriptor));
  }
}
