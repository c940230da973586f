package hotpath.interpreter.natives;

import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.frame.Turn;
import hotpath.interpreter.link.Allocator;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.vm.Errno;
import hotpath.interpreter.vm.FilePlace;
import hotpath.interpreter.vm.HostFailure;
import hotpath.interpreter.vm.HostFile;
import hotpath.interpreter.vm.HostFiles;
import hotpath.interpreter.vm.HostNode;
import java.io.IOException;
import java.util.Objects;

/**
 * Natives of {@code java.io.FileDescriptor}, {@code FileInputStream} and {@code FileOutputStream}.
 */
final class JavaIoStreams {
  /** Permissions of a new file, before the process's mask. */
  private static final int NEW_FILE = 0666;

  /** No more is moved in one call. */
  private static final int LARGEST = 1 << 20;

  /** Of a read: the thread waits. */
  static final int WAITS = -2;

  private JavaIoStreams() {}

  static void registerDescriptor(NativeRows rows) {
    rows.add("initIDs", "()V", NativeRows.NOTHING);
    rows.add("getHandle", "(I)J", call -> call.returnLong(-1));
    rows.add("getAppend", "(I)Z", NativeRows.NOTHING);
    rows.add("close0", "()V", JavaIoStreams::closeDescriptor);
    rows.add("sync0", "()V", JavaIoStreams::sync);
  }

  /** A stream that nobody closed is closed when it is garbage. */
  static void registerCleanable(NativeRows rows) {
    rows.add("cleanupClose0", "(IJ)V", call -> close(call, call.intArg(0)));
  }

  static void registerInput(NativeRows rows) {
    Capability read = Capability.READ_FILES;
    rows.add("initIDs", "()V", NativeRows.NOTHING);
    rows.add("open0", "(Ljava/lang/String;)V", read, JavaIoStreams::openInput);
    rows.add("read0", "()I", Capability.CONSOLE, JavaIoStreams::readByte);
    rows.add("readBytes", "([BII)I", Capability.CONSOLE, JavaIoStreams::readInput);
    rows.add("available0", "()I", Capability.CONSOLE, JavaIoStreams::available);
    rows.add("length0", "()J", read, JavaIoStreams::length);
    rows.add("position0", "()J", read, JavaIoStreams::position);
    rows.add("skip0", "(J)J", read, JavaIoStreams::skip);
    rows.add("isRegularFile0", "(Ljava/io/FileDescriptor;)Z", read, JavaIoStreams::isRegularFile);
  }

  static void registerOutput(NativeRows rows) {
    Capability write = Capability.WRITE_FILES;
    rows.add("initIDs", "()V", NativeRows.NOTHING);
    rows.add("open0", "(Ljava/lang/String;Z)V", write, JavaIoStreams::openOutput);
    rows.add("write", "(IZ)V", Capability.CONSOLE, JavaIoStreams::writeByte);
    rows.add("writeBytes", "([BIIZ)V", Capability.CONSOLE, JavaIoStreams::writeOutput);
  }

  /** What a native does with an open file; an error is the guest's IOException. */
  interface FileAction {
    void run(HostFile file) throws IOException;
  }

  /** Runs an action on the file of a stream object whose descriptor is in {@code field}. */
  static void withFile(NativeCall call, LibraryField field, FileAction action) {
    try {
      action.run(call.vm().files().get(number(call, field)));
    } catch (IOException e) {
      FileFailures.throwIo(call, e);
    }
  }

  private static int number(NativeCall call, LibraryField field) {
    int descriptor = call.fields().ref(call.ref(0), field);
    return call.fields().i32(descriptor, LibraryField.FILE_DESCRIPTOR_FD);
  }

  /**
   * Opens a file for a stream object, whose descriptor gets the number.
   *
   * @param flags of {@link HostFiles#open}
   */
  static void open(NativeCall call, LibraryField field, int flags) {
    String path = Objects.requireNonNull(call.string(1));
    try {
      HostFiles files = call.vm().host().files();
      HostNode node = files.open(FilePlace.of(JavaIoFiles.bytes(call, path)), flags, NEW_FILE);
      if (node.status().isFolder()) {
        node.close();
        throw new HostFailure(Errno.EISDIR, files.message(Errno.EISDIR));
      }
      int number = call.vm().files().add(node);
      int descriptor = call.fields().ref(call.ref(0), field);
      call.fields().i32(descriptor, LibraryField.FILE_DESCRIPTOR_FD, number);
      call.fields()
          .bool(descriptor, LibraryField.FILE_DESCRIPTOR_APPEND, (flags & HostFiles.O_APPEND) != 0);
    } catch (IOException e) {
      call.throwNew("java/io/FileNotFoundException", path + " (" + e.getMessage() + ")");
    }
  }

  private static void closeDescriptor(NativeCall call) {
    int number = call.fields().i32(call.ref(0), LibraryField.FILE_DESCRIPTOR_FD);
    if (number < 0) {
      return;
    }
    call.fields().i32(call.ref(0), LibraryField.FILE_DESCRIPTOR_FD, -1);
    close(call, number);
  }

