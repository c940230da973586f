package hotpath.guest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The services that modules of the library provide: the VM finds them in the library's image. */
final class Services {
  private static final String PROVIDER = "jdk/internal/module/ServicesCatalog$ServiceProvider";

  private Services() {}

  /**
   * Replaces {@code ServiceLoader.ModuleServicesLookupIterator.iteratorFor}: all providers are the
   * bootstrap loader's.
   */
  static Iterator<Object> providers(Object lookup, @Nullable ClassLoader loader) throws Throwable {
    if (loader != null) {
      return Collections.emptyIterator();
    }
    Class<?> type = Internals.libraryClass(PROVIDER);
    ClassInitialization.initialize(type);
    List<Object> providers = new ArrayList<>();
    for (String name : providerNames(service(lookup))) {
      Object provider = Instances.allocate(type);
      Internals.call(
          PROVIDER,
          "<init>",
          "(Ljava/lang/Module;Ljava/lang/String;)V",
          provider,
          Object.class.getModule(),
          name);
      providers.add(provider);
    }
    return providers.iterator();
  }

  /** The name of the service that a {@code ModuleServicesLookupIterator} looks for. */
  private static native String service(Object lookup);

  private static native String[] providerNames(String service);
}
