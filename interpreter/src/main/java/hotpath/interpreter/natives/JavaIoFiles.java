package hotpath.interpreter.natives;

import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.vm.Errno;
import hotpath.interpreter.vm.FilePlace;
import hotpath.interpreter.vm.FileSpace;
import hotpath.interpreter.vm.FileStatus;
import hotpath.interpreter.vm.HostFailure;
import hotpath.interpreter.vm.HostFiles;
import hotpath.interpreter.vm.HostNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Natives of {@code java.io.UnixFileSystem}: files by name. They answer no, zero or null where the
 * host refuses, as the library documents.
 */
final class JavaIoFiles {
  // Attribute bits of java.io.FileSystem.
  private static final int EXISTS = 1;
  private static final int REGULAR = 2;
  private static final int FOLDER = 4;

  private static final int ALL_WRITE = 0222;

  private JavaIoFiles() {}

  /** What a native asks of the files; a failure is the answer that is given for none. */
  private interface Question {
    void run(HostFiles files) throws HostFailure;
  }

  static void register(NativeRows rows) {
    Capability read = Capability.READ_FILES;
    Capability write = Capability.WRITE_FILES;
    String ofFile = "(Ljava/io/File;)";
    rows.add("initIDs", "()V", NativeRows.NOTHING);
    rows.add(
        "canonicalize0", "(Ljava/lang/String;)Ljava/lang/String;", read, JavaIoFiles::canonicalize);
    rows.add("getBooleanAttributes0", ofFile + "I", read, JavaIoFiles::attributes);
    rows.add("checkAccess0", "(Ljava/io/File;I)Z", read, JavaIoFiles::checkAccess);
    rows.add("getLength0", ofFile + "J", read, JavaIoFiles::length);
    rows.add("getLastModifiedTime0", ofFile + "J", read, JavaIoFiles::lastModified);
    rows.add("list0", ofFile + "[Ljava/lang/String;", read, JavaIoFiles::list);
    rows.add("getSpace0", "(Ljava/io/File;I)J", read, JavaIoFiles::getSpace);
    rows.add("getNameMax0", "(Ljava/lang/String;)J", read, call -> call.returnLong(255));
    rows.add("setPermission0", "(Ljava/io/File;IZZ)Z", write, JavaIoFiles::setPermission);
    rows.add("setReadOnly0", ofFile + "Z", write, JavaIoFiles::setReadOnly);
    rows.add("setLastModifiedTime0", "(Ljava/io/File;J)Z", write, JavaIoFiles::setLastModified);
    rows.add("createFileExclusively0", "(Ljava/lang/String;)Z", write, JavaIoFiles::create);
    rows.add("delete0", ofFile + "Z", write, JavaIoFiles::delete);
    rows.add("createDirectory0", ofFile + "Z", write, JavaIoFiles::createFolder);
    rows.add("rename0", "(Ljava/io/File;Ljava/io/File;)Z", write, JavaIoFiles::rename);
  }

  private static void ask(NativeCall call, Question question) {
    try {
      question.run(call.vm().host().files());
    } catch (HostFailure e) {
      call.returnLong(0);
    }
  }

  /** Whether it could be done. */
  private static void attempt(NativeCall call, Question question) {
    ask(
        call,
        files -> {
          question.run(files);
          call.returnBoolean(true);
        });
  }

  private static Charset charset(NativeCall call) {
    String name = call.vm().host().property("sun.jnu.encoding");
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
  }

  /** A path as the operating system has it. */
  static byte[] bytes(NativeCall call, String path) {
    return path.getBytes(charset(call));
  }

  static String text(NativeCall call, byte[] path) {
    return new String(path, charset(call));
  }

  /** The path of a {@code File} argument. */
  private static byte[] path(NativeCall call, int argument) {
    int path = call.fields().ref(call.ref(argument), LibraryField.FILE_PATH);
    return bytes(call, call.vm().strings().read(path));
  }

  private static void canonicalize(NativeCall call) {
    String path = Objects.requireNonNull(call.string(1));
    call.returnString(CanonicalPath.of(path, call.vm().host().files(), charset(call)));
  }

