package hotpath.guest;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The class files of the library as resources that have a URL ({@code jrt:}); its other files are
 * for its own modules only.
 */
final class LibraryResources {
  private LibraryResources() {}

  /** Replaces {@code BootLoader.findResource}. */
  static @Nullable URL find(String name) throws IOException {
    String module = name.endsWith(".class") ? module(name) : null;
    return module == null ? null : url("jrt:/" + module + '/' + name, name);
  }

  /** {@code URL.of} leaves no handler but its own for this protocol; that one reads the image. */
  @SuppressWarnings("deprecation")
  private static URL url(String text, String name) throws IOException {
    return new URL(null, text, new Handler(name));
  }

  /** Replaces {@code BootLoader.findResources}. */
  static Enumeration<URL> findAll(String name) throws IOException {
    URL found = find(name);
    return Collections.enumeration(found == null ? List.of() : List.of(found));
  }

  /** Replaces {@code BootLoader.findResourceAsStream}. */
  static @Nullable InputStream stream(@Nullable String module, String name) {
    byte[] content = content(name);
    return content == null ? null : new ByteArrayInputStream(content);
  }

  /** The module that has a file, or null. */
  private static native @Nullable String module(String name);

  private static native byte @Nullable [] content(String name);

  /** Opens one file. */
  private static final class Handler extends URLStreamHandler {
    private final String name;

    Handler(String name) {
      this.name = name;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new Connection(url, name);
    }
  }

  private static final class Connection extends URLConnection {
    private final String name;

    Connection(URL url, String name) {
      super(url);
      this.name = name;
    }

    @Override
    public void connect() {
      connected = true;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      byte[] content = content(name);
      if (content == null) {
        throw new FileNotFoundException(name);
      }
      return new ByteArrayInputStream(content);
    }
  }
}
