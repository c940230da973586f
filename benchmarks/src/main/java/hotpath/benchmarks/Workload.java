package hotpath.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A guest program and its arguments. SciMark's kernels, the benchmarks of Are-We-Fast-Yet and our
 * single operations are named here; the examples are those of examples/examples.txt, with the
 * arguments that are meant for measuring.
 *
 * @param steady whether it makes sense to repeat it in one process
 */
record Workload(String name, Group group, List<String> args, boolean steady) {
  enum Group {
    SCIMARK("SciMark"),
    AWFY("Are-We-Fast-Yet"),
    MICRO("single operations"),
    EXAMPLES("examples");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** A line of examples.txt: {@code Name smallArgs | defaultArgs}. */
  record Example(String name, List<String> smallArgs, List<String> defaultArgs) {
    static Example parse(String line) {
      int bar = line.indexOf('|');
      List<String> left = words(bar < 0 ? "" : line.substring(0, bar));
      if (left.isEmpty()) {
        throw new IllegalArgumentException("no line of the form Name args | args: " + line);
      }
      return new Example(
          left.getFirst(), left.subList(1, left.size()), words(line.substring(bar + 1)));
    }

    private static List<String> words(String text) {
      return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+", -1));
    }
  }

  static final List<String> KERNELS = List.of("FFT", "SOR", "MonteCarlo", "SparseMatmult", "LU");

  /** Of the guest's class Micro: milliseconds of an iteration are nanoseconds of an operation. */
  static final List<String> OPERATIONS =
      List.of(
          "NestedLoop",
          "Fields",
          "StaticCalls",
          "VirtualCalls",
          "InterfaceCalls",
          "Recursion",
          "Allocation",
          "Throws",
          "InnerLoop1",
          "InnerLoop2",
          "InnerLoop3",
          "InnerLoop4");

  /** Only starts and ends: in a warm process there is nothing to see. */
  static final String HELLO = "Hello";

  /** The suite's name of a benchmark, and how often it is done in one iteration. */
  private record Awfy(String name, int inner) {}

  /** Few enough for an interpreter; some benchmarks verify themselves for certain numbers only. */
  private static final List<Awfy> AWFY =
      List.of(
          new Awfy("Bounce", 100),
          new Awfy("CD", 10),
          new Awfy("DeltaBlue", 500),
          new Awfy("Havlak", 1),
          new Awfy("Json", 10),
          new Awfy("List", 100),
          new Awfy("Mandelbrot", 500),
          new Awfy("NBody", 250_000),
          new Awfy("Permute", 100),
          new Awfy("Queens", 100),
          new Awfy("Richards", 5),
          new Awfy("Sieve", 200),
          new Awfy("Storage", 100),
          new Awfy("Towers", 50));

  /**
   * The benchmarks of Are-We-Fast-Yet, whose classes the user has; examples have some names too.
   */
  static List<Workload> areWeFastYet() {
    return AWFY.stream()
        .map(
            each ->
                new Workload(
                    "awfy." + each.name(),
                    Group.AWFY,
                    List.of(each.name(), Integer.toString(each.inner())),
                    true))
        .toList();
  }

  static List<Workload> all(Path root) throws IOException {
    List<Workload> workloads = new ArrayList<>();
    for (String kernel : KERNELS) {
      workloads.add(new Workload(kernel, Group.SCIMARK, List.of(), true));
    }
    for (String operation : OPERATIONS) {
      workloads.add(new Workload(operation, Group.MICRO, List.of(), true));
    }
    for (Example example : examples(root)) {
      boolean steady = !example.name().equals(HELLO);
      workloads.add(new Workload(example.name(), Group.EXAMPLES, example.defaultArgs(), steady));
    }
    return workloads;
  }

  static List<Example> examples(Path root) throws IOException {
    return Files.readAllLines(root.resolve("examples/examples.txt")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Example::parse)
        .toList();
  }

  boolean has(Figure figure) {
    return figure == Figure.COLD || steady;
  }

  /** Main class and arguments of a process that does the work once. */
  List<String> cold() {
    List<String> command = new ArrayList<>();
    if (group == Group.AWFY) {
      return List.of("Harness", args.get(0), "1", args.get(1));
    }
    if (group != Group.EXAMPLES) {
      command.add("Once");
    }
    command.add(name);
    command.addAll(args);
    return command;
  }

  /** Main class and arguments of a process that repeats the work: see Harness of the guest. */
  List<String> repeated(long warmUpMillis, int warmUpIterations, int iterations) {
    List<String> command = new ArrayList<>();
    if (group == Group.AWFY) {
      command.add("awfy.Repeat");
      command.addAll(args);
    } else {
      command.add("Harness");
      command.add(name);
    }
    command.add(Long.toString(warmUpMillis));
    command.add(Integer.toString(warmUpIterations));
    command.add(Integer.toString(iterations));
    if (group != Group.AWFY) {
      command.addAll(args);
    }
    return command;
  }
}
