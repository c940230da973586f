package hotpath.interpreter.natives;

import hotpath.interpreter.link.MethodReplacements.Replacement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The natives of one guest class, while and after its {@code rows} method registers them. */
final class NativeRows {
  /** For methods that only prepare native code which does not exist here. */
  static final NativeMethod NOTHING = call -> {};

  private final Map<String, NativeRow> rows = new HashMap<>();

  /** A method that is native in the library. */
  void add(String name, String signature, Capability capability, NativeMethod body) {
    put(new NativeRow(name, signature, capability, body, null));
  }

  /** A method that is native in the library and reaches nothing outside. */
  void add(String name, String signature, NativeMethod body) {
    add(name, signature, Capability.BASE, body);
  }

  /** Runs {@code body} in place of a Java method. */
  void replace(String name, String signature, NativeMethod body) {
    put(new NativeRow(name, signature, Capability.BASE, body, new Replacement.ByNative()));
  }

  /**
   * Runs a static method of {@code hotpath.guest} in place of a method; it takes the receiver
   * first.
   */
  void replace(String name, String signature, String guestClass, String guestMethod) {
    Replacement by = new Replacement.ByGuest("hotpath/guest/".concat(guestClass), guestMethod);
    put(new NativeRow(name, signature, Capability.BASE, null, by));
  }

  private void put(NativeRow row) {
    if (rows.put(row.name().concat(row.signature()), row) != null) {
      throw new IllegalStateException("two natives for " + row.name() + row.signature());
    }
  }

  @Nullable NativeRow find(String name, String signature) {
    return rows.get(name.concat(signature));
  }

  Iterable<NativeRow> all() {
    return rows.values();
  }
}
