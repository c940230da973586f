package hotpath.guest;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Has {@code java.lang.invoke} link call sites, which the VM knows by number. Its linker is called
 * like HotSpot calls it; the answer is a static method, and one more argument for it.
 */
final class CallLinking {
  private static final int REF_INVOKE_VIRTUAL = 5;

  private CallLinking() {}

  /** Links a call of {@code MethodHandle.invoke} or {@code invokeExact}. */
  static void linkHandleCall(int site) throws Throwable {
    Object[] appendix = new Object[1];
    try {
      Object member =
          linkMethod(
              Constants.holder(site),
              REF_INVOKE_VIRTUAL,
              MethodHandle.class,
              Constants.name(site),
              Constants.methodType(site),
              appendix);
      linked(site, member, appendix[0]);
    } catch (LinkageError error) {
      Constants.failed(site, error);
      throw error;
    }
  }

  /** Links an {@code invokedynamic} instruction. */
  static void linkDynamicCall(int site) throws Throwable {
    Object[] appendix = new Object[1];
    try {
      Object member =
          linkCallSite(
              Constants.holder(site),
              Constants.value(Constants.bootstrapMethod(site)),
              Constants.name(site),
              Constants.methodType(site),
              Constants.bootstrapArguments(site),
              appendix);
      linked(site, member, appendix[0]);
    } catch (LinkageError error) {
      Constants.failed(site, error);
      throw error;
    }
  }

  /** {@code MethodHandleNatives.linkMethod}: a {@code MemberName}. */
  private static native Object linkMethod(
      Class<?> caller,
      int referenceKind,
      Class<?> owner,
      String name,
      MethodType type,
      @Nullable Object[] appendix);

  /** {@code MethodHandleNatives.linkCallSite}: a {@code MemberName}. */
  private static native Object linkCallSite(
      Class<?> caller,
      @Nullable Object bootstrapMethod,
      String name,
      MethodType type,
      @Nullable Object arguments,
      @Nullable Object[] appendix);

  private static native void linked(int site, Object member, @Nullable Object appendix);
}
