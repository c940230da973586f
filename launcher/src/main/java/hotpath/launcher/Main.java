package hotpath.launcher;

import hotpath.platform.HostEnvironment;

/** The {@code hotpath} command: the process around a {@link Launcher}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Streams streams = new Streams(System.in, System.out, System.err, true);
    Termination termination = new Termination();
    Launcher launcher =
        new Launcher(new InterpreterRun(termination::begins), streams, HostEnvironment.variables());
    int code = launcher.run(arguments);
    termination.ends(code);
    // Returning is 15 ms cheaper: System.exit looks for a logger to tell.
    if (code != ExitCode.DONE) {
      System.exit(code);
    }
  }
}
