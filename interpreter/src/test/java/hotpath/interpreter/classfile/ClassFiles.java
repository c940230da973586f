package hotpath.interpreter.classfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Class files for tests, by internal name: the library of the running JDK and what is on the test's
 * class path.
 */
public final class ClassFiles {
  private ClassFiles() {}

  /** All classes of java.base. */
  public static Map<String, byte[]> ofJavaBase() {
    return under(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base"));
  }

  /** All classes of the jar or folder that a class comes from. */
  public static Map<String, byte[]> beside(Class<?> anchor) {
    try {
      Path place = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(place)) {
        return under(place);
      }
      try (FileSystem jar = FileSystems.newFileSystem(place)) {
        return under(jar.getPath("/"));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, byte[]> under(Path root) {
    Map<String, byte[]> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        String name = root.relativize(path).toString();
        boolean isClass =
            name.endsWith(".class")
                && !name.endsWith("module-info.class")
                && !name.startsWith("META-INF");
        if (isClass) {
          found.put(name.substring(0, name.length() - ".class".length()), Files.readAllBytes(path));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** One class that the test's class loader finds; null if it finds none. */
  public static byte @Nullable [] find(String name) {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The class file of a loaded class. */
  public static byte[] of(Class<?> type) {
    byte @Nullable [] bytes = find(type.getName().replace('.', '/'));
    if (bytes == null) {
      throw new IllegalStateException("no class file of " + type);
    }
    return bytes;
  }
}
