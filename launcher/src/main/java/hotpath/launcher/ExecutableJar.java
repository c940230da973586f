package hotpath.launcher;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A jar with a main class, as {@code -jar} takes it.
 *
 * @param classPath the jar, and what its manifest and those of the jars it names add
 */
record ExecutableJar(String mainClass, String classPath) {
  static ExecutableJar read(String file) throws StartException {
    Path jar = Path.of(file);
    if (!Files.isRegularFile(jar) || !Files.isReadable(jar)) {
      throw new StartException("Error: Unable to access jarfile " + file);
    }
    try {
      String mainClass = attribute(jar, Attributes.Name.MAIN_CLASS).strip();
      if (mainClass.isEmpty()) {
        throw new StartException("Error: no main manifest attribute, in " + file);
      }
      Set<String> classPath = new LinkedHashSet<>();
      addWithClassPath(jar, classPath);
      return new ExecutableJar(
          mainClass.replace('/', '.'), String.join(File.pathSeparator, classPath));
    } catch (ZipException e) {
      throw new StartException("Error: Invalid or corrupt jarfile " + file);
    } catch (IOException e) {
      throw new StartException("Error: Unable to access jarfile " + file);
    }
  }

  /** An attribute of the manifest's main section; empty if there is none. */
  private static String attribute(Path jar, Attributes.Name name) throws IOException {
    try (JarFile open = new JarFile(jar.toFile(), false)) {
      Manifest manifest = open.getManifest();
      String value = manifest == null ? null : manifest.getMainAttributes().getValue(name);
      return value == null ? "" : value;
    }
  }

  /**
   * Entries that are no files of this host, or that do not exist, are left out as in {@code java}.
   */
  private static void addWithClassPath(Path file, Set<String> classPath) throws IOException {
    if (!classPath.add(file.toString()) || !Files.isRegularFile(file)) {
      return;
    }
    URI base = file.toUri();
    for (String entry : attribute(file, Attributes.Name.CLASS_PATH).strip().split("\\s+")) {
      Path path = entry.isEmpty() ? null : resolve(base, entry);
      if (path != null && Files.exists(path)) {
        addWithClassPath(path, classPath);
      }
    }
  }

  private static @Nullable Path resolve(URI base, String entry) {
    try {
      URI uri = base.resolve(entry);
      return "file".equals(uri.getScheme()) ? Path.of(uri) : null;
    } catch (IllegalArgumentException e) {
      return null; // no URI, or none of a file
    }
  }
}
