package hotpath.launcher;

import hotpath.dump.DumpException;
import hotpath.platform.OptionException;
import hotpath.platform.Spelling;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Map;

/**
 * A start of the {@code hotpath} command: finds the command, and makes of each way it can fail one
 * line and an exit code. It ends no process and has no state, so that tests run it in theirs.
 */
public final class Launcher {
  private static final List<String> COMMANDS = List.of("run", "traces", "flags", "version", "help");

  private final GuestRun guest;
  private final Streams streams;
  private final Map<String, String> environment;

  /**
   * A launcher.
   *
   * @param environment variables of the host's process
   */
  public Launcher(GuestRun guest, Streams streams, Map<String, String> environment) {
    this.guest = guest;
    this.streams = streams;
    this.environment = environment;
  }

  /** Runs a command and yields the exit code of the process. */
  public int run(String... arguments) {
    try {
      return dispatch(List.of(arguments));
    } catch (UsageException | OptionException | DumpException e) {
      streams.err().println("hotpath: " + e.getMessage());
      return ExitCode.USAGE;
    } catch (InvalidPathException e) {
      streams.err().println("hotpath: this cannot be a path: " + e.getInput().replace('\0', '?'));
      return ExitCode.USAGE;
    } catch (StartException e) {
      streams.err().println(e.getMessage());
      return ExitCode.FAILED;
    } catch (Exception | VirtualMachineError | LinkageError | AssertionError e) {
      streams.err().println("hotpath: " + new ErrorReport(e).report(List.of(arguments)));
      return ExitCode.INTERNAL;
    } finally {
      streams.out().flush();
      streams.err().flush();
    }
  }

  private int dispatch(List<String> arguments) throws StartException, DumpException {
    if (arguments.isEmpty()) {
      throw new UsageException("no command: run, traces, flags, version or help");
    }
    List<String> rest = arguments.subList(1, arguments.size());
    String command = arguments.getFirst();
    boolean asks = !rest.isEmpty() && rest.stream().allMatch(HelpText::isAskedBy);
    if (HelpText.isAskedBy(command) || (asks && !command.equals("run"))) {
      return print(HelpText.ALL);
    }
    return switch (command) {
      case "run" -> new RunCommand(guest, streams, environment).run(rest);
      case "traces" -> new TracesCommand(streams).run(rest);
      case "flags" -> new FlagsCommand(streams, environment).run(rest);
      case "version", "--version", "-version" -> print(Version.line() + "\n");
      default -> throw new UsageException(unknown(command));
    };
  }

  private int print(String text) {
    streams.out().print(text);
    return ExitCode.DONE;
  }

  private static String unknown(String command) {
    String near = Spelling.nearest(command, COMMANDS);
    if (near != null) {
      return "unknown command " + command + ". Did you mean " + near + "?";
    }
    return "unknown command " + command + "; to run a program: hotpath run " + command;
  }
}
