package hotpath.interpreter.natives.host;

import hotpath.interpreter.vm.FileStatus;
import hotpath.interpreter.vm.HostFailure;
import hotpath.interpreter.vm.HostNode;
import java.io.IOException;
import java.util.List;

/**
 * An open file or folder of {@link GrantedFiles}. What it was opened for bounds reading and
 * writing, but not the change of its attributes: that is checked.
 *
 * @param realPath where it was when it was opened
 */
record GrantedNode(HostNode node, String realPath, GrantedFiles files) implements HostNode {
  @Override
  public int read(byte[] to, int start, int length) throws HostFailure {
    return node.read(to, start, length);
  }

  @Override
  public int readAt(byte[] to, int length, long position) throws HostFailure {
    return node.readAt(to, length, position);
  }

  @Override
  public void write(byte[] from, int start, int length) throws HostFailure {
    node.write(from, start, length);
  }

  @Override
  public void writeAt(byte[] from, int length, long position) throws HostFailure {
    node.writeAt(from, length, position);
  }

  @Override
  public boolean mayWait() throws IOException {
    return node.mayWait();
  }

  @Override
  public long available() throws IOException {
    return node.available();
  }

  @Override
  public long position() throws IOException {
    return node.position();
  }

  @Override
  public void seek(long position) throws IOException {
    node.seek(position);
  }

  @Override
  public long length() throws IOException {
    return node.length();
  }

  @Override
  public void truncate(long length) throws IOException {
    node.truncate(length);
  }

  @Override
  public void sync() throws IOException {
    node.sync();
  }

  @Override
  public FileStatus status() throws HostFailure {
    return node.status();
  }

  @Override
  public void changeMode(int mode) throws HostFailure {
    files.checkWrite(realPath);
    node.changeMode(mode);
  }

  @Override
  public void changeOwner(int user, int group) throws HostFailure {
    files.checkWrite(realPath);
    node.changeOwner(user, group);
  }

  @Override
  public void setTimes(long accessed, long modified) throws HostFailure {
    files.checkWrite(realPath);
    node.setTimes(accessed, modified);
  }

  @Override
  public List<byte[]> list() throws HostFailure {
    return node.list();
  }

  @Override
  public HostNode duplicate() throws HostFailure {
    return new GrantedNode(node.duplicate(), realPath, files);
  }

  @Override
  public boolean lock(long position, long length, boolean shared) throws HostFailure {
    return node.lock(position, length, shared);
  }

  @Override
  public void unlock(long position, long length) throws HostFailure {
    node.unlock(position, length);
  }

  @Override
  public byte[] attributeNames() throws HostFailure {
    return node.attributeNames();
  }

  @Override
  public byte[] attribute(byte[] name) throws HostFailure {
    return node.attribute(name);
  }

  @Override
  public void setAttribute(byte[] name, byte[] value) throws HostFailure {
    files.checkWrite(realPath);
    node.setAttribute(name, value);
  }

  @Override
  public void removeAttribute(byte[] name) throws HostFailure {
    files.checkWrite(realPath);
    node.removeAttribute(name);
  }

  @Override
  public void close() throws HostFailure {
    node.close();
  }
}
