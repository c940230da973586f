package hotpath.launcher;

import hotpath.dump.GuestNames;
import hotpath.dump.InstalledCode;
import hotpath.dump.TraceDump;
import hotpath.dump.TraceDumper;
import hotpath.dump.perf.NamedTraces;
import hotpath.interpreter.vm.Vm;
import hotpath.recorder.Trace;
import hotpath.recorder.TraceListener;
import hotpath.recorder.Tracing;
import hotpath.tssa.backend.Backend;
import hotpath.tssa.code.CodeCache;
import hotpath.tssa.code.CompiledTrace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who watches the traces of a run, as far as somebody asked: the dump, and the logs of a profiler.
 * They and the traces that they describe each have to be made before the other.
 */
final class TraceWatchers {
  private final @Nullable TraceDumper dumper;
  private final List<TraceListener> listeners = new ArrayList<>();
  private @Nullable Tracing tracing;

  TraceWatchers(Vm vm, @Nullable TraceDump dump, CodeLogs logs) {
    dumper = dump == null ? null : new TraceDumper(vm, dump, this::installed, this::iterations);
    if (dumper != null) {
      listeners.add(dumper);
    }
    if (!logs.isEmpty()) {
      listeners.add(new NamedTraces(logs, this::installed, new GuestNames(vm)::position));
    }
  }

  void of(Tracing described) {
    tracing = described;
  }

  /** The dumper, if a dump is asked for. */
  @Nullable TraceDumper dumper() {
    return dumper;
  }

  TraceListener listener() {
    return TraceListener.of(listeners);
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
