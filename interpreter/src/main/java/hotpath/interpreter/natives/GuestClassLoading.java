package hotpath.interpreter.natives;

/** Natives of {@code hotpath.guest.ClassLoading}. */
final class GuestClassLoading {
  private GuestClassLoading() {}

  static void register(NativeRows rows) {}
}
