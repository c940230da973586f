package hotpath.interpreter.natives;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.link.Allocator;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.vm.FileStatus;
import hotpath.interpreter.vm.HostFile;
import hotpath.interpreter.vm.HostNode;
import java.io.IOException;
import java.security.SecureRandom;

/**
 * Natives of {@code sun.nio.ch} that file channels need: reading and writing of open files, from
 * and to memory outside the heap.
 */
final class SunNioChannels {
  // Of IOStatus.
  private static final int END = -1;
  private static final int UNSUPPORTED = -4;

  // Of FileDispatcher, for a lock.
  private static final int LOCKED = 0;
  private static final int NO_LOCK = -1;

  /** No more is moved in one call. */
  private static final int LARGEST = 1 << 20;

  /** Buffers of one {@code readv} or {@code writev}. */
  private static final int MOST_BUFFERS = 16;

  private static final int BUFFER_ENTRY = 16;

  private SunNioChannels() {}

  /** What a native does with the file of a descriptor; an error is the guest's IOException. */
  interface Body {
    void run(HostFile file) throws IOException;
  }

  static void with(NativeCall call, int descriptor, Body body) {
    try {
      body.run(call.vm().files().get(number(call, descriptor)));
    } catch (IOException e) {
      FileFailures.throwIo(call, e);
    }
  }

  /** The file as one of a file system. */
  static HostNode node(NativeCall call, int descriptor) throws IOException {
    return call.vm().files().node(number(call, descriptor));
  }

  private static int number(NativeCall call, int descriptor) {
    return call.fields().i32(call.ref(descriptor), LibraryField.FILE_DESCRIPTOR_FD);
  }

  static void registerFiles(NativeRows rows) {
    Capability read = Capability.READ_FILES;
    Capability write = Capability.WRITE_FILES;
    String ofFile = "(Ljava/io/FileDescriptor;";
    rows.add("read0", ofFile + "JI)I", read, SunNioChannels::read);
    rows.add("pread0", ofFile + "JIJ)I", read, SunNioChannels::readAt);
    rows.add("readv0", ofFile + "JI)J", read, SunNioChannels::readBuffers);
    rows.add("write0", ofFile + "JI)I", write, SunNioChannels::write);
    rows.add("pwrite0", ofFile + "JIJ)I", write, SunNioChannels::writeAt);
    rows.add("writev0", ofFile + "JI)J", write, SunNioChannels::writeBuffers);
    rows.add("force0", ofFile + "Z)I", write, call -> with(call, 0, HostFile::sync));
    rows.add("seek0", ofFile + "J)J", read, SunNioChannels::seek);
    rows.add(
        "truncate0",
        ofFile + "J)I",
        write,
        call -> with(call, 0, file -> file.truncate(call.longArg(1))));
    rows.add(
        "size0",
        ofFile + ")J",
        read,
        call -> with(call, 0, file -> call.returnLong(file.length())));
    rows.add(
        "available0",
        ofFile + ")I",
        read,
        call ->
            with(
                call,
                0,
                file -> call.returnInt((int) Math.min(file.available(), Integer.MAX_VALUE))));
    rows.add("isOther0", ofFile + ")Z", read, SunNioChannels::isOther);
    rows.add("lock0", ofFile + "ZJJZ)I", write, SunNioChannels::lock);
    rows.add("release0", ofFile + "JJ)V", write, SunNioChannels::unlock);
    rows.add("closeIntFD", "(I)V", read, SunNioChannels::closeNumber);
    rows.add("setDirect0", ofFile + ")I", call -> call.returnInt(UNSUPPORTED));
    SunNioMappings.register(rows);
  }

  static void registerKey(NativeRows rows) {
    rows.add(
        "init",
        "(Ljava/io/FileDescriptor;[J)V",
        Capability.READ_FILES,
        call ->
            with(
                call,
                0,
                _ -> {
                  FileStatus status = node(call, 0).status();
                  long[] key = {status.device(), status.inode()};
                  long to = Allocator.element(call.ref(1), JavaKind.LONG, 0);
                  call.memory().copyIn(key, 0, to, key.length);
                }));
  }

  static void registerDispatcher(NativeRows rows) {
    rows.add("init", "()V", NativeRows.NOTHING);
    rows.add(
        "close0",
        "(Ljava/io/FileDescriptor;)V",
        Capability.READ_FILES,
        call -> with(call, 0, _ -> call.vm().files().close(number(call, 0))));
    rows.add("preClose0", "(Ljava/io/FileDescriptor;)V", NativeRows.NOTHING);
  }

  static void registerUtilities(NativeRows rows) {
    rows.add("initIDs", "()V", NativeRows.NOTHING);
    rows.add("iovMax", "()I", call -> call.returnInt(MOST_BUFFERS));
    rows.add("writevMax", "()J", call -> call.returnLong(LARGEST));
    rows.add("fdLimit", "()I", call -> call.returnInt(Integer.MAX_VALUE));
    rows.add("fdVal", "(Ljava/io/FileDescriptor;)I", call -> call.returnInt(number(call, 0)));
    rows.add(
        "setfdVal",
        "(Ljava/io/FileDescriptor;I)V",
        call -> call.fields().i32(call.ref(0), LibraryField.FILE_DESCRIPTOR_FD, call.intArg(1)));
    rows.add("configureBlocking", "(Ljava/io/FileDescriptor;Z)V", NativeRows.NOTHING);
    rows.add("randomBytes", "([B)Z", SunNioChannels::randomBytes);
  }

