package hotpath.interpreter.vm;

import hotpath.interpreter.natives.host.SystemFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** A host whose output is kept, whose input is empty and whose time goes on in pauses only. */
public final class TestHost implements HostServices {
  private long nanos = 1_000_000_000;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  public String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Override
  public InputStream standardInput() {
    return new ByteArrayInputStream(new byte[0]);
  }

  @Override
  public OutputStream standardOutput() {
    return out;
  }

  @Override
  public OutputStream standardError() {
    return err;
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public void pause(long duration) {
    nanos += duration;
  }

  @Override
  public Instant now() {
    return Instant.ofEpochSecond(1_700_000_000);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("HOME", "/home/guest");
  }

  @Override
  public long processId() {
    return 4711;
  }

  @Override
  public String property(String name) {
    return System.getProperty(name, "");
  }

  @Override
  public HostFiles files() {
    return new SystemFiles();
  }
}
