package hotpath.interpreter.vm;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The host refused something about a file. The message is the operating system's text, such as
 * {@code No such file or directory}, and what is missing where the embedder gave no leave. It is an
 * answer, and common: no stack trace is taken.
 */
public final class HostFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final int errno;
  private final @Nullable String missingGrant;

  public HostFailure(int errno, String text) {
    this(errno, text, null);
  }

  private HostFailure(int errno, String text, @Nullable String missingGrant) {
    super(text);
    this.errno = errno;
    this.missingGrant = missingGrant;
  }

  /** The embedder's refusal: what would have to be granted. */
  public static HostFailure notGranted(String grant) {
    return new HostFailure(Errno.EACCES, "Permission denied: needs " + grant, grant);
  }

  /** The number of the error, as the host's operating system has it. */
  public int errno() {
    return errno;
  }

  /** What would have to be granted; null if the operating system itself refused. */
  public @Nullable String missingGrant() {
    return missingGrant;
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
