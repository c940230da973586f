package hotpath.guest;

import java.lang.invoke.VarHandle;
import java.lang.invoke.WrongMethodTypeException;
import org.jspecify.annotations.Nullable;

/** What calls of {@code VarHandle} come to when the handle is of none of the classes expected. */
final class VarHandles {
  private VarHandles() {}

  /**
   * The handle behind a handle, or an exception.
   *
   * @param mode name of the method called
   */
  static VarHandle direct(@Nullable VarHandle handle, String mode) {
    if (handle == null) {
      throw new NullPointerException();
    }
    String kind = handle.getClass().getName();
    if (kind.endsWith("LazyInitializingVarHandle")) {
      return target(handle);
    }
    if (kind.endsWith("ReadOnly")) {
      throw new UnsupportedOperationException();
    }
    throw new WrongMethodTypeException(
        "handle's method type "
            .concat(handle.toString())
            .concat(" does not fit a call of ")
            .concat(mode));
  }

  /** Initializes the class of the handle's field. */
  private static native VarHandle target(VarHandle handle);
}
