package hotpath.guest;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the library asks of the module system, which the short boot leaves out: one module, no
 * layer, resources by name.
 */
final class Modules {
  private Modules() {}

  /** Replaces {@code ModuleLayer.boot}. */
  static ModuleLayer bootLayer() {
    return ModuleLayer.empty();
  }

  /** Replaces {@code ModuleLayer.findModule}. */
  static Optional<Module> findModule(ModuleLayer layer, String name) {
    Module base = Object.class.getModule();
    return name.equals(base.getName()) ? Optional.of(base) : Optional.empty();
  }

  /** Replaces {@code BootLoader.findResourceAsStream}. */
  static @Nullable InputStream findResource(@Nullable String module, String name) {
    byte[] content = resource(name);
    return content == null ? null : new ByteArrayInputStream(content);
  }

  private static native byte @Nullable [] resource(String name);

  /** Replaces {@code ModuleDescriptor.packages}: the library's are listed when first asked for. */
  static Set<String> packages(ModuleDescriptor descriptor) {
    Set<String> known = packagesField(descriptor);
    if (known == null) {
      known = Set.of(libraryPackages());
      setPackagesField(descriptor, known);
    }
    return known;
  }

  private static native String[] libraryPackages();

  private static native @Nullable Set<String> packagesField(ModuleDescriptor descriptor);

  private static native void setPackagesField(ModuleDescriptor descriptor, Set<String> packages);
}
