package hotpath.dump.perf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The map in which Linux perf looks up addresses that no file explains: {@code /tmp/perf-PID.map},
 * a line {@code START SIZE NAME} for each piece of code, numbers in hexadecimal (perf's
 * Documentation/jit-interface.txt).
 *
 * <p>It has no times: where the code of an evicted trace was overwritten, the last name holds for
 * all samples. {@link JitDump} tells them apart.
 */
public final class PerfMap implements CodeLog {
  private final Writer out;

  private PerfMap(Writer out) {
    this.out = out;
  }

  /** Of this process, where perf looks for it. */
  public static PerfMap ofProcess() throws IOException {
    return at(Path.of("/tmp", "perf-" + ProcessHandle.current().pid() + ".map"));
  }

  static PerfMap at(Path file) throws IOException {
    return new PerfMap(Files.newBufferedWriter(file));
  }

  /** A line at once: a process that is killed has told what it had. */
  @Override
  public void code(String name, long address, byte[] bytes) {
    try {
      out.write(Long.toHexString(address) + ' ' + Integer.toHexString(bytes.length) + ' ' + name);
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
