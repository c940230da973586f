package hotpath.interpreter.natives.host;

import hotpath.interpreter.link.LibrarySource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The class files of the library: those of the JDK that runs Hotpath, from its run-time image, and
 * those of {@code hotpath.guest} from this module.
 *
 * <p>Nothing in it changes but a cache of bytes, so that all VMs of a process can share one.
 * Modules are read directly: by way of the image's file system a start takes 30 ms longer.
 */
public final class BootClassPath implements LibrarySource {
  private static final String GUEST = "hotpath/guest/";
  private static final String BASE = "java.base";

  private final ModuleFinder image = ModuleFinder.ofSystem();
  private final Map<String, ModuleReader> readers = new ConcurrentHashMap<>();
  private final Map<String, byte[]> cache = new ConcurrentHashMap<>();
  private @Nullable Map<String, String> modules;

  @Override
  public byte @Nullable [] find(String internalName) {
    byte[] known = cache.get(internalName);
    if (known != null) {
      return known;
    }
    byte[] bytes =
        internalName.startsWith(GUEST) ? guest(internalName) : resource(internalName + ".class");
    if (bytes != null) {
      cache.put(internalName, bytes);
    }
    return bytes;
  }

  private static byte @Nullable [] guest(String internalName) {
    try (InputStream in = BootClassPath.class.getResourceAsStream('/' + internalName + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte @Nullable [] resource(String name) {
    byte[] bytes = read(BASE, name);
    int slash = name.lastIndexOf('/');
    if (bytes != null || slash < 0) {
      return bytes;
    }
    String module = modules().get(name.substring(0, slash).replace('/', '.'));
    return module == null || module.equals(BASE) ? null : read(module, name);
  }

  @Override
  public Set<String> packages() {
    return modules().keySet();
  }

  private byte @Nullable [] read(String module, String name) {
    ModuleReader reader = readers.computeIfAbsent(module, this::open);
    try {
      Optional<ByteBuffer> content = reader.read(name);
      if (content.isEmpty()) {
        return null;
      }
      byte[] bytes = new byte[content.get().remaining()];
      content.get().get(bytes);
      reader.release(content.get());
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ModuleReader open(String module) {
    try {
      return image.find(module).orElseThrow().open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The module of each package of the image. */
  private synchronized Map<String, String> modules() {
    Map<String, String> known = modules;
    if (known == null) {
      known = new HashMap<>();
      for (ModuleReference reference : image.findAll()) {
        for (String name : reference.descriptor().packages()) {
          known.put(name, reference.descriptor().name());
        }
      }
      modules = known;
    }
    return known;
  }
}
