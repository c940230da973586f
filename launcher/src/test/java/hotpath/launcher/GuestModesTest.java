package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.platform.Options;
import hotpath.platform.Origin;
import hotpath.platform.Setting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * All examples in all modes, each run in a fresh VM of this process, compared with {@code java}:
 * same class files, same standard output, same exit code.
 */
class GuestModesTest {
  private static final Path EXAMPLES = Path.of("..", "examples");

  /** A mode is a set of options, nothing else. */
  private record Mode(String name, String... options) {
    /** Whether there is room for a few traces only. */
    boolean evicts() {
      return name.startsWith("room for");
    }
  }

  private static final List<Mode> MODES =
      List.of(
          new Mode("jit off", "jit=off"),
          new Mode("default", "verifyPasses=on", "verifyAllocation=on"),
          new Mode("every loop at once", "hotLoop=1", "hotCall=1", "hotExit=1"),
          new Mode("each guard leaves every time", "exitEvery=1"),
          new Mode("each guard leaves every 2nd time", "exitEvery=2", "hotLoop=3"),
          new Mode("each guard leaves every 7th time", "exitEvery=7", "hotLoop=3"),
          new Mode("traces evaluated", "backend=none"),
          new Mode(
              "room for 64k of code", "codeCacheSize=64k", "hotLoop=1", "hotExit=1", "stats=on"),
          new Mode("room for five traces", "maxTraces=5", "hotLoop=1", "hotExit=1", "stats=on"),
          new Mode("spill everything", "registerAllocation=spill"),
          new Mode(
              "no passes", "pass.fold=off", "pass.cse=off", "pass.forward=off", "pass.peel=off"),
          new Mode("peel always", "pass.peel=on", "hotLoop=3"),
          new Mode("collect at every allocation", "gcStress=alloc", "gcPoison=on"));

  /** Too many allocations to collect at each of them in a test. */
  private static final List<String> TOO_LARGE_FOR_GC_STRESS =
      List.of("Formatting", "JsonParser", "WordCount");

  /** What a run printed, its exit code, and how many traces it evicted. */
  private record Result(int exitCode, String output, long evicted) {}

  private record Example(String name, List<String> arguments) {}

  @TestFactory
  Stream<DynamicNode> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    for (String line : Files.readAllLines(EXAMPLES.resolve("examples.txt"))) {
      if (!line.startsWith("#") && !line.isBlank()) {
        String[] words = line.substring(0, line.indexOf('|')).strip().split(" ");
        examples.add(new Example(words[0], List.of(words).subList(1, words.length)));
      }
    }
    assertTrue(examples.size() > 15, "examples.txt names " + examples.size());
    Map<String, Result> oracle = new HashMap<>();
    return MODES.stream()
        .map(
            mode ->
                DynamicContainer.dynamicContainer(
                    mode.name(),
                    examples.stream()
                        .filter(example -> fits(mode, example))
                        .map(
                            example ->
                                DynamicTest.dynamicTest(
                                    example.name(), () -> check(mode, example, oracle)))));
  }

  private static boolean fits(Mode mode, Example example) {
    return !mode.name().startsWith("collect") || !TOO_LARGE_FOR_GC_STRESS.contains(example.name());
  }

  private static void check(Mode mode, Example example, Map<String, Result> oracle)
      throws StartException, IOException, InterruptedException {
    Path file = EXAMPLES.resolve(example.name() + ".java");
    Result expected = oracle.get(example.name());
    if (expected == null) {
      expected = java(file, example.arguments());
      oracle.put(example.name(), expected);
    }
    Result actual = hotpath(file, example.arguments(), mode);
    assertEquals(expected.output(), actual.output());
    assertEquals(expected.exitCode(), actual.exitCode());
    assertEquals(mode.evicts(), actual.evicted() > 0, "evicted: " + actual.evicted());
  }

  private static Result java(Path file, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.add("-XX:+UseSerialGC");
    command.add(file.toString());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output, 0);
  }

  private static Result hotpath(Path file, List<String> arguments, Mode mode)
      throws StartException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    List<Setting> settings = new ArrayList<>();
    for (String option : mode.options()) {
      int equals = option.indexOf('=');
      settings.add(
          new Setting(
              option.substring(0, equals), option.substring(equals + 1), Origin.COMMAND_LINE));
    }
    SourceProgram program = SourceProgram.compile(file.toString(), "", errors);
    RunRequest request =
        new RunRequest(
            Options.of(settings),
            Map.of(),
            "",
            "",
            program.classes(),
            program.mainClass(),
            arguments);
    Streams streams =
        new Streams(
            InputStream.nullInputStream(),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            errors,
            false);
    GuestRun.Outcome outcome = new InterpreterRun().run(request, streams, null);
    streams.out().flush();
    Statistics statistics = outcome.statistics();
    long evicted = statistics == null ? 0 : statistics.code().evicted();
    return new Result(outcome.exitCode(), out.toString(StandardCharsets.UTF_8), evicted);
  }
}
