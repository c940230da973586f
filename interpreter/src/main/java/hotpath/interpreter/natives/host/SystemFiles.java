package hotpath.interpreter.natives.host;

import hotpath.interpreter.vm.Errno;
import hotpath.interpreter.vm.FilePlace;
import hotpath.interpreter.vm.FileSpace;
import hotpath.interpreter.vm.FileStatus;
import hotpath.interpreter.vm.HostFailure;
import hotpath.interpreter.vm.HostFiles;
import hotpath.interpreter.vm.HostNode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The files of the process's host, by its C library: the guest's library expects the errors and the
 * open files of the operating system, and the host's {@code java.nio.file} hides both.
 */
public final class SystemFiles implements HostFiles {
  private static final int AT_CURRENT_FOLDER = -100;
  private static final int AT_NO_FOLLOW = 0x100;
  private static final int AT_REMOVE_FOLDER = 0x200;
  private static final int O_CLOSE_ON_EXEC = 02000000;
  private static final int LONGEST_PATH = 4096;

  private final SystemCalls calls = new SystemCalls();

  private interface Action {
    void run(Arena arena) throws HostFailure;
  }

  private static void run(Action action) throws HostFailure {
    try (Arena arena = Arena.ofConfined()) {
      action.run(arena);
    }
  }

  private static long folder(FilePlace place) throws HostFailure {
    return switch (place.folder()) {
      case null -> AT_CURRENT_FOLDER;
      case SystemNode node -> node.descriptor();
      default -> throw new HostFailure(Errno.EBADF, "Bad file descriptor");
    };
  }

  private static long flags(FilePlace place) {
    return place.follow() ? 0 : AT_NO_FOLLOW;
  }

  private long path(Arena arena, FilePlace place) throws HostFailure {
    return calls.text(arena, place.path());
  }

  @Override
  public HostNode open(FilePlace place, int flags, int mode) throws HostFailure {
    try (Arena arena = Arena.ofConfined()) {
      long folder = folder(place);
      long path = path(arena, place);
      long descriptor = calls.call("openat", folder, path, flags | O_CLOSE_ON_EXEC, mode);
      return new SystemNode(calls, (int) descriptor);
    }
  }

  @Override
  public FileStatus status(FilePlace place) throws HostFailure {
    try (Arena arena = Arena.ofConfined()) {
      return calls.status(arena, folder(place), path(arena, place), flags(place));
    }
  }

  @Override
  public void checkAccess(byte[] path, int rights) throws HostFailure {
    run(arena -> calls.call("access", calls.text(arena, path), rights));
  }

  @Override
  public byte[] readLink(byte[] path) throws HostFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment to = arena.allocate(LONGEST_PATH);
      long text = calls.text(arena, path);
      long length = calls.callLong("readlink", text, to.address(), LONGEST_PATH);
      return to.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  @Override
  public byte[] realPath(byte[] path) throws HostFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment to = arena.allocate(LONGEST_PATH + 1L);
      calls.callPointer("realpath", calls.text(arena, path), to.address());
      byte[] bytes = to.toArray(ValueLayout.JAVA_BYTE);
      int length = 0;
      while (bytes[length] != 0) {
        length++;
      }
      return Arrays.copyOf(bytes, length);
    }
  }

  @Override
  public void makeFolder(byte[] path, int mode) throws HostFailure {
    run(arena -> calls.call("mkdir", calls.text(arena, path), mode));
  }

  @Override
  public void makeNode(byte[] path, int mode, long device) throws HostFailure {
    run(arena -> calls.call("mknod", calls.text(arena, path), mode, device));
  }

  @Override
  public void makeLink(byte[] target, byte[] path) throws HostFailure {
    run(arena -> calls.call("symlink", calls.text(arena, target), calls.text(arena, path)));
  }

  @Override
  public void makeHardLink(byte[] existing, byte[] path) throws HostFailure {
    run(arena -> calls.call("link", calls.text(arena, existing), calls.text(arena, path)));
  }

  @Override
  public void remove(FilePlace place, boolean folder) throws HostFailure {
    int flags = folder ? AT_REMOVE_FOLDER : 0;
    run(arena -> calls.call("unlinkat", folder(place), path(arena, place), flags));
  }

  @Override
  public void rename(FilePlace from, FilePlace to) throws HostFailure {
    run(
        arena ->
            calls.call("renameat", folder(from), path(arena, from), folder(to), path(arena, to)));
  }

  @Override
  public void changeMode(FilePlace place, int mode) throws HostFailure {
    run(arena -> calls.call("fchmodat", folder(place), path(arena, place), mode, flags(place)));
  }

  @Override
  public void changeOwner(FilePlace place, int user, int group) throws HostFailure {
    run(
        arena ->
            calls.call("fchownat", folder(place), path(arena, place), user, group, flags(place)));
  }

  @Override
  public void setTimes(FilePlace place, long accessed, long modified) throws HostFailure {
    run(
        arena -> {
          long times = SystemCalls.times(arena, accessed, modified);
          calls.call("utimensat", folder(place), path(arena, place), times, flags(place));
        });
  }

  @Override
  public FileSpace space(byte[] path) throws HostFailure {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment space = arena.allocate(256, Long.BYTES);
      calls.call("statvfs", calls.text(arena, path), space.address());
      long[] words = space.asSlice(0, 5 * Long.BYTES).toArray(ValueLayout.JAVA_LONG);
      return new FileSpace(words[1], words[2], words[3], words[4]);
    }
  }

  @Override
  public byte[] userName(int user) throws HostFailure {
    return name(calls.entry("getpwuid", Integer.toUnsignedLong(user)));
  }

  @Override
  public byte[] groupName(int group) throws HostFailure {
    return name(calls.entry("getgrgid", Integer.toUnsignedLong(group)));
  }

  @Override
  public int user(byte[] name) throws HostFailure {
    try (Arena arena = Arena.ofConfined()) {
      return number(calls.entry("getpwnam", calls.text(arena, name)));
    }
  }

  @Override
  public int group(byte[] name) throws HostFailure {
    try (Arena arena = Arena.ofConfined()) {
      return number(calls.entry("getgrnam", calls.text(arena, name)));
    }
  }

  /** {@code struct passwd} and {@code struct group} both begin with the name. */
  private byte[] name(@Nullable MemorySegment entry) throws HostFailure {
    if (entry == null) {
      throw calls.failure(Errno.ENOENT);
    }
    return SystemCalls.textAt(entry.get(ValueLayout.JAVA_LONG, 0));
  }

  /** Behind name and password is the number. */
  private int number(@Nullable MemorySegment entry) throws HostFailure {
    if (entry == null) {
      throw calls.failure(Errno.ENOENT);
    }
    return entry.get(ValueLayout.JAVA_INT, 16);
  }

  @Override
  public String message(int errno) {
    return calls.message(errno);
  }
}
