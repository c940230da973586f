package hotpath.launcher;

import hotpath.interpreter.vm.AssertionRules;
import hotpath.platform.Option;
import hotpath.platform.Options;
import hotpath.platform.Origin;
import hotpath.platform.Setting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The modes in which tests run guest programs: a program does the same in each, to the instruction.
 * A run is in a fresh VM of this process; {@code java} runs the same class files.
 */
final class GuestModes {
  /** The VMs share the parsed library, and nothing else. */
  private static final InterpreterRun RUNS = new InterpreterRun();

  private GuestModes() {}

  /** A mode is a set of options, nothing else. */
  record Mode(String name, String... options) {
    /** Whether there is room for a few traces only. */
    boolean evicts() {
      return name.startsWith("room for");
    }

    /** Whether it collects so often that large programs take too long. */
    boolean collects() {
      return name.startsWith("collect");
    }

    /** This mode with more options. */
    Mode with(String... more) {
      List<String> all = new ArrayList<>(List.of(options));
      all.addAll(List.of(more));
      return new Mode(name, all.toArray(String[]::new));
    }
  }

  /** Thresholds at which small programs have traces. */
  private static final List<String> EARLY = List.of("hotLoop=59", "hotCall=211", "hotExit=11");

  /** The same as words of a command line. */
  static List<String> earlyWords() {
    return EARLY.stream().map(option -> "-D" + Option.PREFIX + option).toList();
  }

  /** A mode with early traces; its options come later, and win. */
  private static Mode early(String name, String... options) {
    return new Mode(name, EARLY.toArray(String[]::new)).with(options);
  }

  static final Mode JIT_OFF = new Mode("jit off", "jit=off");

  static final List<Mode> ALL =
      List.of(
          JIT_OFF,
          new Mode("default", "verifyPasses=on", "verifyAllocation=on"),
          early("early", "verifyPasses=on", "verifyAllocation=on"),
          new Mode("every loop at once", "hotLoop=1", "hotCall=1", "hotExit=1"),
          early("each guard leaves every time", "exitEvery=1"),
          early("each guard leaves every 2nd time", "exitEvery=2", "hotLoop=3"),
          early("each guard leaves every 7th time", "exitEvery=7", "hotLoop=3"),
          early("traces evaluated", "backend=none"),
          early("room for 64k of code", "codeCacheSize=64k", "hotLoop=1", "hotExit=1", "stats=on"),
          early("room for five traces", "maxTraces=5", "hotLoop=1", "hotExit=1", "stats=on"),
          early("entries shut", "maxTraces=5", "hotExit=1"),
          early("each entry counted", "stats=on"),
          new Mode("superinstructions from the start", "jit=off", "superinstructions=early"),
          early("superinstructions and traces", "superinstructions=early"),
          new Mode("portable, jit off", "engine=portable", "jit=off"),
          early("portable", "engine=portable"),
          early("portable, every loop at once", "engine=portable", "hotLoop=1", "hotExit=1"),
          early("spill everything", "registerAllocation=spill", "verifyAllocation=on"),
          early("no passes", "pass.fold=off", "pass.cse=off", "pass.forward=off", "pass.peel=off"),
          early("peel always", "pass.peel=on", "hotLoop=3"),
          early("collect at every allocation", "gcStress=alloc", "gcPoison=on"));

  /** One mode of each kind, for very many programs. */
  static final List<Mode> KINDS =
      List.of(
              "jit off",
              "default",
              "early",
              "every loop at once",
              "each guard leaves every 7th time",
              "collect at every allocation")
          .stream()
          .map(GuestModes::named)
          .toList();