  private static void close(NativeCall call, int number) {
    try {
      call.vm().files().close(number);
    } catch (IOException e) {
      FileFailures.throwIo(call, e);
    }
  }

  private static void sync(NativeCall call) {
    int number = call.fields().i32(call.ref(0), LibraryField.FILE_DESCRIPTOR_FD);
    try {
      call.vm().files().get(number).sync();
    } catch (IOException e) {
      call.throwNew("java/io/SyncFailedException", "sync failed");
    }
  }

  private static void openInput(NativeCall call) {
    open(call, LibraryField.FILE_INPUT_FD, HostFiles.O_READ_ONLY);
  }

  private static void openOutput(NativeCall call) {
    int how = call.booleanArg(2) ? HostFiles.O_APPEND : HostFiles.O_TRUNCATE;
    int flags = HostFiles.O_WRITE_ONLY | HostFiles.O_CREATE | how;
    open(call, LibraryField.FILE_OUTPUT_FD, flags);
  }

  private static void readByte(NativeCall call) {
    withFile(call, LibraryField.FILE_INPUT_FD, file -> readByte(call, file));
  }

  static void readByte(NativeCall call, HostFile file) throws IOException {
    byte[] one = new byte[1];
    int count = read(call, file, one);
    if (count != WAITS) {
      call.returnInt(count < 0 ? -1 : one[0] & 0xFF);
    }
  }

  /**
   * Reads, and waits for input if it must; other guest threads run meanwhile.
   *
   * @return bytes read, -1 at the end, or {@link #WAITS}: the native starts again
   */
  static int read(NativeCall call, HostFile file, byte[] to) throws IOException {
    Turn turn = call.thread().turn();
    if (turn.isWaiting()) {
      turn.end();
      return call.vm().reads().end(call.thread(), to);
    }
    if (!file.mayWait()) {
      return file.read(to, 0, to.length);
    }
    turn.begin();
    call.vm().reads().begin(call.thread(), file, to.length);
    call.startAgain();
    return WAITS;
  }

  private static void readInput(NativeCall call) {
    readBytes(call, LibraryField.FILE_INPUT_FD);
  }

  /** {@code (byte[] to, int start, int length)}: bytes read, or -1. */
  static void readBytes(NativeCall call, LibraryField field) {
    if (!checkRange(call)) {
      return;
    }
    int length = Math.min(call.intArg(3), LARGEST);
    if (length == 0) {
      return;
    }
    withFile(
        call,
        field,
        file -> {
          byte[] buffer = new byte[length];
          int count = read(call, file, buffer);
          if (count == WAITS) {
            return;
          }
          if (count > 0) {
            long to = Allocator.element(call.ref(1), JavaKind.BYTE, call.intArg(2));
            call.memory().copyIn(buffer, 0, to, count);
          }
          call.returnInt(count);
        });
  }

  /** Checks the array range in arguments 1 to 3. */
  private static boolean checkRange(NativeCall call) {
    int start = call.intArg(2);
    int length = call.intArg(3);
    if (call.ref(1) == 0) {
      call.throwNullPointer();
      return false;
    }
    if (start < 0 || length < 0 || (long) start + length > call.lengthOf(call.ref(1))) {
      call.throwNew("java/lang/IndexOutOfBoundsException", null);
      return false;
    }
    return true;
  }

  private static void writeByte(NativeCall call) {
    byte[] one = {(byte) call.intArg(1)};
    withFile(call, LibraryField.FILE_OUTPUT_FD, file -> file.write(one, 0, 1));
  }

  private static void writeOutput(NativeCall call) {
    writeBytes(call, LibraryField.FILE_OUTPUT_FD);
  }

  /** {@code (byte[] from, int start, int length)}. */
  static void writeBytes(NativeCall call, LibraryField field) {
    if (!checkRange(call)) {
      return;
    }
    withFile(
        call,
        field,
        file -> {
          int length = call.intArg(3);
          file.write(call.bytes(call.ref(1), call.intArg(2), length), 0, length);
        });
  }

  private static void available(NativeCall call) {
    withFile(
        call,
        LibraryField.FILE_INPUT_FD,
        file -> call.returnInt((int) Math.min(file.available(), Integer.MAX_VALUE)));
  }

  private static void length(NativeCall call) {
    withFile(call, LibraryField.FILE_INPUT_FD, file -> call.returnLong(file.length()));
  }

  private static void position(NativeCall call) {
    withFile(call, LibraryField.FILE_INPUT_FD, file -> call.returnLong(file.position()));
  }

  private static void skip(NativeCall call) {
    withFile(
        call,
        LibraryField.FILE_INPUT_FD,
        file -> {
          file.seek(file.position() + call.longArg(1));
          call.returnLong(call.longArg(1));
        });
  }

  private static void isRegularFile(NativeCall call) {
    int number = call.fields().i32(call.ref(1), LibraryField.FILE_DESCRIPTOR_FD);
    try {
      call.returnBoolean(
          call.vm().files().get(number) instanceof HostNode node && node.status().isRegular());
    } catch (IOException e) {
      FileFailures.throwIo(call, e);
    }
  }
}
