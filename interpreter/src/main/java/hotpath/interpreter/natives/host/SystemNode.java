package hotpath.interpreter.natives.host;

import hotpath.interpreter.vm.Errno;
import hotpath.interpreter.vm.FileStatus;
import hotpath.interpreter.vm.HostFailure;
import hotpath.interpreter.vm.HostNode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A file or folder that is open in the host's process. */
final class SystemNode implements HostNode {
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int SEEK_SET = 0;
  private static final int SEEK_CURRENT = 1;
  private static final int LARGEST = 1 << 16;
  private static final int LONGEST_ATTRIBUTE = 1 << 16;

  // struct flock of 64-bit hosts, and what fcntl is told with it.
  private static final int SET_LOCK = 6;
  private static final short READ_LOCK = 0;
  private static final short WRITE_LOCK = 1;
  private static final short NO_LOCK = 2;
  private static final int EAGAIN = 11;

  private final SystemCalls calls;
  private final int descriptor;

  SystemNode(SystemCalls calls, int descriptor) {
    this.calls = calls;
    this.descriptor = descriptor;
  }

  int descriptor() {
    return descriptor;
  }

  @Override
  public int read(byte[] to, int start, int length) throws HostFailure {
    int most = Math.min(length, LARGEST);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(most);
      long count = calls.callLong("read", descriptor, buffer.address(), most);
      return fetch(buffer, count, to, start);
    }
  }

  @Override
  public int readAt(byte[] to, int length, long position) throws HostFailure {
    int most = Math.min(length, LARGEST);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(most);
      long count = calls.callLong("pread", descriptor, buffer.address(), most, position);
      return fetch(buffer, count, to, 0);
    }
  }

  private static int fetch(MemorySegment buffer, long count, byte[] to, int start) {
    if (count == 0) {
      return -1;
    }
    MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, to, start, (int) count);
    return (int) count;
  }

  @Override
  public void write(byte[] from, int start, int length) throws HostFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = copy(arena, from, start, length);
      for (long done = 0; done < length; ) {
        done += calls.callLong("write", descriptor, buffer.address() + done, length - done);
      }
    }
  }

  @Override
  public void writeAt(byte[] from, int length, long position) throws HostFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = copy(arena, from, 0, length);
      for (long done = 0; done < length; ) {
        long address = buffer.address() + done;
        done += calls.callLong("pwrite", descriptor, address, length - done, position + done);
      }
    }
  }

  private static MemorySegment copy(Arena arena, byte[] from, int start, int length) {
    MemorySegment buffer = arena.allocate(Math.max(length, 1));
    MemorySegment.copy(from, start, buffer, ValueLayout.JAVA_BYTE, 0, length);
    return buffer;
  }

  @Override
  public long available() throws HostFailure {
    if (!status().isRegular()) {
      return 0;
    }
    return Math.max(0, length() - position());
  }

  @Override
  public boolean mayWait() throws HostFailure {
    return !status().isRegular();
  }

  @Override
  public long position() throws HostFailure {
    return calls.callLong("lseek", descriptor, 0, SEEK_CURRENT);
  }

  @Override
  public void seek(long position) throws HostFailure {
    calls.callLong("lseek", descriptor, position, SEEK_SET);
  }

  @Override
  public long length() throws HostFailure {
    return status().size();
  }

  @Override
  public void truncate(long length) throws HostFailure {
    calls.call("ftruncate", descriptor, length);
  }

  @Override
  public void sync() throws HostFailure {
    calls.call("fsync", descriptor);
  }

  @Override
  public FileStatus status() throws HostFailure {
    try (Arena arena = Arena.ofConfined()) {
      return calls.status(arena, descriptor, arena.allocate(1).address(), AT_EMPTY_PATH);
    }
  }

  @Override
  public void changeMode(int mode) throws HostFailure {
    calls.call("fchmod", descriptor, mode);
  }

  @Override
  public void changeOwner(int user, int group) throws HostFailure {
    calls.call("fchown", descriptor, user, group);
  }

  @Override
  public void setTimes(long accessed, long modified) throws HostFailure {
    try (Arena arena = Arena.ofConfined()) {
      calls.call("futimens", descriptor, SystemCalls.times(arena, accessed, modified));
    }
  }

  @Override
  public List<byte[]> list() throws HostFailure {
    List<byte[]> names = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(LARGEST, Long.BYTES);
      long bytes;
      while ((bytes = calls.callLong("getdents64", descriptor, buffer.address(), LARGEST)) > 0) {
        addNames(buffer.asSlice(0, bytes).toArray(ValueLayout.JAVA_BYTE), buffer, names);
      }
    }
    return names;
  }

  /** An entry: inode and offset (8 bytes each), its length (2), type (1), and the name. */
  private static void addNames(byte[] entries, MemorySegment buffer, List<byte[]> names) {
    for (int at = 0; at < entries.length; ) {
      int start = at + 19;
      int end = start;
      while (entries[end] != 0) {
        end++;
      }
      byte[] name = Arrays.copyOfRange(entries, start, end);
      boolean self = name.length == 1 && name[0] == '.';
      boolean parent = name.length == 2 && name[0] == '.' && name[1] == '.';
      if (!self && !parent) {
        names.add(name);
      }
      at += Short.toUnsignedInt(buffer.get(ValueLayout.JAVA_SHORT, at + 16L));
    }
  }

  @Override
  public HostNode duplicate() throws HostFailure {
    return new SystemNode(calls, (int) calls.call("dup", descriptor));
  }

  @Override
  public boolean lock(long position, long length, boolean shared) throws HostFailure {
    try {
      setLock(shared ? READ_LOCK : WRITE_LOCK, position, length);
      return true;
    } catch (HostFailure e) {
      if (e.errno() == EAGAIN || e.errno() == Errno.EACCES) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void unlock(long position, long length) throws HostFailure {
    setLock(NO_LOCK, position, length);
  }

  private void setLock(short type, long position, long length) throws HostFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment lock = arena.allocate(32, Long.BYTES);
      lock.set(ValueLayout.JAVA_SHORT, 0, type);
      lock.set(ValueLayout.JAVA_LONG, 8, position);
      // To the end, whatever that will be.
      lock.set(ValueLayout.JAVA_LONG, 16, length == Long.MAX_VALUE ? 0 : length);
      calls.call("fcntl", descriptor, SET_LOCK, lock.address());
    }
  }

  @Override
  public byte[] attributeNames() throws HostFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment to = arena.allocate(LONGEST_ATTRIBUTE);
      long length = calls.callLong("flistxattr", descriptor, to.address(), LONGEST_ATTRIBUTE);
      return to.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  @Override
  public byte[] attribute(byte[] name) throws HostFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment to = arena.allocate(LONGEST_ATTRIBUTE);
      long text = calls.text(arena, name);
      long length = calls.callLong("fgetxattr", descriptor, text, to.address(), LONGEST_ATTRIBUTE);
      return to.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  @Override
  public void setAttribute(byte[] name, byte[] value) throws HostFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = copy(arena, value, 0, value.length);
      long text = calls.text(arena, name);
      calls.call("fsetxattr", descriptor, text, from.address(), value.length, 0);
    }
  }

  @Override
  public void removeAttribute(byte[] name) throws HostFailure {
    try (Arena arena = Arena.ofConfined()) {
      calls.call("fremovexattr", descriptor, calls.text(arena, name));
    }
  }

  @Override
  public void close() throws HostFailure {
    calls.call("close", descriptor);
  }
}
