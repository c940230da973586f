package hotpath.interpreter.vm;

import java.io.Closeable;
import java.io.IOException;

/** An open file or stream of the host. */
public interface HostFile extends Closeable {
  /** At most {@code length} bytes; -1 at the end. */
  int read(byte[] to, int start, int length) throws IOException;

  /** Whether a read now might wait for somebody else. */
  default boolean mayWait() throws IOException {
    return false;
  }

  void write(byte[] from, int start, int length) throws IOException;

  /** Bytes that can be read without waiting. */
  long available() throws IOException;

  long position() throws IOException;

  void seek(long position) throws IOException;

  long length() throws IOException;

  void truncate(long length) throws IOException;

  void sync() throws IOException;
}
