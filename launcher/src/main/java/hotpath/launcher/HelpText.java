package hotpath.launcher;

/** What {@code hotpath help} prints. */
final class HelpText {
  static final String RUN =
      """
      usage: hotpath run [options] (-cp PATH MainClass | -jar FILE | FILE.java) [arguments]

        -cp, -classpath, --class-path PATH   folders and jars of the program
        -jar FILE                            the jar's manifest says the rest
        FILE.java                            compiled in memory; its first class is run
        -DNAME=VALUE                         a system property of the program
        -Dhotpath.NAME=VALUE                 an option of the VM: see hotpath flags
        -Xmx16m -Xms8m -Xss1m -Xint          heapSize, initialHeapSize, stackSize, jit=off
        -ea, -da[:PACKAGE...|:CLASS]         assertions on or off; -esa, -dsa in the library
        --properties=FILE                    options of the VM from a properties file
        --dump-traces=DIR                    write traces and events to DIR as JSON
        --perf-map                           write a map for Linux perf to /tmp/perf-PID.map
        --jitdump=DIR                        write code for perf inject --jit to DIR/jit-PID.dump
        --fuel=N                             end after N class-file instructions, boot included
        --time=S                             end after S seconds
        --stats                              print figures to standard error at the end
        @FILE                                options from a file, as java reads it
        --                                   what follows is no option

      The program has the standard streams, the clock and its class path. More is granted by:

      """
          + GrantOption.help()
          + """

          Options are also read from the environment variable HOTPATH_OPTIONS. The command line wins over
          the environment, and that over the file.

          The exit code is the program's; 1 after an uncaught exception or if the program cannot be
          started; 2 for a mistake on the command line; 70 for a mistake in Hotpath; 123 when the fuel
          is spent and 124 when the time is over.
          """;

  static final String ALL =
      """
      Hotpath runs Java programs and compiles their hot loops through traces.

        hotpath run [options] (-cp PATH MainClass | -jar FILE | FILE.java) [arguments]
        hotpath traces list DIR
        hotpath traces show DIR [ID] [--sources=DIR]
        hotpath traces compile [--isa=NAME]... FILE
        hotpath flags [--explain NAME] [--json] [--markdown] [options of run]
        hotpath version
        hotpath help

      """
          + RUN;

  private HelpText() {}

  /** Whether a word asks for help. */
  static boolean isAskedBy(String word) {
    return switch (word) {
      case "help", "--help", "-help", "-h", "-?" -> true;
      default -> false;
    };
  }
}
