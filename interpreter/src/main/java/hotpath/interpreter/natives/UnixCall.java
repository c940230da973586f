package hotpath.interpreter.natives;

import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.vm.FilePlace;
import hotpath.interpreter.vm.FileStatus;
import hotpath.interpreter.vm.HostFailure;
import hotpath.interpreter.vm.HostFiles;
import hotpath.interpreter.vm.HostNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A call of a native of {@code sun.nio.fs}, which is a call of the operating system: its arguments
 * are numbers and addresses of zero-terminated texts in guest memory.
 */
record UnixCall(NativeCall call) {
  /** As folder of a path: the process's own. */
  private static final int AT_CURRENT_FOLDER = -100;

  private static final int AT_NO_FOLLOW = 0x100;

  /** What a native does; a failure of the host is thrown in the guest. */
  interface Body {
    void run(UnixCall call) throws HostFailure;
  }

  /** A native about a path in argument {@code path}; -1 where there is none. */
  static NativeMethod about(int path, Body body) {
    return call -> {
      UnixCall unix = new UnixCall(call);
      try {
        body.run(unix);
      } catch (HostFailure e) {
        FileFailures.throwUnix(call, e, path < 0 ? null : unix.display(path));
      }
    };
  }

  HostFiles files() {
    return call.vm().host().files();
  }

  /** A path for a message. */
  private String display(int argument) {
    return new String(text(argument), StandardCharsets.UTF_8);
  }

  /** The text at the address in an argument. */
  byte[] text(int argument) {
    long start = call.longArg(argument);
    long end = start;
    while (call.memory().u8(end) != 0) {
      end++;
    }
    return call.memory().copyOut(start, (int) (end - start));
  }

  /** The place that a folder's number and a path say. */
  FilePlace place(int folder, int path, boolean follow) throws HostFailure {
    return new FilePlace(folder(folder), text(path), follow);
  }

  /** The same, where an argument has the flags. */
  FilePlace placeByFlags(int folder, int path, int flags) throws HostFailure {
    return place(folder, path, (call.intArg(flags) & AT_NO_FOLLOW) == 0);
  }

  private @Nullable HostNode folder(int argument) throws HostFailure {
    int number = call.intArg(argument);
    return number == AT_CURRENT_FOLDER ? null : call.vm().files().node(number);
  }

  /** The open file whose number is an argument. */
  HostNode node(int argument) throws HostFailure {
    return call.vm().files().node(call.intArg(argument));
  }

  void returnNode(HostNode node) {
    call.returnInt(call.vm().files().add(node));
  }

  void returnBytes(byte[] bytes) {
    call.returnRef(call.newBytes(bytes));
  }

  /** Fills in the {@code UnixFileAttributes} in an argument. */
  void attributes(int argument, FileStatus status) {
    int object = call.ref(argument);
    call.fields().i32(object, LibraryField.STATUS_MODE, status.mode());
    call.fields().i64(object, LibraryField.STATUS_INO, status.inode());
    call.fields().i64(object, LibraryField.STATUS_DEV, status.device());
    call.fields().i64(object, LibraryField.STATUS_RDEV, status.deviceOfNode());
    call.fields().i32(object, LibraryField.STATUS_NLINK, status.links());
    call.fields().i32(object, LibraryField.STATUS_UID, status.user());
    call.fields().i32(object, LibraryField.STATUS_GID, status.group());
    call.fields().i64(object, LibraryField.STATUS_SIZE, status.size());
    time(
        object, LibraryField.STATUS_ATIME_SEC, LibraryField.STATUS_ATIME_NSEC, status.accessTime());
    time(
        object,
        LibraryField.STATUS_MTIME_SEC,
        LibraryField.STATUS_MTIME_NSEC,
        status.modifiedTime());
    time(
        object, LibraryField.STATUS_CTIME_SEC, LibraryField.STATUS_CTIME_NSEC, status.changeTime());
    FileStatus.Time birth = status.birthTime();
    if (birth != null) {
      call.fields().bool(object, LibraryField.STATUS_BIRTHTIME_AVAILABLE, true);
      time(object, LibraryField.STATUS_BIRTHTIME_SEC, LibraryField.STATUS_BIRTHTIME_NSEC, birth);
    }
  }

  private void time(int object, LibraryField seconds, LibraryField nanos, FileStatus.Time time) {
    call.fields().i64(object, seconds, time.seconds());
    call.fields().i64(object, nanos, time.nanos());
  }
}
