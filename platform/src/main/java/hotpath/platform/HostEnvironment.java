package hotpath.platform;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The host's environment variables and system properties: the one place of Hotpath that reads them
 * (`mvn verify` checks this). What the guest may see of them is decided by whoever starts the VM.
 */
public final class HostEnvironment {
  /** Holds options in the syntax of the command line. */
  public static final String OPTIONS_VARIABLE = "HOTPATH_OPTIONS";

  private HostEnvironment() {}

  public static @Nullable String variable(String name) {
    return System.getenv(name);
  }

  public static Map<String, String> variables() {
    return System.getenv();
  }

  public static @Nullable String property(String name) {
    return System.getProperty(name);
  }
}
