package hotpath.interpreter.natives;

import hotpath.interpreter.vm.HostFailure;
import hotpath.interpreter.vm.HostNode;
import java.util.Iterator;
import java.util.List;

/**
 * Natives of {@code sun.nio.fs} that take an open file or folder.
 *
 * <p>A folder is read when it is opened for that, all of it; its stream is the rest of the names.
 */
final class SunNioOpenFiles {
  private static final int ERANGE = 34;
  private static final int COPY_BYTES = 1 << 16;

  /** {@code IOStatus.UNSUPPORTED}: the library copies in another way. */
  private static final int UNSUPPORTED = -4;

  private SunNioOpenFiles() {}

  /** The names in a folder (a file number) that have not been read yet. */
  private record Listing(int folder, Iterator<byte[]> names) {}

  static void register(NativeRows rows) {
    Capability read = Capability.READ_FILES;
    Capability write = Capability.WRITE_FILES;
    rows.add("dup", "(I)I", read, UnixCall.about(-1, u -> u.returnNode(u.node(0).duplicate())));
    rows.add("close0", "(I)V", read, UnixCall.about(-1, SunNioOpenFiles::close));
    rows.add("fdopendir", "(I)J", read, UnixCall.about(-1, SunNioOpenFiles::openListing));
    rows.add("readdir0", "(J)[B", read, UnixCall.about(-1, SunNioOpenFiles::nextName));
    rows.add("closedir", "(J)V", read, UnixCall.about(-1, SunNioOpenFiles::closeListing));
    rows.add(
        "fstat0",
        "(ILsun/nio/fs/UnixFileAttributes;)V",
        read,
        UnixCall.about(-1, u -> u.attributes(1, u.node(0).status())));
    rows.add("read0", "(IJI)I", read, UnixCall.about(-1, SunNioOpenFiles::read));
    rows.add("write0", "(IJI)I", write, UnixCall.about(-1, SunNioOpenFiles::write));
    rows.add(
        "fchmod0",
        "(II)V",
        write,
        UnixCall.about(-1, u -> u.node(0).changeMode(u.call().intArg(1))));
    rows.add(
        "fchown0",
        "(III)V",
        write,
        UnixCall.about(-1, u -> u.node(0).changeOwner(u.call().intArg(1), u.call().intArg(2))));
    rows.add(
        "futimens0",
        "(IJJ)V",
        write,
        UnixCall.about(-1, u -> u.node(0).setTimes(u.call().longArg(1), u.call().longArg(2))));
    rows.add("fgetxattr0", "(IJJI)I", read, UnixCall.about(-1, SunNioOpenFiles::attribute));
    rows.add("fsetxattr0", "(IJJI)V", write, UnixCall.about(-1, SunNioOpenFiles::setAttribute));
    rows.add(
        "fremovexattr0",
        "(IJ)V",
        write,
        UnixCall.about(-1, u -> u.node(0).removeAttribute(u.text(1))));
    rows.add("flistxattr", "(IJI)I", read, UnixCall.about(-1, SunNioOpenFiles::attributeNames));
  }

  /** The dispatcher of Linux; mounted file systems are another matter. */
  static void registerLinux(NativeRows rows) {
    rows.add("init", "()V", NativeRows.NOTHING);
    rows.add("posix_fadvise", "(IJJI)I", NativeRows.NOTHING);
    rows.add("directCopy0", "(IIJ)I", call -> call.returnInt(UNSUPPORTED));
    SunNioMounts.register(rows);
  }

  static void registerFileSystem(NativeRows rows) {
    rows.add(
        "bufferedCopy0",
        "(IIJIJ)V",
        Capability.WRITE_FILES,
        UnixCall.about(-1, SunNioOpenFiles::copy));
  }

  private static void close(UnixCall unix) throws HostFailure {
    unix.call().vm().files().closeNode(unix.call().intArg(0));
  }

  private static void openListing(UnixCall unix) throws HostFailure {
    openListing(unix, unix.call().intArg(0));
  }

  /** Reads an open folder, which is closed with the stream. */
  static void openListing(UnixCall unix, int number) throws HostFailure {
    List<byte[]> names = unix.call().vm().files().node(number).list();
    Listing listing = new Listing(number, names.iterator());
    unix.call().returnLong(unix.call().vm().hostObjects().add(listing));
  }

  private static Listing listing(UnixCall unix) {
    return unix.call().vm().hostObjects().get(unix.call().longArg(0), Listing.class);
  }

  private static void nextName(UnixCall unix) {
    Iterator<byte[]> names = listing(unix).names();
    if (names.hasNext()) {
      unix.returnBytes(names.next());
    }
  }

  private static void closeListing(UnixCall unix) throws HostFailure {
    Listing listing = unix.call().vm().hostObjects().remove(unix.call().longArg(0), Listing.class);
    unix.call().vm().files().closeNode(listing.folder());
  }

  private static void read(UnixCall unix) throws HostFailure {
    int length = unix.call().intArg(2);
    byte[] buffer = new byte[Math.min(length, COPY_BYTES)];
    int count = Math.max(0, unix.node(0).read(buffer, 0, buffer.length));
    unix.call().memory().copyIn(buffer, 0, unix.call().longArg(1), count);
    unix.call().returnInt(count);
  }

  private static void write(UnixCall unix) throws HostFailure {
    int length = unix.call().intArg(2);
    byte[] buffer = unix.call().memory().copyOut(unix.call().longArg(1), length);
    unix.node(0).write(buffer, 0, length);
    unix.call().returnInt(length);
  }

  /** {@code (to, from, buffer, its size, address of a flag that cancels)}. */
  private static void copy(UnixCall unix) throws HostFailure {
    HostNode to = unix.node(0);
    HostNode from = unix.node(1);
    byte[] buffer = new byte[COPY_BYTES];
    for (int count; (count = from.read(buffer, 0, buffer.length)) > 0; ) {
      to.write(buffer, 0, count);
    }
  }

  private static void attribute(UnixCall unix) throws HostFailure {
    returnContent(unix, unix.node(0).attribute(unix.text(1)), 2);
  }

  private static void attributeNames(UnixCall unix) throws HostFailure {
    returnContent(unix, unix.node(0).attributeNames(), 1);
  }

  /** Into a buffer, if it has any size; the size that is needed is the result. */
  private static void returnContent(UnixCall unix, byte[] content, int buffer) throws HostFailure {
    int room = unix.call().intArg(buffer + 1);
    if (room > 0) {
      if (content.length > room) {
        throw new HostFailure(ERANGE, unix.files().message(ERANGE));
      }
      unix.call().memory().copyIn(content, unix.call().longArg(buffer));
    }
    unix.call().returnInt(content.length);
  }

  private static void setAttribute(UnixCall unix) throws HostFailure {
    byte[] value = unix.call().memory().copyOut(unix.call().longArg(2), unix.call().intArg(3));
    unix.node(0).setAttribute(unix.text(1), value);
  }
}
