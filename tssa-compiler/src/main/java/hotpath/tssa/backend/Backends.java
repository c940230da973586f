package hotpath.tssa.backend;

import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the backend that an option names. */
public final class Backends {
  private Backends() {}

  /** All there are: any of them compiles on any host. */
  public static List<Backend> all() {
    return services().stream().map(ServiceLoader.Provider::get).toList();
  }

  /** Those of our own module layer: looking through all jars of a class path too takes 10 ms. */
  private static ServiceLoader<Backend> services() {
    ModuleLayer ours = Backends.class.getModule().getLayer();
    return ours == null
        ? ServiceLoader.load(Backend.class)
        : ServiceLoader.load(ours, Backend.class);
  }

  /**
   * The backend called {@code name}; of {@code auto}, the one for this host.
   *
   * @return null for {@code none}, or if there is no backend for this host
   */
  public static @Nullable Backend find(String name) {
    for (Backend backend : services()) {
      boolean wanted = name.equals("auto") || name.equals(backend.name());
      if (wanted && backend.supportsHost()) {
        return backend;
      }
    }
    return null;
  }
}
