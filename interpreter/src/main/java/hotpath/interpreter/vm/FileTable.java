package hotpath.interpreter.vm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The open files of a VM by descriptor number; 0, 1 and 2 are the standard streams. */
public final class FileTable implements AutoCloseable {
  private final List<@Nullable HostFile> files = new ArrayList<>();

  FileTable(HostServices host) {
    files.add(new StandardStream(host.standardInput(), null));
    files.add(new StandardStream(null, host.standardOutput()));
    files.add(new StandardStream(null, host.standardError()));
  }

  /** The smallest free number is given. */
  public int add(HostFile file) {
    int free = files.indexOf(null);
    if (free < 0) {
      files.add(file);
      return files.size() - 1;
    }
    files.set(free, file);
    return free;
  }

  /** The file of a descriptor number. */
  public HostFile get(int number) throws HostFailure {
    HostFile file = number < 0 || number >= files.size() ? null : files.get(number);
    if (file == null) {
      throw badDescriptor();
    }
    return file;
  }

  /** The file or folder of a descriptor number, which is no stream of the embedder's. */
  public HostNode node(int number) throws HostFailure {
    if (get(number) instanceof HostNode node) {
      return node;
    }
    throw badDescriptor();
  }

  public void closeNode(int number) throws HostFailure {
    HostNode node = node(number);
    files.set(number, null);
    node.close();
  }

  private static HostFailure badDescriptor() {
    return new HostFailure(Errno.EBADF, "Bad file descriptor");
  }

  public void close(int number) throws IOException {
    HostFile file = get(number);
    // The standard streams are the embedder's: they are flushed, not closed.
    file.close();
    if (number > 2) {
      files.set(number, null);
    }
  }

  @Override
  public void close() throws IOException {
    for (HostFile file : files) {
      if (file != null) {
        file.close();
      }
    }
  }
}
