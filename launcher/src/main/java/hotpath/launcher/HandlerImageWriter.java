package hotpath.launcher;

import hotpath.interpreter.engine.threaded.HandlerCompiler;
import hotpath.interpreter.engine.threaded.HandlerImage;
import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.Backends;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the handlers when the project is built, once for each backend, and writes them beside
 * the classes of this package: that of the host is for the very processor that builds. Where the
 * processor is another one, handlers are compiled at each start.
 */
final class HandlerImageWriter {
  private HandlerImageWriter() {}

  private static String name(Backend backend) {
    return "handlers-" + backend.name() + ".image";
  }

  /** The image that came with the classes; null if the build made none. */
  static @Nullable InputStream open(Backend backend) {
    return HandlerImageWriter.class.getResourceAsStream(name(backend));
  }

  /** The argument is the folder with the classes of the module. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0], HandlerImageWriter.class.getPackageName().replace('.', '/'));
    for (Backend backend : Backends.all()) {
      Path file = folder.resolve(name(backend));
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        HandlerImage.write(out, backend.target(), new HandlerCompiler(backend, false).compile());
      }
    }
  }
}
