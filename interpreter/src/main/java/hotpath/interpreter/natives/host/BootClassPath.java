package hotpath.interpreter.natives.host;

import hotpath.interpreter.link.LibrarySource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The class files of the library: those of the JDK that runs Hotpath, from its run-time image, and
 * those of {@code hotpath.guest} from this module.
 *
 * <p>Nothing in it changes but a cache of bytes, so that all VMs of a process can share one.
 */
public final class BootClassPath implements LibrarySource {
  private static final String GUEST = "hotpath/guest/";

  private final Path modules;
  private final Path packages;
  private final Path base;
  private final Map<String, byte[]> cache = new ConcurrentHashMap<>();
  private final Map<String, List<Path>> modulesOfPackage = new ConcurrentHashMap<>();

  public BootClassPath() {
    FileSystem image = FileSystems.getFileSystem(URI.create("jrt:/"));
    modules = image.getPath("/modules");
    packages = image.getPath("/packages");
    base = modules.resolve("java.base");
  }

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

  /** A file of the library by its name in a module, such as {@code java/lang/Object.class}. */
  @Override
  public byte @Nullable [] resource(String name) {
    byte[] bytes = read(base.resolve(name));
    if (bytes != null) {
      return bytes;
    }
    int slash = name.lastIndexOf('/');
    if (slash < 0) {
      return null;
    }
    for (Path module : modulesOf(name.substring(0, slash).replace('/', '.'))) {
      bytes = read(module.resolve(name));
      if (bytes != null) {
        return bytes;
      }
    }
    return null;
  }

  private static byte @Nullable [] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> modulesOf(String packageName) {
    return modulesOfPackage.computeIfAbsent(packageName, this::findModules);
  }

  private List<Path> findModules(String packageName) {
    Path links = packages.resolve(packageName);
    if (!Files.isDirectory(links)) {
      return List.of();
    }
    try (Stream<Path> names = Files.list(links)) {
      return names.map(name -> modules.resolve(name.getFileName().toString())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
