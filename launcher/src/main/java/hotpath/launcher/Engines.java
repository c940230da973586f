package hotpath.launcher;

import hotpath.interpreter.engine.Engine;
import hotpath.interpreter.engine.portable.PortableEngine;
import hotpath.interpreter.engine.threaded.CompiledHandlers;
import hotpath.interpreter.engine.threaded.HandlerCompiler;
import hotpath.interpreter.engine.threaded.HandlerImage;
import hotpath.interpreter.engine.threaded.ThreadedEngine;
import hotpath.interpreter.vm.Vm;
import hotpath.platform.Option;
import hotpath.platform.Options;
import hotpath.platform.memory.CodeMemory;
import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.Backends;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes the engines that options ask for: threaded where there is a backend, or portable. Handlers
 * that are compiled, and not read from an image, are shared by all VMs.
 */
final class Engines {
  private final Map<String, CompiledHandlers> compiled = new HashMap<>();

  Engine of(Options options, Vm vm) throws StartException {
    String wanted = options.text(Option.ENGINE);
    if (wanted.equals("portable")) {
      return new PortableEngine();
    }
    Backend backend = Backends.find(options.text(Option.BACKEND));
    if (backend == null) {
      if (wanted.equals("auto")) {
        return new PortableEngine();
      }
      throw new StartException("Error: no backend for a threaded engine on this host");
    }
    boolean check = options.bool(Option.VERIFY_ALLOCATION);
    CompiledHandlers handlers = check ? null : built(backend);
    if (handlers == null) {
      String key = backend.target() + (check ? " checked" : "");
      handlers = compiled.computeIfAbsent(key, _ -> new HandlerCompiler(backend, check).compile());
    }
    LongFunction<CodeMemory> memory =
        options.bool(Option.PERF_MAP) ? CodeMemory::mappedOnce : CodeMemory::new;
    return new ThreadedEngine(backend, handlers, vm.leafStubs(), memory);
  }

  /** What was compiled when the project was built, if that was for this kind of processor. */
  private static @Nullable CompiledHandlers built(Backend backend) {
    try (InputStream image = HandlerImageWriter.open(backend)) {
      return image == null ? null : HandlerImage.read(image, backend.target());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
