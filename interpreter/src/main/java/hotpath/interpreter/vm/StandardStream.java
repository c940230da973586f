package hotpath.interpreter.vm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A standard stream of the embedder as a file. Output is flushed at each write: the guest does its
 * own buffering.
 */
final class StandardStream implements HostFile {
  private final @Nullable InputStream in;
  private final @Nullable OutputStream out;

  StandardStream(@Nullable InputStream in, @Nullable OutputStream out) {
    this.in = in;
    this.out = out;
  }

  private InputStream in() throws IOException {
    if (in == null) {
      throw new HostFailure(Errno.EBADF, "Bad file descriptor");
    }
    return in;
  }

  private OutputStream out() throws IOException {
    if (out == null) {
      throw new HostFailure(Errno.EBADF, "Bad file descriptor");
    }
    return out;
  }

  @Override
  public int read(byte[] to, int start, int length) throws IOException {
    return in().read(to, start, length);
  }

  @Override
  public boolean mayWait() throws IOException {
    return in != null && in.available() == 0;
  }

  @Override
  public void write(byte[] from, int start, int length) throws IOException {
    out().write(from, start, length);
    out().flush();
  }

  @Override
  public long available() throws IOException {
    return in().available();
  }

  @Override
  public long position() throws IOException {
    throw new HostFailure(Errno.ESPIPE, "Illegal seek");
  }

  @Override
  public void seek(long position) throws IOException {
    throw new HostFailure(Errno.ESPIPE, "Illegal seek");
  }

  @Override
  public long length() throws IOException {
    return 0;
  }

  @Override
  public void truncate(long length) throws IOException {
    throw new HostFailure(Errno.EINVAL, "Invalid argument");
  }

  @Override
  public void sync() throws IOException {
    if (out != null) {
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.flush();
    }
  }
}
