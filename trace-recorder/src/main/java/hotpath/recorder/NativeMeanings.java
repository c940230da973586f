package hotpath.recorder;

import hotpath.interpreter.engine.IntrinsicTable;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.meaning.Handler;
import hotpath.interpreter.vm.Vm;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Native methods that a path goes on behind: it has an intrinsic's meaning in their place. Which
 * method a call selects is known on a path, so this holds for virtual calls too, as of
 * Object.hashCode.
 */
final class NativeMeanings {
  /** Intrinsics that need nothing decided but the receiver's class. */
  private static final Set<Handler> USABLE = EnumSet.of(Handler.IDENTITY_HASH);

  private NativeMeanings() {}

  /** What stands for a call of the method; null if it is not native, or nothing does. */
  static @Nullable Handler find(Vm vm, long methodDescriptor) {
    Method method = vm.methods().at(methodDescriptor);
    if (!method.isNative()) {
      return null;
    }
    Handler handler = IntrinsicTable.find(method);
    return handler != null && USABLE.contains(handler) ? handler : null;
  }
}
