package hotpath.launcher;

import hotpath.interpreter.natives.host.SystemHost;
import hotpath.interpreter.vm.HostFiles;
import hotpath.interpreter.vm.HostServices;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;

/** The host as it is, but for the standard streams. */
final class StreamsHost implements HostServices {
  private final Streams streams;
  private final HostServices host;

  private StreamsHost(Streams streams, HostServices host) {
    this.streams = streams;
    this.host = host;
  }

  /** The streams of the process need no detour: the guest does its own buffering. */
  static HostServices of(Streams streams) {
    HostServices host = new SystemHost();
    return streams.ofProcess() ? host : new StreamsHost(streams, host);
  }

  @Override
  public InputStream standardInput() {
    return streams.in();
  }

  @Override
  public OutputStream standardOutput() {
    return streams.out();
  }

  @Override
  public OutputStream standardError() {
    return streams.err();
  }

  @Override
  public long nanoTime() {
    return host.nanoTime();
  }

  @Override
  public Instant now() {
    return host.now();
  }

  @Override
  public Map<String, String> environment() {
    return host.environment();
  }

  @Override
  public long processId() {
    return host.processId();
  }

  @Override
  public String property(String name) {
    return host.property(name);
  }

  @Override
  public HostFiles files() {
    return host.files();
  }
}
