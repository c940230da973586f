package hotpath.launcher;

import hotpath.dump.OptionRow;
import hotpath.dump.TraceFile;
import hotpath.dump.VmFile;
import hotpath.platform.HostEnvironment;
import hotpath.platform.Options;

/** Which Hotpath this is, and where it runs. */
final class Version {
  /** As in pom.xml, which a test compares. */
  static final String NUMBER = "0.1.0-SNAPSHOT";

  private Version() {}

  static String line() {
    return "hotpath "
        + NUMBER
        + " (JDK "
        + property("java.vm.version")
        + ", "
        + property("os.name")
        + " "
        + property("os.arch")
        + ")";
  }

  static VmFile header(Options options, VmFile.Program program) {
    return new VmFile(
        TraceFile.FORMAT,
        NUMBER,
        new VmFile.Host(property("java.vm.version"), property("os.name"), property("os.arch")),
        program,
        OptionRow.of(options));
  }

  private static String property(String name) {
    String value = HostEnvironment.property(name);
    return value == null ? "unknown" : value;
  }
}
