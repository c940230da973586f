package hotpath.launcher;

import hotpath.interpreter.engine.Engine;
import hotpath.interpreter.engine.portable.PortableEngine;
import hotpath.interpreter.engine.threaded.HandlerCompiler;
import hotpath.interpreter.engine.threaded.ThreadedEngine;
import hotpath.interpreter.vm.Vm;
import hotpath.platform.Option;
import hotpath.platform.Options;
import hotpath.tssa.backend.Backend;
import hotpath.tssa.backend.Backends;

/** Makes the engine that the options ask for. */
final class Engines {
  private Engines() {}

  static Engine of(Options options, Vm vm) throws StartException {
    if (options.text(Option.ENGINE).equals("portable")) {
      return new PortableEngine();
    }
    Backend backend = Backends.find(options.text(Option.BACKEND));
    if (backend == null) {
      throw new StartException("Error: no backend for a threaded engine on this host");
    }
    HandlerCompiler compiler = new HandlerCompiler(backend, options.bool(Option.VERIFY_ALLOCATION));
    return new ThreadedEngine(backend, compiler.compile(), vm.leafStubs());
  }
}
