package hotpath.interpreter.natives;

import hotpath.interpreter.vm.HostFailure;

/** Natives of {@code sun.nio.fs.UnixNativeDispatcher} about users and groups. */
final class SunNioUsers {
  private static final int NOBODY = -1;

  private SunNioUsers() {}

  static void register(NativeRows rows) {
    Capability read = Capability.READ_FILES;
    rows.add(
        "getpwuid",
        "(I)[B",
        read,
        UnixCall.about(-1, unix -> unix.returnBytes(unix.files().userName(unix.call().intArg(0)))));
    rows.add(
        "getgrgid",
        "(I)[B",
        read,
        UnixCall.about(
            -1, unix -> unix.returnBytes(unix.files().groupName(unix.call().intArg(0)))));
    rows.add(
        "getpwnam0", "(J)I", read, call -> number(call, unix -> unix.files().user(unix.text(0))));
    rows.add(
        "getgrnam0", "(J)I", read, call -> number(call, unix -> unix.files().group(unix.text(0))));
  }

  private interface Question {
    int ask(UnixCall unix) throws HostFailure;
  }

  /** The library makes an exception with the name in it of {@link #NOBODY}. */
  private static void number(NativeCall call, Question question) {
    try {
      call.returnInt(question.ask(new UnixCall(call)));
    } catch (HostFailure e) {
      call.returnInt(NOBODY);
    }
  }
}
