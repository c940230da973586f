package hotpath.interpreter.natives;

/** A native method of the guest, written in the host. */
@FunctionalInterface
public interface NativeMethod {
  /**
   * Runs. The arguments are in {@code call}, and so goes the result, or what happens instead: an
   * exception, a guest method that takes the call over, or a restart. A native that does none of
   * this returns void, zero or null.
   */
  void call(NativeCall call);
}
