package hotpath.interpreter.natives;

import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.vm.HostFile;
import hotpath.interpreter.vm.HostFiles;
import java.io.IOException;
import java.util.Objects;

/** Natives of {@code java.io.UnixFileSystem} (files by name) and {@code RandomAccessFile}. */
final class JavaIoFiles {
  // Bits of RandomAccessFile's open mode.
  private static final int OPEN_READ_WRITE = 2;

  private JavaIoFiles() {}

  static void registerFileSystem(NativeRows rows) {
    Capability read = Capability.READ_FILES;
    Capability write = Capability.WRITE_FILES;
    String ofFile = "(Ljava/io/File;)";
    rows.add("initIDs", "()V", NativeRows.NOTHING);
    rows.add(
        "canonicalize0", "(Ljava/lang/String;)Ljava/lang/String;", read, JavaIoFiles::canonicalize);
    rows.add(
        "getBooleanAttributes0",
        ofFile + "I",
        read,
        call -> call.returnInt(files(call).attributes(path(call, 1))));
    rows.add("checkAccess0", "(Ljava/io/File;I)Z", read, JavaIoFiles::checkAccess);
    rows.add(
        "getLength0",
        ofFile + "J",
        read,
        call -> call.returnLong(files(call).length(path(call, 1))));
    rows.add(
        "getLastModifiedTime0",
        ofFile + "J",
        read,
        call -> call.returnLong(files(call).lastModified(path(call, 1))));
    rows.add("list0", ofFile + "[Ljava/lang/String;", read, JavaIoFiles::list);
    rows.add("getSpace0", "(Ljava/io/File;I)J", read, JavaIoFiles::getSpace);
    rows.add("getNameMax0", "(Ljava/lang/String;)J", read, call -> call.returnLong(255));
    rows.add("setPermission0", "(Ljava/io/File;IZZ)Z", write, JavaIoFiles::setPermission);
    rows.add(
        "setReadOnly0",
        ofFile + "Z",
        write,
        call -> call.returnBoolean(files(call).setAccess(path(call, 1), 2, false, false)));
    rows.add("setLastModifiedTime0", "(Ljava/io/File;J)Z", write, JavaIoFiles::setLastModified);
    rows.add("createFileExclusively0", "(Ljava/lang/String;)Z", write, JavaIoFiles::create);
    rows.add(
        "delete0",
        ofFile + "Z",
        write,
        call -> call.returnBoolean(files(call).delete(path(call, 1))));
    rows.add(
        "createDirectory0",
        ofFile + "Z",
        write,
        call -> call.returnBoolean(files(call).createDirectory(path(call, 1))));
    rows.add("rename0", "(Ljava/io/File;Ljava/io/File;)Z", write, JavaIoFiles::rename);
  }

  static void registerRandomAccess(NativeRows rows) {
    Capability read = Capability.READ_FILES;
    Capability write = Capability.WRITE_FILES;
    LibraryField fd = LibraryField.RANDOM_ACCESS_FD;
    rows.add("initIDs", "()V", NativeRows.NOTHING);
    rows.add("open0", "(Ljava/lang/String;I)V", read, JavaIoFiles::openRandomAccess);
    rows.add("read0", "()I", read, call -> run(call, file -> JavaIoStreams.readByte(call, file)));
    rows.add("readBytes0", "([BII)I", read, call -> JavaIoStreams.readBytes(call, fd));
    rows.add("write0", "(I)V", write, JavaIoFiles::writeByte);
    rows.add("writeBytes0", "([BII)V", write, call -> JavaIoStreams.writeBytes(call, fd));
    rows.add(
        "getFilePointer", "()J", read, call -> run(call, file -> call.returnLong(file.position())));
    rows.add("seek0", "(J)V", read, call -> run(call, file -> file.seek(call.longArg(1))));
    rows.add("length0", "()J", read, call -> run(call, file -> call.returnLong(file.length())));
    rows.add(
        "setLength0", "(J)V", write, call -> run(call, file -> setLength(file, call.longArg(1))));
  }

  private static void run(NativeCall call, JavaIoStreams.FileAction action) {
    JavaIoStreams.withFile(call, LibraryField.RANDOM_ACCESS_FD, action);
  }

  private static HostFiles files(NativeCall call) {
    return call.vm().host().files();
  }

  /** The path of a {@code File} argument. */
  private static String path(NativeCall call, int argument) {
    int path = call.fields().ref(call.ref(argument), LibraryField.FILE_PATH);
    return call.vm().strings().read(path);
  }

  private static void canonicalize(NativeCall call) {
    try {
      call.returnString(files(call).canonical(Objects.requireNonNull(call.string(1))));
    } catch (IOException e) {
      call.throwNew(JavaIoStreams.IO_EXCEPTION, e.getMessage());
    }
  }

  private static void checkAccess(NativeCall call) {
    call.returnBoolean(files(call).hasAccess(path(call, 1), call.intArg(2)));
  }

  private static void list(NativeCall call) {
    String[] names = files(call).list(path(call, 1));
    if (names == null) {
      return;
    }
    int array = call.newArray("java/lang/String", names.length);
    for (int i = 0; i < names.length; i++) {
      int name = call.vm().strings().make(names[i]);
      call.setElement(call.handle(array), i, name);
    }
    call.returnRef(call.handle(array));
  }

  private static void getSpace(NativeCall call) {
    call.returnLong(files(call).space(path(call, 1), call.intArg(2)));
  }

  private static void setPermission(NativeCall call) {
    boolean done =
        files(call)
            .setAccess(path(call, 1), call.intArg(2), call.booleanArg(3), call.booleanArg(4));
    call.returnBoolean(done);
  }

  private static void setLastModified(NativeCall call) {
    call.returnBoolean(files(call).setLastModified(path(call, 1), call.longArg(2)));
  }

  private static void create(NativeCall call) {
    try {
      call.returnBoolean(files(call).create(Objects.requireNonNull(call.string(1))));
    } catch (IOException e) {
      call.throwNew(JavaIoStreams.IO_EXCEPTION, e.getMessage());
    }
  }

  private static void rename(NativeCall call) {
    call.returnBoolean(files(call).rename(path(call, 1), path(call, 2)));
  }

  private static void openRandomAccess(NativeCall call) {
    boolean write = (call.intArg(2) & OPEN_READ_WRITE) != 0;
    HostFiles.Mode mode = write ? HostFiles.Mode.READ_WRITE : HostFiles.Mode.READ;
    JavaIoStreams.open(call, LibraryField.RANDOM_ACCESS_FD, mode);
  }

  private static void writeByte(NativeCall call) {
    byte[] one = {(byte) call.intArg(1)};
    run(call, file -> file.write(one, 0, 1));
  }

  private static void setLength(HostFile file, long length) throws IOException {
    long position = file.position();
    file.truncate(length);
    file.seek(Math.min(position, length));
  }
}
