package hotpath.platform.memory;

/** The host refused memory. The message says what was asked, and the error number of the host. */
public final class HostMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HostMemoryException(String asked, int errno) {
    super(asked + " failed: " + name(errno));
  }

  private static String name(int errno) {
    return switch (errno) {
      case 1 -> "EPERM";
      case 9 -> "EBADF";
      case 12 -> "ENOMEM (no memory, no address space, or too many mappings)";
      case 13 -> "EACCES";
      case 22 -> "EINVAL";
      case 23 -> "ENFILE";
      case 24 -> "EMFILE (too many open files)";
      default -> "errno " + errno;
    };
  }
}
