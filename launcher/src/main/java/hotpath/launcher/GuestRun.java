package hotpath.launcher;

import hotpath.dump.TraceDump;
import org.jspecify.annotations.Nullable;

/**
 * Makes a VM, runs a program on it to the end, and takes it down: all that the launcher knows of
 * VMs.
 */
public interface GuestRun {
  /**
   * Runs a program. An exception that it does not catch is its own affair: its stack trace goes to
   * the error stream and the exit code is 1.
   *
   * @param dump to write traces and events to; closed by the caller
   * @throws StartException if the program cannot be started
   */
  Outcome run(RunRequest request, Streams streams, @Nullable TraceDump dump) throws StartException;

  /**
   * How a run ended.
   *
   * @param instructions of class files, the boot's included
   * @param statistics nothing unless the option {@code stats} is on
   */
  record Outcome(int exitCode, long instructions, @Nullable Statistics statistics) {}
}
