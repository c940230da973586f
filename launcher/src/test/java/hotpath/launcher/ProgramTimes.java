package hotpath.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long programs of others take as whole processes, in the file {@code times.txt}. Figures
 * depend on the machine, so the build only reads them; they are measured when somebody asks:
 *
 * <pre>
 * mvn -pl launcher -am test -Dtest=ForeignProgramsTest -Dhotpath.bless=true \
 *     -Dhotpath.times=/path/to/a/built/hotpath
 * </pre>
 *
 * @param hotpath seconds, the median of {@value #ROUNDS} runs
 * @param interpreted the same of {@code java -Xint}
 * @param java the same of {@code java}
 */
record ProgramTimes(double hotpath, double interpreted, double java) {
  private static final Path FILE = Path.of("src", "test", "programs", "times.txt");
  private static final int ROUNDS = 3;

  /** By program. */
  static Map<String, ProgramTimes> read() throws IOException {
    Map<String, ProgramTimes> all = new HashMap<>();
    for (String line : Files.readAllLines(FILE)) {
      if (!line.startsWith("#")) {
        String[] words = line.split(" ");
        all.put(
            words[0],
            new ProgramTimes(
                Double.parseDouble(words[1]),
                Double.parseDouble(words[2]),
                Double.parseDouble(words[3])));
      }
    }
    return all;
  }

  /**
   * Measures programs and writes the file.
   *
   * @param command the {@code hotpath} script
   * @param classPaths of the compiled programs
   */
  static void measure(String command, List<ForeignProgram> programs, Map<String, String> classPaths)
      throws IOException, InterruptedException {
    String java = ProcessHandle.current().info().command().orElseThrow();
    List<String> lines = new ArrayList<>();
    lines.add("# Seconds of whole processes, medians of " + ROUNDS + " interleaved rounds:");
    lines.add("# program, hotpath run, java -Xint, java (see ProgramTimes)");
    for (ForeignProgram program : programs) {
      String classPath = classPaths.get(program.name());
      List<List<String>> sides =
          List.of(
              List.of(command, "run", "--allow-all", "-cp", classPath, program.mainClass()),
              List.of(java, "-Xint", "-cp", classPath, program.mainClass()),
              List.of(java, "-cp", classPath, program.mainClass()));
      double[][] seconds = new double[sides.size()][ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        for (int side = 0; side < sides.size(); side++) {
          seconds[side][round] = seconds(sides.get(side));
        }
      }
      StringBuilder line = new StringBuilder(program.name());
      for (double[] side : seconds) {
        Arrays.sort(side);
        line.append(String.format(Locale.ROOT, " %.2f", side[ROUNDS / 2]));
      }
      lines.add(line.toString());
    }
    Files.write(FILE, lines);
  }

  private static double seconds(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    long start = System.nanoTime();
    int exitCode = builder.start().waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException(command + " ended with " + exitCode);
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
