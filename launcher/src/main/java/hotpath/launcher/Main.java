package hotpath.launcher;

import hotpath.platform.HostEnvironment;

/** The {@code hotpath} command: the process around a {@link Launcher}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Streams streams = new Streams(System.in, System.out, System.err, true);
    System.exit(new Launcher(new InterpreterRun(), streams, HostEnvironment.variables()).run(arguments));
  }
}
