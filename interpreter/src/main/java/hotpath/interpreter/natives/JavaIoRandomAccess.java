package hotpath.interpreter.natives;

import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.vm.HostFile;
import hotpath.interpreter.vm.HostFiles;
import java.io.IOException;

/** Natives of {@code java.io.RandomAccessFile}. */
final class JavaIoRandomAccess {
  // Bits of its open mode.
  private static final int OPEN_READ_WRITE = 2;
  private static final int OPEN_SYNC = 4;
  private static final int OPEN_DATA_SYNC = 8;

  private static final int O_SYNC = 04010000;
  private static final int O_DATA_SYNC = 010000;

  private JavaIoRandomAccess() {}

  static void register(NativeRows rows) {
    Capability read = Capability.READ_FILES;
    Capability write = Capability.WRITE_FILES;
    LibraryField fd = LibraryField.RANDOM_ACCESS_FD;
    rows.add("initIDs", "()V", NativeRows.NOTHING);
    rows.add("open0", "(Ljava/lang/String;I)V", read, JavaIoRandomAccess::open);
    rows.add("read0", "()I", read, call -> run(call, file -> JavaIoStreams.readByte(call, file)));
    rows.add("readBytes0", "([BII)I", read, call -> JavaIoStreams.readBytes(call, fd));
    rows.add("write0", "(I)V", write, JavaIoRandomAccess::writeByte);
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

  private static void open(NativeCall call) {
    int mode = call.intArg(2);
    int flags = HostFiles.O_READ_ONLY;
    if ((mode & OPEN_READ_WRITE) != 0) {
      flags = HostFiles.O_READ_WRITE | HostFiles.O_CREATE;
    }
    if ((mode & OPEN_SYNC) != 0) {
      flags |= O_SYNC;
    } else if ((mode & OPEN_DATA_SYNC) != 0) {
      flags |= O_DATA_SYNC;
    }
    JavaIoStreams.open(call, LibraryField.RANDOM_ACCESS_FD, flags);
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
