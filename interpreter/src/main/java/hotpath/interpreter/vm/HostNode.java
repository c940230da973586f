package hotpath.interpreter.vm;

import java.util.List;

/** An open file or folder of a {@link HostFiles}: what can be asked and changed through it. */
public interface HostNode extends HostFile {
  @Override
  int read(byte[] to, int start, int length) throws HostFailure;

  @Override
  void write(byte[] from, int start, int length) throws HostFailure;

  @Override
  void close() throws HostFailure;

  /** At most {@code length} bytes from a position of the file, which stays; -1 at the end. */
  int readAt(byte[] to, int length, long position) throws HostFailure;

  void writeAt(byte[] from, int length, long position) throws HostFailure;

  FileStatus status() throws HostFailure;

  void changeMode(int mode) throws HostFailure;

  void changeOwner(int user, int group) throws HostFailure;

  /** Times in nanoseconds since 1970. */
  void setTimes(long accessed, long modified) throws HostFailure;

  /** The names in a folder, in the order of the file system, without {@code .} and {@code ..}. */
  List<byte[]> list() throws HostFailure;

  /** The same open file once more: both share the position. */
  HostNode duplicate() throws HostFailure;

  /**
   * Locks a range of the file against other processes.
   *
   * @return false if it is locked by another
   */
  boolean lock(long position, long length, boolean shared) throws HostFailure;

  void unlock(long position, long length) throws HostFailure;

  /** The names of the extended attributes, with a 0 behind each. */
  byte[] attributeNames() throws HostFailure;

  byte[] attribute(byte[] name) throws HostFailure;

  void setAttribute(byte[] name, byte[] value) throws HostFailure;

  void removeAttribute(byte[] name) throws HostFailure;
}
