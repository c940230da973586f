package hotpath.interpreter.natives;

import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.vm.Errno;
import hotpath.interpreter.vm.FilePlace;
import hotpath.interpreter.vm.FileSpace;
import hotpath.interpreter.vm.HostFailure;
import hotpath.interpreter.vm.HostFiles;
import hotpath.interpreter.vm.HostNode;
import java.nio.charset.StandardCharsets;

/**
 * Natives of {@code sun.nio.fs.UnixNativeDispatcher} that take a path: each is one call of the
 * operating system.
 */
final class SunNioPaths {
  // What the library asks the dispatcher for: calls that take a folder, extended attributes, and
  // times of birth.
  private static final int SUPPORTED = 1 << 1 | 1 << 3 | 1 << 16;

  private static final int AT_REMOVE_FOLDER = 0x200;

  private SunNioPaths() {}

  static void register(NativeRows rows) {
    registerQuestions(rows);
    registerChanges(rows);
    SunNioOpenFiles.register(rows);
    SunNioUsers.register(rows);
    SunNioMounts.registerLines(rows);
  }

  private static void registerQuestions(NativeRows rows) {
    Capability read = Capability.READ_FILES;
    String attributes = "Lsun/nio/fs/UnixFileAttributes;)";
    rows.add("init", "()I", SunNioPaths::init);
    rows.add("getcwd", "()[B", SunNioPaths::currentFolder);
    rows.add("strerror", "(I)[B", SunNioPaths::message);
    rows.add("fchmodatNoFollowSupported0", "()Z", NativeRows.NOTHING);
    rows.add("open0", "(JII)I", read, UnixCall.about(0, SunNioPaths::open));
    rows.add("openat0", "(IJII)I", read, UnixCall.about(1, SunNioPaths::openAt));
    rows.add("stat0", "(J" + attributes + "I", read, SunNioPaths::status);
    rows.add("lstat0", "(J" + attributes + "V", read, UnixCall.about(0, SunNioPaths::linkStatus));
    rows.add("fstatat0", "(IJI" + attributes + "V", read, UnixCall.about(1, SunNioPaths::statusAt));
    rows.add("access0", "(JI)I", read, SunNioPaths::access);
    rows.add(
        "readlink0",
        "(J)[B",
        read,
        UnixCall.about(0, unix -> unix.returnBytes(unix.files().readLink(unix.text(0)))));
    rows.add(
        "realpath0",
        "(J)[B",
        read,
        UnixCall.about(0, unix -> unix.returnBytes(unix.files().realPath(unix.text(0)))));
    rows.add("opendir0", "(J)J", read, UnixCall.about(0, SunNioPaths::openFolder));
    rows.add(
        "statvfs0",
        "(JLsun/nio/fs/UnixFileStoreAttributes;)V",
        read,
        UnixCall.about(0, SunNioPaths::space));
  }

  private static void registerChanges(NativeRows rows) {
    Capability write = Capability.WRITE_FILES;
    rows.add(
        "link0",
        "(JJ)V",
        write,
        UnixCall.about(1, unix -> unix.files().makeHardLink(unix.text(0), unix.text(1))));
    rows.add(
        "symlink0",
        "(JJ)V",
        write,
        UnixCall.about(1, unix -> unix.files().makeLink(unix.text(0), unix.text(1))));
    rows.add("unlink0", "(J)V", write, UnixCall.about(0, unix -> remove(unix, false)));
    rows.add("rmdir0", "(J)V", write, UnixCall.about(0, unix -> remove(unix, true)));
    rows.add("unlinkat0", "(IJI)V", write, UnixCall.about(1, SunNioPaths::removeAt));
    rows.add("mknod0", "(JIJ)V", write, UnixCall.about(0, SunNioPaths::makeNode));
    rows.add(
        "mkdir0",
        "(JI)V",
        write,
        UnixCall.about(0, unix -> unix.files().makeFolder(unix.text(0), unix.call().intArg(1))));
    rows.add("rename0", "(JJ)V", write, UnixCall.about(1, SunNioPaths::rename));
    rows.add("renameat0", "(IJIJ)V", write, UnixCall.about(3, SunNioPaths::renameAt));
    rows.add("chmod0", "(JI)V", write, UnixCall.about(0, SunNioPaths::changeMode));
    rows.add("fchmodat0", "(IJII)V", write, UnixCall.about(1, SunNioPaths::changeModeAt));
    rows.add("chown0", "(JII)V", write, UnixCall.about(0, unix -> changeOwner(unix, true)));
    rows.add("lchown0", "(JII)V", write, UnixCall.about(0, unix -> changeOwner(unix, false)));
    rows.add("utimensat0", "(IJJJI)V", write, UnixCall.about(1, SunNioPaths::setTimes));
  }

