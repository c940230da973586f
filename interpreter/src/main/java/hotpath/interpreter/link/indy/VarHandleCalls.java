package hotpath.interpreter.link.indy;

import hotpath.interpreter.classfile.Constant.MethodConstant;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.link.GuestCalls;
import hotpath.interpreter.link.Initialization;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.LinkageFailure;
import hotpath.interpreter.link.Loader;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.link.SystemDictionary;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Links calls of the methods of {@code VarHandle} that take any types. All calls of one method with
 * the same types in classes of one loader share what they are linked to.
 */
public final class VarHandleCalls {
  private static final String HANDLE = "java/lang/invoke/VarHandle";

  /** May use the package-private classes that it calls, and any class that a call names. */
  private static final String HOST = "hotpath/guest/VarHandles";

  private final SystemDictionary dictionary;
  private final Initialization initialization;
  private final GuestCalls calls;
  private final Map<Key, InstanceKlass> linked = new HashMap<>();

  private record Key(Loader loader, AccessMode mode, String descriptor) {}

  public VarHandleCalls(
      SystemDictionary dictionary, Initialization initialization, GuestCalls calls) {
    this.dictionary = dictionary;
    this.initialization = initialization;
    this.calls = calls;
  }

  /** Whether a virtual call is one of those. */
  public static boolean concerns(MethodConstant constant) {
    return constant.owner().equals(HANDLE) && AccessMode.named(constant.name()) != null;
  }

  /**
   * The static method that a call is linked to; it takes the handle first.
   *
   * @return null if frames were pushed: go on running, and restart the instruction
   */
  public @Nullable Method link(GuestThread thread, Method from, MethodConstant constant) {
    AccessMode mode = AccessMode.named(constant.name());
    if (mode == null) {
      throw new IllegalArgumentException(constant.name());
    }
    Key key = new Key(from.holder().loader(), mode, constant.descriptor());
    InstanceKlass klass = linked.get(key);
    try {
      if (klass == null) {
        klass = make(key);
        linked.put(key, klass);
      }
    } catch (LinkageFailure failure) {
      calls.raise(thread, failure);
      return null;
    }
    if (!initialization.initialize(thread, klass)) {
      return null;
    }
    return klass.methods()[0];
  }

  private InstanceKlass make(Key key) throws LinkageFailure {
    String name = HOST + "$$Access";
    byte[] bytes = VarHandleSpinner.spin(name, key.mode(), key.descriptor());
    return dictionary.defineForVm(key.loader(), bytes, dictionary.bootClass(HOST));
  }
}
