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
 * Compiles the handlers when the project is built, for the machine that builds it, and writes them
 * beside the classes of this package. On another kind of processor they are compiled at each start.
 */
final class HandlerImageWriter {
  private static final String NAME = "handlers.image";

  private HandlerImageWriter() {}

  /** The image that came with the classes; null if the build made none. */
  static @Nullable InputStream open() {
    return HandlerImageWriter.class.getResourceAsStream(NAME);
  }

  /** The argument is the folder with the classes of the module. */
  public static void main(String[] args) throws IOException {
    Backend backend = Backends.find("auto");
    if (backend == null) {
      return;
    }
    Path folder = Path.of(args[0], HandlerImageWriter.class.getPackageName().replace('.', '/'));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(NAME)))) {
      HandlerImage.write(out, backend.target(), new HandlerCompiler(backend, false).compile());
    }
  }
}
