package hotpath.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param prefix a command in front of each guest process
 * @param classPath of the guest
 * @param awfy folder with the classes of Are-We-Fast-Yet, if given
 */
record Settings(
    int rounds,
    int iterations,
    long warmUpMillis,
    Duration limit,
    List<Figure> figures,
    List<Workload> workloads,
    List<Side> sides,
    List<String> prefix,
    String classPath,
    @Nullable Path awfy,
    @Nullable Path json) {
  static final String HOTPATH = "hotpath";

  static final String USAGE =
      """
      usage: benchmarks/run [options]
        --rounds N            processes per workload and side (5)
        --iterations N        timed iterations in a warm process (20; interpreters a fifth, at least 3)
        --warm-up MILLIS      warm up at least so long, and N iterations (1000)
        --only NAME,NAME      these workloads, or the groups scimark, awfy, micro and examples
        --awfy FOLDER         also the Are-We-Fast-Yet benchmarks, as the group awfy: their compiled classes
        --sides NAME,NAME     these sides: java, hotpath, hotpath-nojit, java-c1, java-xint
        --with NAME=OPTIONS   one more side: hotpath with these options (may be repeated)
        --steady, --cold      only this kind of figure
        --chrt                run guests under chrt -r 1 (needs the right to do so)
        --timeout SECONDS     end a process that takes longer (120)
        --json FILE           write all figures there too
        --list                print the workloads and end\
      """;

  /** What the user typed wrong. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
      super(message);
    }
  }

  /** Classes of Are-We-Fast-Yet come first: some have the names of ours. */
  String classPath(Workload workload) {
    return workload.group() == Workload.Group.AWFY ? awfy + ":" + classPath : classPath;
  }

  static Settings parse(Path root, Path java, List<String> args)
      throws UsageException, IOException {
    Parser parser = new Parser(root, java);
    for (Iterator<String> words = args.iterator(); words.hasNext(); ) {
      parser.option(words.next(), words);
    }
    return parser.settings();
  }

  private static final class Parser {
    private final List<Workload> allWorkloads = new ArrayList<>();
    private final List<Side> sides;
    private final Path root;
    private int rounds = 5;
    private int iterations = 20;
    private int warmUpMillis = 1000;
    private int seconds = 120;
    private List<Figure> figures = List.of(Figure.values());
    private List<String> only = List.of();
    private @Nullable Path awfy;
    private List<String> sideNames = List.of();
    private List<String> prefix = List.of();
    private @Nullable Path json;

    Parser(Path root, Path java) throws IOException {
      this.root = root;
      allWorkloads.addAll(Workload.all(root));
      sides = new ArrayList<>(Side.all(root, java));
    }

    void option(String name, Iterator<String> rest) throws UsageException {
      switch (name) {
        case "--rounds" -> rounds = number(name, rest, 1);
        case "--iterations" -> iterations = number(name, rest, 1);
        case "--warm-up" -> warmUpMillis = number(name, rest, 0);
        case "--timeout" -> seconds = number(name, rest, 1);
        case "--only" -> only = words(name, rest);
        case "--awfy" -> awfy = areWeFastYet(value(name, rest));
        case "--sides" -> sideNames = words(name, rest);
        case "--with" -> sides.add(hotpathWith(value(name, rest)));
        case "--steady" -> figures = List.of(Figure.STEADY);
        case "--cold" -> figures = List.of(Figure.COLD);
        case "--chrt" -> prefix = List.of("chrt", "-r", "1");
        case "--json" -> json = Path.of(value(name, rest));
        default -> throw new UsageException("unknown option " + name);
      }
    }

    Settings settings() throws UsageException {
      for (String name : sideNames) {
        if (sides.stream().noneMatch(side -> side.name().equals(name))) {
          throw new UsageException("no side is called " + name);
        }
      }
      Path target = root.resolve("benchmarks/target");
      String classPath =
          target.resolve("guest") + ":" + target.resolve("guest-library/scimark-2.0.jar");
      return new Settings(
          rounds,
          iterations,
          warmUpMillis,
          Duration.ofSeconds(seconds),
          figures,
          only.isEmpty() ? allWorkloads : chosen(only),
          sides.stream()
              .filter(side -> sideNames.isEmpty() || sideNames.contains(side.name()))
              .toList(),
          prefix,
          classPath,
          awfy,
          json);
    }

    private Path areWeFastYet(String folder) throws UsageException {
      Path classes = Path.of(folder).toAbsolutePath();
      if (!Files.exists(classes.resolve("Benchmark.class"))) {
        throw new UsageException("--awfy wants the folder with Benchmark.class, not " + folder);
      }
      allWorkloads.addAll(Workload.areWeFastYet());
      return classes;
    }

    private List<Workload> chosen(List<String> names) throws UsageException {
      List<Workload> chosen = new ArrayList<>();
      for (String name : names) {
        List<Workload> found =
            allWorkloads.stream()
                .filter(
                    workload ->
                        workload.name().equalsIgnoreCase(name)
                            || workload.group().name().equalsIgnoreCase(name))
                .toList();
        if (found.isEmpty()) {
          throw new UsageException("no workload is called " + name + " (see --list)");
        }
        chosen.addAll(found);
      }
      return chosen;
    }

    private Side hotpathWith(String value) throws UsageException {
      int equals = value.indexOf('=');
      if (equals <= 0) {
        throw new UsageException("--with wants NAME=OPTIONS, not " + value);
      }
      List<String> options = List.of(value.substring(equals + 1).strip().split("\\s+", -1));
      return Side.ofHotpath(value.substring(0, equals), root, options, true);
    }

    private static List<String> words(String name, Iterator<String> rest) throws UsageException {
      return List.of(value(name, rest).split(",", -1));
    }

    private static int number(String name, Iterator<String> rest, int least) throws UsageException {
      String value = value(name, rest);
      try {
        int number = Integer.parseInt(value);
        if (number >= least) {
          return number;
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new UsageException(name + " wants a number from " + least + " on, not " + value);
    }

    private static String value(String name, Iterator<String> rest) throws UsageException {
      if (!rest.hasNext()) {
        throw new UsageException(name + " wants a value");
      }
      return rest.next();
    }
  }
}