  private static void init(NativeCall call) {
    if (FileFailures.prepareUnix(call)) {
      call.returnInt(SUPPORTED);
    }
  }

  private static void currentFolder(NativeCall call) {
    String folder = call.vm().host().property("user.dir");
    call.returnRef(call.newBytes(JavaIoFiles.bytes(call, folder)));
  }

  private static void message(NativeCall call) {
    String message = call.vm().host().files().message(call.intArg(0));
    call.returnRef(call.newBytes(message.getBytes(StandardCharsets.UTF_8)));
  }

  private static void open(UnixCall unix) throws HostFailure {
    FilePlace place = FilePlace.of(unix.text(0));
    unix.returnNode(unix.files().open(place, unix.call().intArg(1), unix.call().intArg(2)));
  }

  private static void openAt(UnixCall unix) throws HostFailure {
    FilePlace place = unix.place(0, 1, true);
    unix.returnNode(unix.files().open(place, unix.call().intArg(2), unix.call().intArg(3)));
  }

  /** Gives the error's number and throws nothing, but for what a number cannot say. */
  private static void status(NativeCall call) {
    UnixCall.about(
            0,
            unix -> {
              try {
                unix.attributes(1, unix.files().status(FilePlace.of(unix.text(0))));
              } catch (HostFailure e) {
                if (e.missingGrant() != null) {
                  throw e;
                }
                call.returnInt(e.errno());
              }
            })
        .call(call);
  }

  private static void linkStatus(UnixCall unix) throws HostFailure {
    unix.attributes(1, unix.files().status(FilePlace.noFollow(unix.text(0))));
  }

  private static void statusAt(UnixCall unix) throws HostFailure {
    unix.attributes(3, unix.files().status(unix.placeByFlags(0, 1, 2)));
  }

  /** Gives the error's number always: who asks whether something may be done wants no exception. */
  private static void access(NativeCall call) {
    UnixCall unix = new UnixCall(call);
    try {
      unix.files().checkAccess(unix.text(0), call.intArg(1));
    } catch (HostFailure e) {
      call.returnInt(e.errno());
    }
  }

  private static void openFolder(UnixCall unix) throws HostFailure {
    FilePlace place = FilePlace.of(unix.text(0));
    if (!unix.files().status(place).isFolder()) {
      throw new HostFailure(Errno.ENOTDIR, unix.files().message(Errno.ENOTDIR));
    }
    HostNode folder = unix.files().open(place, HostFiles.O_READ_ONLY, 0);
    SunNioOpenFiles.openListing(unix, unix.call().vm().files().add(folder));
  }

  private static void space(UnixCall unix) throws HostFailure {
    FileSpace space = unix.files().space(unix.text(0));
    NativeCall call = unix.call();
    int object = call.ref(1);
    call.fields().i64(object, LibraryField.SPACE_FRSIZE, space.blockBytes());
    call.fields().i64(object, LibraryField.SPACE_BLOCKS, space.blocks());
    call.fields().i64(object, LibraryField.SPACE_BFREE, space.free());
    call.fields().i64(object, LibraryField.SPACE_BAVAIL, space.usable());
  }

  private static void remove(UnixCall unix, boolean folder) throws HostFailure {
    unix.files().remove(FilePlace.noFollow(unix.text(0)), folder);
  }

  private static void removeAt(UnixCall unix) throws HostFailure {
    boolean folder = (unix.call().intArg(2) & AT_REMOVE_FOLDER) != 0;
    unix.files().remove(unix.place(0, 1, false), folder);
  }

  private static void makeNode(UnixCall unix) throws HostFailure {
    unix.files().makeNode(unix.text(0), unix.call().intArg(1), unix.call().longArg(2));
  }

  private static void rename(UnixCall unix) throws HostFailure {
    unix.files().rename(FilePlace.noFollow(unix.text(0)), FilePlace.noFollow(unix.text(1)));
  }

  private static void renameAt(UnixCall unix) throws HostFailure {
    unix.files().rename(unix.place(0, 1, false), unix.place(2, 3, false));
  }

  private static void changeMode(UnixCall unix) throws HostFailure {
    unix.files().changeMode(FilePlace.of(unix.text(0)), unix.call().intArg(1));
  }

  private static void changeModeAt(UnixCall unix) throws HostFailure {
    unix.files().changeMode(unix.placeByFlags(0, 1, 3), unix.call().intArg(2));
  }

  private static void changeOwner(UnixCall unix, boolean follow) throws HostFailure {
    FilePlace place = new FilePlace(null, unix.text(0), follow);
    unix.files().changeOwner(place, unix.call().intArg(1), unix.call().intArg(2));
  }

  private static void setTimes(UnixCall unix) throws HostFailure {
    NativeCall call = unix.call();
    unix.files().setTimes(unix.placeByFlags(0, 1, 4), call.longArg(2), call.longArg(3));
  }
}
