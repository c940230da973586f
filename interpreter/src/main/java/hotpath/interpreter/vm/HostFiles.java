package hotpath.interpreter.vm;

/**
 * The files of the host, as its operating system has them: the calls, flags, modes and error
 * numbers are those of POSIX, because the guest's library was made for them ({@code UnixConstants}
 * is part of it). All of {@code java.io} and {@code java.nio.file} comes down to these.
 */
public interface HostFiles {
  /** Flags of {@link #open} that are the same on all hosts. */
  int O_READ_ONLY = 0;

  int O_WRITE_ONLY = 1;
  int O_READ_WRITE = 2;
  int O_ACCESS_MODE = 3;
  int O_CREATE = 0100;
  int O_EXCLUSIVE = 0200;
  int O_TRUNCATE = 01000;
  int O_APPEND = 02000;

  /** One of these two bits, by host; the other asks for nothing that a 64-bit host has not. */
  int O_NO_FOLLOW = 0400000 | 0100000;

  /** Rights of {@link #checkAccess}. */
  int EXECUTE = 1;

  int WRITE = 2;
  int READ = 4;

  /**
   * Opens a file or a folder.
   *
   * @param flags of the host
   * @param mode permissions of a new file
   */
  HostNode open(FilePlace place, int flags, int mode) throws HostFailure;

  FileStatus status(FilePlace place) throws HostFailure;

  /** Fails unless there is a file and all {@code rights} are given. */
  void checkAccess(byte[] path, int rights) throws HostFailure;

  /** The target of a symbolic link. */
  byte[] readLink(byte[] path) throws HostFailure;

  /** The absolute path of a file that exists, without links. */
  byte[] realPath(byte[] path) throws HostFailure;

  void makeFolder(byte[] path, int mode) throws HostFailure;

  void makeNode(byte[] path, int mode, long device) throws HostFailure;

  void makeLink(byte[] target, byte[] path) throws HostFailure;

  void makeHardLink(byte[] existing, byte[] path) throws HostFailure;

  /** Removes a name: of an empty folder, or of what is none. */
  void remove(FilePlace place, boolean folder) throws HostFailure;

  void rename(FilePlace from, FilePlace to) throws HostFailure;

  void changeMode(FilePlace place, int mode) throws HostFailure;

  void changeOwner(FilePlace place, int user, int group) throws HostFailure;

  /** Times in nanoseconds since 1970. */
  void setTimes(FilePlace place, long accessed, long modified) throws HostFailure;

  FileSpace space(byte[] path) throws HostFailure;

  /** The name of a user or group, by number. */
  byte[] userName(int user) throws HostFailure;

  byte[] groupName(int group) throws HostFailure;

  /** The number of a user or group, by name. */
  int user(byte[] name) throws HostFailure;

  int group(byte[] name) throws HostFailure;

  /** The operating system's text for an error number. */
  String message(int errno);
}