  private static Mode named(String name) {
    return ALL.stream().filter(mode -> mode.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * What a run printed, its exit code, and what it took; of java only the first three are known.
   *
   * @param instructions of class files
   * @param evicted traces, with stats
   */
  record Result(int exitCode, String output, String errors, long instructions, long evicted) {}

  static Result java(Path file, List<String> arguments) throws IOException, InterruptedException {
    List<String> program = new ArrayList<>();
    program.add(file.toString());
    program.addAll(arguments);
    return java(program);
  }

  /**
   * What {@code java} does.
   *
   * @param program its words behind the options of the JVM
   */
  static Result java(List<String> program) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:-OmitStackTraceInFastThrow"); // messages in compiled code too
    command.addAll(program);
    Path errors = Files.createTempFile("hotpath-java", ".err");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output, Files.readString(errors), 0, 0);
    } finally {
      Files.delete(errors);
    }
  }

  static Result hotpath(Path file, List<String> arguments, Mode mode) throws StartException {
    return hotpath(
        file, arguments, mode, InputStream.nullInputStream(), new ByteArrayOutputStream());
  }

  /** With an input; what the program prints goes to {@code out} as it comes. */
  static Result hotpath(
      Path file, List<String> arguments, Mode mode, InputStream in, ByteArrayOutputStream out)
      throws StartException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    SourceProgram program = SourceProgram.compile(file.toString(), "", errors);
    return hotpath(program, arguments, mode, in, out, err);
  }

  /** Of class files. */
  static Result hotpath(SourceProgram program, Mode mode) throws StartException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    return hotpath(program, List.of(), mode, InputStream.nullInputStream(), out, err);
  }

  /** Of a class path, without arguments or input. */
  static Result hotpath(String classPath, String mainClass, Mode mode) throws StartException {
    return hotpath(classPath, mainClass, List.of(), mode);
  }

  static Result hotpath(String classPath, String mainClass, List<String> arguments, Mode mode)
      throws StartException {
    RunRequest request = request(mode, classPath, Map.of(), mainClass, arguments);
    InputStream in = InputStream.nullInputStream();
    return run(request, in, new ByteArrayOutputStream(), new ByteArrayOutputStream());
  }

  /** Runs an example as it is measured, for its runs of words. */
  static void counted(Path file, Mode mode, List<WordCounts.Run> runs) throws StartException {
    PrintStream errors = new PrintStream(OutputStream.nullOutputStream());
    SourceProgram program = SourceProgram.compile(file.toString(), "", errors);
    counted(request(mode, "", program.classes(), program.mainClass(), List.of()), runs);
  }

  /** The same for a program of others. */
  static void counted(String classPath, String mainClass, Mode mode, List<WordCounts.Run> runs)
      throws StartException {
    counted(request(mode, classPath, Map.of(), mainClass, List.of()), runs);
  }

  private static void counted(RunRequest request, List<WordCounts.Run> runs) throws StartException {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Streams streams = new Streams(InputStream.nullInputStream(), nowhere, nowhere, false);
    new InterpreterRun(_ -> {}, (vm, engine) -> new WordCounts(vm, engine, runs))
        .run(request, streams, null);
  }

  private static Result hotpath(
      SourceProgram program,
      List<String> arguments,
      Mode mode,
      InputStream in,
      ByteArrayOutputStream out,
      ByteArrayOutputStream err)
      throws StartException {
    RunRequest request = request(mode, "", program.classes(), program.mainClass(), arguments);
    return run(request, in, out, err);
  }

  private static RunRequest request(
      Mode mode,
      String classPath,
      Map<String, byte[]> classes,
      String mainClass,
      List<String> arguments) {
    List<Setting> settings = new ArrayList<>();
    for (String option : mode.options()) {
      int equals = option.indexOf('=');
      settings.add(
          new Setting(
              option.substring(0, equals), option.substring(equals + 1), Origin.COMMAND_LINE));
    }
    return new RunRequest(
        Options.of(settings),
        Map.of(),
        AssertionRules.NONE,
        Grants.ALL,
        classPath,
        classPath,
        classes,
        mainClass,
        arguments);
  }

  private static Result run(
      RunRequest request, InputStream in, ByteArrayOutputStream out, ByteArrayOutputStream err)
      throws StartException {
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    Streams streams =
        new Streams(in, new PrintStream(out, false, StandardCharsets.UTF_8), errors, false);
    GuestRun.Outcome outcome = RUNS.run(request, streams, null);
    streams.out().flush();
    Statistics statistics = outcome.statistics();
    return new Result(
        outcome.exitCode(),
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8),
        outcome.instructions(),
        statistics == null ? 0 : statistics.code().evicted());
  }
}
