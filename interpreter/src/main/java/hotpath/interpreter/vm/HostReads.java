package hotpath.interpreter.vm;

import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.thread.Scheduler;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads that wait for input, each on a host thread of its own, so that the other guest threads go
 * on. The host thread fills a buffer of the host and never touches guest memory; the guest thread
 * fetches it when it has its turn.
 */
public final class HostReads {
  private final Scheduler scheduler;
  private final Map<GuestThread, Read> reads = new HashMap<>();

  /** A read: its result is written by the host thread before it tells the scheduler. */
  private static final class Read {
    private final byte[] buffer;
    private int count;
    private @Nullable IOException failure;

    Read(int length) {
      buffer = new byte[length];
    }

    void run(HostFile file) {
      try {
        count = file.read(buffer, 0, buffer.length);
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  HostReads(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Begins to read for the current guest thread, which waits. */
  public void begin(GuestThread thread, HostFile file, int length) {
    Read read = new Read(length);
    reads.put(thread, read);
    scheduler.awaitHost();
    Thread.ofPlatform()
        .daemon()
        .name("hotpath read")
        .start(
            () -> {
              read.run(file);
              scheduler.arrived(thread);
            });
  }

  /** Copies what was read for a guest thread; the number of bytes, or -1. */
  public int end(GuestThread thread, byte[] to) throws IOException {
    Read read = reads.remove(thread);
    if (read == null) {
      throw new IllegalStateException("no read was begun");
    }
    if (read.failure != null) {
      throw read.failure;
    }
    System.arraycopy(read.buffer, 0, to, 0, Math.max(0, read.count));
    return read.count;
  }
}
