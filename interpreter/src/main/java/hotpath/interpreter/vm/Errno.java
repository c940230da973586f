package hotpath.interpreter.vm;

/**
 * Error numbers of Linux, those that code of ours gives or asks for. They are the same on all hosts
 * that we run on; the library's own table ({@code UnixConstants}) was made for the host too.
 */
public final class Errno {
  public static final int ENOENT = 2;
  public static final int EINTR = 4;
  public static final int EBADF = 9;
  public static final int EACCES = 13;
  public static final int EEXIST = 17;
  public static final int ENOTDIR = 20;
  public static final int EISDIR = 21;
  public static final int EINVAL = 22;
  public static final int ESPIPE = 29;
  public static final int ENAMETOOLONG = 36;
  public static final int ELOOP = 40;
  public static final int EOPNOTSUPP = 95;

  private Errno() {}
}