  /** Host threads are not known by number, and nothing is interrupted that way. */
  static void registerThread(NativeRows rows) {
    rows.add("init", "()V", NativeRows.NOTHING);
    rows.add("supportPendingSignals0", "()Z", NativeRows.NOTHING);
    rows.add("current0", "()J", NativeRows.NOTHING);
    rows.add("signal0", "(J)V", NativeRows.NOTHING);
  }

  private static void read(NativeCall call) {
    with(
        call,
        0,
        file -> {
          byte[] buffer = new byte[Math.min(call.intArg(2), LARGEST)];
          int count = JavaIoStreams.read(call, file, buffer);
          if (count != JavaIoStreams.WAITS) {
            fetch(call, buffer, count, call.longArg(1));
            call.returnInt(count);
          }
        });
  }

  private static void fetch(NativeCall call, byte[] buffer, int count, long to) {
    if (count > 0) {
      call.memory().copyIn(buffer, 0, to, count);
    }
  }

  private static void readAt(NativeCall call) {
    with(
        call,
        0,
        _ -> {
          byte[] buffer = new byte[Math.min(call.intArg(2), LARGEST)];
          int count = node(call, 0).readAt(buffer, buffer.length, call.longArg(3));
          fetch(call, buffer, count, call.longArg(1));
          call.returnInt(count);
        });
  }

  /** {@code (file, address of pairs of address and length, number of pairs)}. */
  private static void readBuffers(NativeCall call) {
    with(
        call,
        0,
        file -> {
          GuestMemory memory = call.memory();
          long total = 0;
          for (int i = 0; i < call.intArg(2); i++) {
            long entry = call.longArg(1) + (long) i * BUFFER_ENTRY;
            byte[] buffer = new byte[(int) Math.min(memory.i64(entry + 8), LARGEST)];
            int count = buffer.length == 0 ? 0 : file.read(buffer, 0, buffer.length);
            fetch(call, buffer, count, memory.i64(entry));
            total += Math.max(count, 0);
            if (count < memory.i64(entry + 8)) {
              call.returnLong(total == 0 && count < 0 ? END : total);
              return;
            }
          }
          call.returnLong(total);
        });
  }

  private static void write(NativeCall call) {
    with(
        call,
        0,
        file -> {
          int length = Math.min(call.intArg(2), LARGEST);
          file.write(call.memory().copyOut(call.longArg(1), length), 0, length);
          call.returnInt(length);
        });
  }

  private static void writeAt(NativeCall call) {
    with(
        call,
        0,
        _ -> {
          int length = Math.min(call.intArg(2), LARGEST);
          byte[] buffer = call.memory().copyOut(call.longArg(1), length);
          node(call, 0).writeAt(buffer, length, call.longArg(3));
          call.returnInt(length);
        });
  }

  private static void writeBuffers(NativeCall call) {
    with(
        call,
        0,
        file -> {
          GuestMemory memory = call.memory();
          long total = 0;
          for (int i = 0; i < call.intArg(2); i++) {
            long entry = call.longArg(1) + (long) i * BUFFER_ENTRY;
            int length = (int) memory.i64(entry + 8);
            file.write(memory.copyOut(memory.i64(entry), length), 0, length);
            total += length;
          }
          call.returnLong(total);
        });
  }

  /** A negative position asks for the current one. */
  private static void seek(NativeCall call) {
    with(
        call,
        0,
        file -> {
          if (call.longArg(1) < 0) {
            call.returnLong(file.position());
          } else {
            file.seek(call.longArg(1));
            call.returnLong(call.longArg(1));
          }
        });
  }

  private static void isOther(NativeCall call) {
    with(
        call,
        0,
        file -> {
          boolean known =
              file instanceof HostNode node
                  && (node.status().isRegular() || node.status().isFolder());
          call.returnBoolean(!known);
        });
  }

  /** A lock that is taken is not waited for: that would stop all guest threads. */
  private static void lock(NativeCall call) {
    with(
        call,
        0,
        _ -> {
          boolean got = node(call, 0).lock(call.longArg(2), call.longArg(3), call.booleanArg(4));
          if (!got && call.booleanArg(1)) {
            throw new IOException("the file is locked by another process");
          }
          call.returnInt(got ? LOCKED : NO_LOCK);
        });
  }

  private static void unlock(NativeCall call) {
    with(call, 0, _ -> node(call, 0).unlock(call.longArg(1), call.longArg(2)));
  }

  private static void closeNumber(NativeCall call) {
    try {
      call.vm().files().close(call.intArg(0));
    } catch (IOException e) {
      FileFailures.throwIo(call, e);
    }
  }

  private static void randomBytes(NativeCall call) {
    byte[] bytes = new byte[call.lengthOf(call.ref(0))];
    new SecureRandom().nextBytes(bytes);
    call.memory().copyIn(bytes, Allocator.element(call.ref(0), JavaKind.BYTE, 0));
    call.returnBoolean(true);
  }
}
