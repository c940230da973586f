package hotpath.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the VMs, or one VM with other options, that are measured side by side.
 *
 * @param command what stands in front of {@code -cp PATH Main args}
 * @param compiles whether it gets faster while it runs, and so needs to be warmed up
 * @param hotpath whether it is ours
 */
record Side(String name, List<String> command, boolean compiles, boolean hotpath) {
  /** What ratios refer to, and whose output is right. */
  static final String REFERENCE = "java";

  static final String INTERPRETER = "java-xint";

  static List<Side> all(Path root, Path java) {
    String command = java.toString();
    return List.of(
        new Side(REFERENCE, List.of(command), true, false),
        ofHotpath("hotpath", root, List.of(), true),
        ofHotpath("hotpath-nojit", root, List.of("-Dhotpath.jit=false"), false),
        new Side("java-c1", List.of(command, "-XX:TieredStopAtLevel=1"), true, false),
        new Side(INTERPRETER, List.of(command, "-Xint"), false, false));
  }

  static Side ofHotpath(String name, Path root, List<String> options, boolean compiles) {
    // java, which it is compared with, asks for no grants either.
    String script = root.resolve("hotpath").toString();
    List<String> command = new ArrayList<>(List.of(script, "run", "--allow-all"));
    command.addAll(options);
    return new Side(name, List.copyOf(command), compiles, true);
  }

  /** The whole command that runs a main class of the guest's class path. */
  List<String> running(List<String> prefix, String classPath, List<String> mainAndArgs) {
    List<String> result = new ArrayList<>(prefix);
    result.addAll(command);
    result.add("-cp");
    result.add(classPath);
    result.addAll(mainAndArgs);
    return result;
  }

  /** The same with more options for the VM. */
  Side with(String... options) {
    List<String> more = new ArrayList<>(command);
    more.addAll(List.of(options));
    return new Side(name, List.copyOf(more), compiles, hotpath);
  }
}
