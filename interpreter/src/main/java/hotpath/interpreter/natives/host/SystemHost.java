package hotpath.interpreter.natives.host;

import hotpath.interpreter.vm.HostFiles;
import hotpath.interpreter.vm.HostServices;
import hotpath.platform.HostEnvironment;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;

/**
 * The host as it is: standard streams, clocks, environment and files of the process that Hotpath
 * runs in.
 */
public final class SystemHost implements HostServices {
  private final InputStream in = new FileInputStream(FileDescriptor.in);
  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private final OutputStream err = new FileOutputStream(FileDescriptor.err);
  private final HostFiles files;

  /** All files of the process. */
  public SystemHost() {
    this(new SystemFiles());
  }

  public SystemHost(HostFiles files) {
    this.files = files;
  }

  @Override
  public InputStream standardInput() {
    return in;
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
    return System.nanoTime();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public Map<String, String> environment() {
    return HostEnvironment.variables();
  }

  @Override
  public long processId() {
    return ProcessHandle.current().pid();
  }

  @Override
  public String property(String name) {
    String value = HostEnvironment.property(name);
    return value == null ? "" : value;
  }

  @Override
  public HostFiles files() {
    return files;
  }
}
