package hotpath.guest;

import java.util.Properties;

/**
 * The security properties, as far as the library needs them; the file that has them is not read.
 */
final class SecurityProperties {
  private SecurityProperties() {}

  /** Replaces {@code Security.initialize}. */
  static void initialize() {
    Properties properties = new Properties();
    properties.put("security.provider.1", "SUN");
    properties.put("securerandom.source", "file:/dev/random");
    properties.put("securerandom.strongAlgorithms", "NativePRNGBlocking:SUN,DRBG:SUN");
    properties.put("securerandom.drbg.config", "");
    properties.put("keystore.type", "pkcs12");
    properties.put("keystore.type.compat", "true");
    properties.put("networkaddress.cache.negative.ttl", "10");
    set(properties);
  }

  private static native void set(Properties properties);
}
