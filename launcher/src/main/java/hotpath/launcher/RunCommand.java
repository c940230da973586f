package hotpath.launcher;

import hotpath.dump.DumpException;
import hotpath.dump.TraceDump;
import hotpath.dump.VmFile;
import hotpath.platform.HostEnvironment;
import hotpath.platform.Option;
import hotpath.platform.Options;
import hotpath.platform.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code hotpath run}: understands a command line as {@code java} does, finds the program and has
 * it run.
 *
 * <p>This is the path that each start of a guest takes: it loads no JSON and no compiler unless
 * asked to.
 */
final class RunCommand {
  private final GuestRun guest;
  private final Streams streams;
  private final Map<String, String> environment;
  private final VmArguments arguments = new VmArguments();

  RunCommand(GuestRun guest, Streams streams, Map<String, String> environment) {
    this.guest = guest;
    this.streams = streams;
    this.environment = environment;
  }

  int run(List<String> commandLine) throws StartException, DumpException {
    arguments.environment(environment.get(HostEnvironment.OPTIONS_VARIABLE));
    Words words = new Words(commandLine);
    for (String word; (word = words.next()) != null; ) {
      switch (word) {
        case "-jar" -> {
          return jar(words.argumentOf("-jar", "a jar"), words.rest());
        }
        case "--" -> {
          return program(words.argumentOf("--", "a main class or .java file"), words.rest());
        }
        case "--help", "-help", "-h", "-?" -> {
          streams.out().print(HelpText.RUN);
          return ExitCode.DONE;
        }
        default -> {
          if (!word.startsWith("-")) {
            return program(word, words.rest());
          }
          if (!arguments.accept(word, words, Origin.COMMAND_LINE)) {
            throw new UsageException(VmArguments.unknown(word));
          }
        }
      }
    }
    throw new UsageException("no main class, -jar FILE or FILE.java; see hotpath help");
  }

  private int program(String name, List<String> rest) throws StartException, DumpException {
    Options options = arguments.options();
    if (name.endsWith(".java")) {
      return source(options, name, rest);
    }
    String classPath = classPath();
    String mainClass = name.replace('/', '.');
    return start(request(options, classPath, classPath, Map.of(), mainClass, rest), null);
  }

  /** As {@code java}: what was said, else the environment, else the current folder. */
  private String classPath() {
    String given = arguments.classPath();
    if (given == null) {
      given = environment.get("CLASSPATH");
    }
    return given == null || given.isEmpty() ? "." : given;
  }

  private int jar(String file, List<String> rest) throws StartException, DumpException {
    Options options = arguments.options();
    ExecutableJar jar = ExecutableJar.read(file);
    return start(request(options, jar.classPath(), file, Map.of(), jar.mainClass(), rest), null);
  }

  private int source(Options options, String file, List<String> rest)
      throws StartException, DumpException {
    String given = arguments.classPath();
    String classPath = given == null ? "" : given;
    SourceProgram program = SourceProgram.compile(file, classPath, streams.err());
    return start(
        request(options, classPath, classPath, program.classes(), program.mainClass(), rest), file);
  }

  private RunRequest request(
      Options options,
      String classPath,
      String classPathProperty,
      Map<String, byte[]> classes,
      String mainClass,
      List<String> rest) {
    return new RunRequest(
        options,
        arguments.properties(),
        arguments.assertions(),
        arguments.grants(),
        classPath,
        classPathProperty,
        classes,
        mainClass,
        rest);
  }

  private int start(RunRequest request, @Nullable String source)
      throws StartException, DumpException {
    String folder = request.options().text(Option.DUMP_TRACES);
    if (folder.isEmpty()) {
      return finish(guest.run(request, streams, null));
    }
    try (TraceDump dump = TraceDump.open(Path.of(folder), header(request, source))) {
      GuestRun.Outcome outcome = guest.run(request, streams, dump);
      String problem = dump.problem();
      if (problem != null) {
        streams.err().println("hotpath: " + problem);
      }
      return finish(outcome);
    }
  }

  private int finish(GuestRun.Outcome outcome) {
    Statistics statistics = outcome.statistics();
    if (statistics != null) {
      streams.err().print(new StatisticsText(statistics).text());
    }
    return outcome.exitCode();
  }

  private static VmFile header(RunRequest request, @Nullable String source) {
    return Version.header(
        request.options(),
        new VmFile.Program(
            request.mainClass(), request.arguments(), request.classPathProperty(), source));
  }
}
