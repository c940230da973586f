package hotpath.interpreter.natives.host;

import hotpath.interpreter.classfile.ClassFile;
import hotpath.interpreter.classfile.ClassFormatException;
import hotpath.interpreter.link.LibrarySource;
import hotpath.platform.HostEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The class files of the library: those of the JDK that runs Hotpath, from its run-time image, and
 * those of {@code hotpath.guest} from this module.
 *
 * <p>Nothing in it changes but a cache of parsed files, so that all VMs of a process can share one.
 * Modules are read directly: by way of the image's file system a start takes 30 ms longer.
 */
public final class BootClassPath implements LibrarySource {
  private static final String GUEST = "hotpath/guest/";
  private static final String BASE = "java.base";

  private final ModuleFinder image = ModuleFinder.ofSystem();
  private final Map<String, ModuleReader> readers = new ConcurrentHashMap<>();
  private final Map<String, ClassFile> cache = new ConcurrentHashMap<>();
  private @Nullable Map<String, String> modules;

  /** Of a trusted library only what parsing needs is checked. */
  @Override
  public @Nullable ClassFile find(String internalName) throws ClassFormatException {
    ClassFile known = cache.get(internalName);
    if (known != null) {
      return known;
    }
    byte[] bytes =
        internalName.startsWith(GUEST) ? guest(internalName) : resource(internalName + ".class");
    if (bytes == null) {
      return null;
    }
    ClassFile parsed = ClassFile.parse(bytes, internalName, false);
    cache.put(internalName, parsed);
    return parsed;
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
    String module = moduleOf(name);
    return module == null ? null : read(module, name);
  }

  /** Most are in the base module, which is asked before all packages are listed. */
  @Override
  public @Nullable String moduleOf(String name) {
    if (has(BASE, name)) {
      return BASE;
    }
    int slash = name.lastIndexOf('/');
    String module = slash < 0 ? null : modules().get(name.substring(0, slash).replace('/', '.'));
    return module != null && has(module, name) ? module : null;
  }

  private boolean has(String module, String name) {
    ModuleReader reader = readers.computeIfAbsent(module, this::open);
    try {
      return reader.find(name).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Set<String> packages() {
    return modules().keySet();
  }

  @Override
  public boolean exports(String name) {
    ModuleDescriptor descriptor = descriptor(name);
    return descriptor != null
        && descriptor.exports().stream()
            .anyMatch(each -> !each.isQualified() && each.source().equals(name));
  }

  @Override
  public boolean opens(String name) {
    ModuleDescriptor descriptor = descriptor(name);
    return descriptor != null
        && (descriptor.isOpen()
            || descriptor.opens().stream()
                .anyMatch(each -> !each.isQualified() && each.source().equals(name)));
  }

  /** Of the module that has a package; null if there is none. */
  private @Nullable ModuleDescriptor descriptor(String packageName) {
    String module = modules().get(packageName);
    return module == null ? null : image.find(module).orElseThrow().descriptor();
  }

  @Override
  public List<String> providers(String service) {
    List<String> names = new ArrayList<>();
    for (ModuleReference reference : image.findAll()) {
      for (ModuleDescriptor.Provides provided : reference.descriptor().provides()) {
        if (provided.service().equals(service)) {
          names.addAll(provided.providers());
        }
      }
    }
    // The image's own order changes from run to run.
    Collections.sort(names);
    return names;
  }

  @Override
  public Map<String, String> securityProperties() {
    Properties properties = new Properties();
    Path file = Path.of(HostEnvironment.property("java.home"), "conf", "security", "java.security");
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> sorted = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      sorted.put(name, properties.getProperty(name));
    }
    return sorted;
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
