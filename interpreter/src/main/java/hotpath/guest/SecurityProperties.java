package hotpath.guest;

import java.util.Properties;

/** The security properties: the VM reads their file, which takes the library much code. */
final class SecurityProperties {
  private SecurityProperties() {}

  /** Replaces {@code Security.initialize}. */
  static void initialize() {
    Properties properties = new Properties();
    String[] namesAndValues = read();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    set(properties);
  }

  /** Names and values in turn. */
  private static native String[] read();

  private static native void set(Properties properties);
}
