package hotpath.launcher;

import hotpath.interpreter.thread.Requests;
import hotpath.interpreter.thread.Requests.Request;
import hotpath.platform.Option;
import hotpath.platform.Options;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The option {@code time}: a host thread that asks the VM to end when its time is over, unless it
 * is closed before. Without the option there is no thread.
 */
final class TimeLimit implements AutoCloseable {
  private final @Nullable Thread clock;

  private TimeLimit(@Nullable Thread clock) {
    this.clock = clock;
  }

  /** Starts to count now. */
  static TimeLimit of(Options options, Requests requests) {
    long nanos = options.nanos(Option.TIME);
    if (nanos == Long.MAX_VALUE) {
      return new TimeLimit(null);
    }
    String reason = "out of time after " + options.text(Option.TIME) + " s";
    Request end = new Request.End(reason, ExitCode.OUT_OF_TIME);
    Runnable clock = () -> await(System.nanoTime() + nanos, requests, end);
    return new TimeLimit(Thread.ofPlatform().daemon().name("hotpath time").start(clock));
  }

  private static void await(long deadline, Requests requests, Request end) {
    while (!Thread.currentThread().isInterrupted()) {
      long rest = deadline - System.nanoTime();
      if (rest <= 0) {
        requests.ask(end);
        return;
      }
      LockSupport.parkNanos(rest);
    }
  }

  @Override
  public void close() {
    if (clock != null) {
      clock.interrupt();
    }
  }
}
