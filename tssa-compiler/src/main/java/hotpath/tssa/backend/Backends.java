package hotpath.tssa.backend;

import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the backend that an option names. */
public final class Backends {
  private Backends() {}

  /** All there are: any of them compiles on any host. */
  public static List<Backend> all() {
    return ServiceLoader.load(Backend.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  /**
   * The backend called {@code name}; of {@code auto}, the one for this host.
   *
   * @return null for {@code none}, or if there is no backend for this host
   */
  public static @Nullable Backend find(String name) {
    for (Backend backend : all()) {
      boolean wanted = name.equals("auto") || name.equals(backend.name());
      if (wanted && backend.supportsHost()) {
        return backend;
      }
    }
    return null;
  }
}
