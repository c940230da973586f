package hotpath.interpreter.natives.host;

import hotpath.interpreter.vm.HostFile;
import hotpath.interpreter.vm.HostFiles;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import org.jspecify.annotations.Nullable;

/**
 * The files of the process's host, by way of {@code java.io}, whose semantics the guest expects.
 */
public final class SystemFiles implements HostFiles {
  @Override
  public HostFile open(String path, Mode mode) throws IOException {
    RandomAccessFile file;
    try {
      file = new RandomAccessFile(path, mode == Mode.READ ? "r" : "rw");
    } catch (FileNotFoundException e) {
      throw new IOException(reason(path, String.valueOf(e.getMessage())));
    }
    if (mode == Mode.WRITE) {
      file.setLength(0);
    } else if (mode == Mode.APPEND) {
      file.seek(file.length());
    }
    return new OpenFile(file, mode == Mode.APPEND);
  }

  /** The operating system's words, without the path: {@code No such file or directory}. */
  private static String reason(String path, String message) {
    boolean framed = message.startsWith(path + " (") && message.endsWith(")");
    return framed ? message.substring(path.length() + 2, message.length() - 1) : message;
  }

  @Override
  public int attributes(String path) {
    File file = new File(path);
    if (!file.exists()) {
      return 0;
    }
    return EXISTS | (file.isFile() ? REGULAR : 0) | (file.isDirectory() ? DIRECTORY : 0);
  }

  @Override
  public boolean hasAccess(String path, int rights) {
    File file = new File(path);
    return file.exists()
        && ((rights & 4) == 0 || file.canRead())
        && ((rights & 2) == 0 || file.canWrite())
        && ((rights & 1) == 0 || file.canExecute());
  }

  @Override
  public long length(String path) {
    return new File(path).length();
  }

  @Override
  public long lastModified(String path) {
    return new File(path).lastModified();
  }

  @Override
  public boolean setLastModified(String path, long millis) {
    return new File(path).setLastModified(millis);
  }

  @Override
  public boolean setAccess(String path, int rights, boolean enable, boolean ownerOnly) {
    File file = new File(path);
    return ((rights & 4) == 0 || file.setReadable(enable, ownerOnly))
        && ((rights & 2) == 0 || file.setWritable(enable, ownerOnly))
        && ((rights & 1) == 0 || file.setExecutable(enable, ownerOnly));
  }

  @Override
  public boolean create(String path) throws IOException {
    return new File(path).createNewFile();
  }

  @Override
  public boolean delete(String path) {
    return new File(path).delete();
  }

  @Override
  public String @Nullable [] list(String path) {
    return new File(path).list();
  }

  @Override
  public boolean createDirectory(String path) {
    return new File(path).mkdir();
  }

  @Override
  public boolean rename(String from, String to) {
    return new File(from).renameTo(new File(to));
  }

  @Override
  public String canonical(String path) throws IOException {
    return new File(path).getCanonicalPath();
  }

  @Override
  public long space(String path, int which) {
    File file = new File(path);
    return switch (which) {
      case 0 -> file.getTotalSpace();
      case 1 -> file.getFreeSpace();
      default -> file.getUsableSpace();
    };
  }

  /** An open file. */
  private record OpenFile(RandomAccessFile file, boolean append) implements HostFile {
    @Override
    public int read(byte[] to, int start, int length) throws IOException {
      return file.read(to, start, length);
    }

    @Override
    public void write(byte[] from, int start, int length) throws IOException {
      if (append) {
        file.seek(file.length());
      }
      file.write(from, start, length);
    }

    @Override
    public long available() throws IOException {
      return Math.max(0, file.length() - file.getFilePointer());
    }

    @Override
    public long position() throws IOException {
      return file.getFilePointer();
    }

    @Override
    public void seek(long position) throws IOException {
      file.seek(position);
    }

    @Override
    public long length() throws IOException {
      return file.length();
    }

    @Override
    public void truncate(long length) throws IOException {
      file.setLength(length);
    }

    @Override
    public void sync() throws IOException {
      file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
