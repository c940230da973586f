package hotpath.launcher;

import hotpath.dump.InstalledCode;
import hotpath.dump.TraceDump;
import hotpath.dump.TraceDumper;
import hotpath.interpreter.vm.Vm;
import hotpath.recorder.Trace;
import hotpath.recorder.Tracing;
import hotpath.tssa.backend.Backend;
import hotpath.tssa.code.CodeCache;
import hotpath.tssa.code.CompiledTrace;
import org.jspecify.annotations.Nullable;

/** Ties a dump to the traces that it describes; each has to be made before the other. */
final class DumpedTraces {
  private final TraceDumper dumper;
  private @Nullable Tracing tracing;

  DumpedTraces(Vm vm, TraceDump dump) {
    this.dumper = new TraceDumper(vm, dump, this::installed, this::iterations);
  }

  void of(Tracing described) {
    tracing = described;
  }

  TraceDumper dumper() {
    return dumper;
  }

  private long iterations(Trace made) {
    Tracing described = tracing;
    return described == null ? 0 : described.iterations(made);
  }

  private @Nullable InstalledCode installed(Trace made) {
    Tracing described = tracing;
    if (described == null) {
      return null;
    }
    Backend backend = described.backend();
    CodeCache cache = described.codeCache();
    CompiledTrace trace = described.machineCode(made);
    return backend == null || cache == null || trace == null
        ? null
        : new InstalledCode(backend, cache, trace);
  }
}
