package hotpath.launcher;

import hotpath.interpreter.vm.HostFiles;
import hotpath.interpreter.vm.HostServices;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;

/** A host with other standard streams. */
final class StreamsHost implements HostServices {
  private final Streams streams;
  private final HostServices host;

  StreamsHost(Streams streams, HostServices host) {
    this.streams = streams;
    this.host = host;
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
