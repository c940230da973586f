package hotpath.interpreter.vm;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * All that a VM reaches of the host: its only way out. An embedder passes its own, so that the
 * output of many VMs of one process can be told apart and a run can be repeated.
 */
public interface HostServices {
  InputStream standardInput();

  OutputStream standardOutput();

  OutputStream standardError();

  /** A clock that only goes forward, in nanoseconds from an arbitrary start. */
  long nanoTime();

  /**
   * Lets the host thread rest: the guest has nothing to do until then. Returns early when the
   * thread is unparked, and may so without a reason.
   */
  default void pause(long nanos) {
    LockSupport.parkNanos(nanos);
  }

  /** The time of day. */
  Instant now();

  Map<String, String> environment();

  /** The number that the operating system knows the process by. */
  long processId();

  /**
   * The properties of the host that the guest is to see: {@code user.dir}, {@code os.name} and
   * their like.
   */
  String property(String name);

  HostFiles files();
}
