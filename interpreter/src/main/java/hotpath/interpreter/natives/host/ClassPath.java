package hotpath.interpreter.natives.host;

import hotpath.interpreter.link.ClassSource;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the program: folders and jars in their order, and class files held in memory. What
 * does not exist is left out, as {@code java} does.
 */
public final class ClassPath implements ClassSource, AutoCloseable {
  private final List<Entry> entries = new ArrayList<>();
  private final String text;

  /** One folder, jar or table of class files. */
  private interface Entry extends AutoCloseable {
    byte @Nullable [] find(String name) throws IOException;

    @Override
    default void close() throws IOException {}
  }

  /**
   * @param text paths with the host's separator between them, as {@code -cp} takes them
   */
  public ClassPath(String text) throws IOException {
    this.text = text;
    for (String part : text.split(File.pathSeparator)) {
      addPart(part.isEmpty() ? "." : part);
    }
  }

  private void addPart(String part) throws IOException {
    if (part.equals("*") || part.endsWith("/*")) {
      addFolderOfJars(Path.of(part.equals("*") ? "." : part.substring(0, part.length() - 2)));
      return;
    }
    Path path = Path.of(part);
    if (Files.isDirectory(path)) {
      entries.add(new Folder(path));
    } else if (Files.isRegularFile(path)) {
      entries.add(new Jar(new ZipFile(path.toFile())));
    }
  }

  private void addFolderOfJars(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var files = Files.newDirectoryStream(folder, "*.{jar,JAR}")) {
      for (Path jar : files) {
        entries.add(new Jar(new ZipFile(jar.toFile())));
      }
    }
  }

  /** What {@code java.class.path} says. */
  public String text() {
    return text;
  }

  @Override
  public byte @Nullable [] find(String internalName) {
    return resource(internalName + ".class");
  }

  /** The first file of a name such as {@code p/Main.class}. */
  public byte @Nullable [] resource(String name) {
    for (Entry entry : entries) {
      try {
        byte[] bytes = entry.find(name);
        if (bytes != null) {
          return bytes;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    for (Entry entry : entries) {
      entry.close();
    }
  }

  private record Folder(Path path) implements Entry {
    @Override
    public byte @Nullable [] find(String name) throws IOException {
      Path file;
      try {
        file = path.resolve(name);
      } catch (InvalidPathException e) {
        return null; // A class may have a name that no file has.
      }
      return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    }
  }

  private record Jar(ZipFile zip) implements Entry {
    @Override
    public byte @Nullable [] find(String name) throws IOException {
      ZipEntry entry = zip.getEntry(name);
      if (entry == null) {
        return null;
      }
      try (InputStream in = zip.getInputStream(entry)) {
        return in.readAllBytes();
      }
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }
}
