package hotpath.interpreter.natives;

import hotpath.interpreter.vm.HostServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Natives of {@code jdk.internal.util.SystemProps.Raw}: where the system properties come from. */
final class JdkSystemProps {
  /**
   * The elements of the array of {@code platformProperties}, in the library's order ({@code
   * _display_country_NDX} is 0); those of which the guest hears nothing are left null.
   */
  private static final String[] PLATFORM = {
    "user.country",
    "user.language",
    "user.script",
    "user.variant",
    "file.separator",
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    "java.io.tmpdir",
    "line.separator",
    "native.encoding",
    "os.arch",
    "os.name",
    "os.version",
    "path.separator",
    null,
    null,
    null,
    "stderr.encoding",
    "stdin.encoding",
    "stdout.encoding",
    null,
    "sun.arch.data.model",
    "sun.cpu.endian",
    null,
    "sun.io.unicode.encoding",
    "sun.jnu.encoding",
    null,
    "user.dir",
    "user.home",
    "user.name"
  };

  private JdkSystemProps() {}

  static void register(NativeRows rows) {
    rows.add("vmProperties", "()[Ljava/lang/String;", JdkSystemProps::vmProperties);
    rows.add(
        "platformProperties",
        "()[Ljava/lang/String;",
        Capability.PROPERTIES,
        JdkSystemProps::platformProperties);
  }

  private static void vmProperties(NativeCall call) {
    HostServices host = call.vm().host();
    Map<String, String> properties = new TreeMap<>();
    properties.put("java.home", host.property("java.home"));
    properties.put("java.class.path", call.vm().classPath().text());
    properties.put("java.vm.name", "Hotpath");
    properties.put("java.vm.vendor", "Hotpath");
    properties.put("java.vm.version", "0.1");
    properties.put("java.vm.info", "mixed mode");
    properties.put("java.vm.specification.name", "Java Virtual Machine Specification");
    properties.put("java.vm.specification.vendor", "Oracle Corporation");
    properties.put("java.vm.specification.version", "25");
    properties.put("java.vm.compressedOopsMode", "32-bit");
    properties.putAll(call.vm().options().properties());
    List<@Nullable String> flat = new ArrayList<>();
    properties.forEach(
        (key, value) -> {
          flat.add(key);
          flat.add(value);
        });
    flat.add(null);
    returnStrings(call, flat);
  }

  private static void platformProperties(NativeCall call) {
    HostServices host = call.vm().host();
    Map<String, String> given = call.vm().options().properties();
    List<@Nullable String> values = new ArrayList<>();
    for (String name : PLATFORM) {
      String value = name == null ? null : given.getOrDefault(name, host.property(name));
      values.add(value == null || value.isEmpty() ? null : value);
    }
    returnStrings(call, values);
  }

  private static void returnStrings(NativeCall call, List<@Nullable String> values) {
    int array = call.newArray("java/lang/String", values.size());
    for (int i = 0; i < values.size(); i++) {
      int string = call.vm().strings().makeOrNull(values.get(i));
      call.setElement(call.handle(array), i, string);
    }
    call.returnRef(call.handle(array));
  }
}
