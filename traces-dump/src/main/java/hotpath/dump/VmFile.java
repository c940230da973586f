package hotpath.dump;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which VM made a dump, what it ran, and how it was set up: what {@code vm.json} holds. A folder
 * with this file is a dump.
 *
 * @param format {@link TraceFile#FORMAT}
 * @param version of Hotpath
 */
public record VmFile(
    String format, String version, Host host, Program program, List<OptionRow> options) {
  /** The machine and the JDK. */
  public record Host(String jdk, String os, String architecture) {}

  /**
   * The guest's program.
   *
   * @param source the file that was compiled in memory, if one was
   */
  public record Program(
      String mainClass, List<String> arguments, String classPath, @Nullable String source) {}
}