  private static void attributes(NativeCall call) {
    ask(
        call,
        files -> {
          FileStatus status = files.status(FilePlace.of(path(call, 1)));
          int kind = status.isRegular() ? REGULAR : status.isFolder() ? FOLDER : 0;
          call.returnInt(EXISTS | kind);
        });
  }

  private static void checkAccess(NativeCall call) {
    attempt(call, files -> files.checkAccess(path(call, 1), call.intArg(2)));
  }

  private static void length(NativeCall call) {
    ask(call, files -> call.returnLong(files.status(FilePlace.of(path(call, 1))).size()));
  }

  private static void lastModified(NativeCall call) {
    ask(
        call,
        files -> {
          FileStatus.Time time = files.status(FilePlace.of(path(call, 1))).modifiedTime();
          call.returnLong(time.seconds() * 1000 + time.nanos() / 1_000_000);
        });
  }

  private static void list(NativeCall call) {
    ask(
        call,
        files -> {
          FilePlace place = FilePlace.of(path(call, 1));
          if (!files.status(place).isFolder()) {
            return;
          }
          try (HostNode folder = files.open(place, HostFiles.O_READ_ONLY, 0)) {
            returnNames(call, folder.list());
          }
        });
  }

  private static void returnNames(NativeCall call, List<byte[]> names) {
    int array = call.newArray("java/lang/String", names.size());
    for (int i = 0; i < names.size(); i++) {
      int name = call.vm().strings().make(text(call, names.get(i)));
      call.setElement(call.handle(array), i, name);
    }
    call.returnRef(call.handle(array));
  }

  private static void getSpace(NativeCall call) {
    ask(
        call,
        files -> {
          FileSpace space = files.space(path(call, 1));
          long blocks =
              switch (call.intArg(2)) {
                case 0 -> space.blocks();
                case 1 -> space.free();
                default -> space.usable();
              };
          call.returnLong(space.blockBytes() * blocks);
        });
  }

  /** {@code (File, rights, enable, ownerOnly)}. */
  private static void setPermission(NativeCall call) {
    int rights = call.intArg(2);
    int bits = call.booleanArg(4) ? rights << 6 : rights << 6 | rights << 3 | rights;
    changeMode(call, call.booleanArg(3) ? bits : 0, call.booleanArg(3) ? 0 : bits);
  }

  private static void setReadOnly(NativeCall call) {
    changeMode(call, 0, ALL_WRITE);
  }

  private static void changeMode(NativeCall call, int set, int clear) {
    attempt(
        call,
        files -> {
          FilePlace place = FilePlace.of(path(call, 1));
          int mode = files.status(place).mode() & 07777;
          files.changeMode(place, (mode | set) & ~clear);
        });
  }

  private static void setLastModified(NativeCall call) {
    attempt(
        call,
        files -> {
          FilePlace place = FilePlace.of(path(call, 1));
          FileStatus.Time accessed = files.status(place).accessTime();
          long nanos = accessed.seconds() * 1_000_000_000 + accessed.nanos();
          files.setTimes(place, nanos, call.longArg(2) * 1_000_000);
        });
  }

  private static void create(NativeCall call) {
    byte[] path = bytes(call, Objects.requireNonNull(call.string(1)));
    int flags = HostFiles.O_READ_WRITE | HostFiles.O_CREATE | HostFiles.O_EXCLUSIVE;
    try {
      call.vm().host().files().open(FilePlace.of(path), flags, 0666).close();
      call.returnBoolean(true);
    } catch (HostFailure e) {
      if (e.errno() != Errno.EEXIST) {
        FileFailures.throwIo(call, e);
      }
    }
  }

  private static void delete(NativeCall call) {
    attempt(
        call,
        files -> {
          FilePlace place = FilePlace.noFollow(path(call, 1));
          files.remove(place, files.status(place).isFolder());
        });
  }

  private static void createFolder(NativeCall call) {
    attempt(call, files -> files.makeFolder(path(call, 1), 0777));
  }

  private static void rename(NativeCall call) {
    attempt(
        call,
        files ->
            files.rename(FilePlace.noFollow(path(call, 1)), FilePlace.noFollow(path(call, 2))));
  }
}
