package hotpath.interpreter.natives;

import hotpath.interpreter.link.Allocator;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.vm.HostFailure;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a failure of the host's files is for the guest. */
final class FileFailures {
  static final String IO_EXCEPTION = "java/io/IOException";
  private static final String UNIX_EXCEPTION = "sun/nio/fs/UnixException";

  private FileFailures() {}

  /** What natives of {@code java.io} and of channels throw. */
  static void throwIo(NativeCall call, IOException failure) {
    call.throwNew(IO_EXCEPTION, failure.getMessage());
  }

  /** {@link #throwUnix} needs this once; on false the native must return at once. */
  static boolean prepareUnix(NativeCall call) {
    return call.initialize(call.vm().dictionary().bootClass(UNIX_EXCEPTION));
  }

  /**
   * What natives of {@code sun.nio.fs} throw: the library makes an exception with the path of the
   * number in it. The number cannot say what is not granted, so a refusal of ours is already the
   * exception that the library would make, with the reason in it.
   *
   * @param path what was refused; null for an open file
   */
  static void throwUnix(NativeCall call, HostFailure failure, @Nullable String path) {
    if (failure.missingGrant() != null) {
      throwNotGranted(call, failure, path);
      return;
    }
    InstanceKlass klass = call.vm().dictionary().bootClass(UNIX_EXCEPTION);
    int exception = call.vm().allocator().instance(klass);
    call.fields().i32(exception, LibraryField.UNIX_EXCEPTION_ERRNO, failure.errno());
    call.throwExisting(exception);
  }

  private static void throwNotGranted(NativeCall call, HostFailure failure, @Nullable String path) {
    Method thrower =
        call.vm()
            .calls()
            .guestMethod("Throw", "accessDenied", "(Ljava/lang/String;Ljava/lang/String;)V");
    int file = call.keep(call.vm().strings().makeOrNull(path));
    int reason = call.vm().strings().make(Objects.requireNonNull(failure.getMessage()));
    call.startAgain();
    call.vm()
        .calls()
        .push(
            call.thread(), thrower, Allocator.offset(call.handle(file)), Allocator.offset(reason));
  }
}
