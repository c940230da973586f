package hotpath.dump.perf;

import hotpath.dump.InstalledCode;
import hotpath.platform.CodePosition;
import hotpath.recorder.AbortReason;
import hotpath.recorder.Anchor;
import hotpath.recorder.Recording;
import hotpath.recorder.Step;
import hotpath.recorder.Trace;
import hotpath.recorder.TraceCompiler;
import hotpath.recorder.TraceExit;
import hotpath.recorder.TraceListener;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells a log of the code of traces, each by its number, for a bridge its parent's exit, and where
 * it begins.
 *
 * @param codeOf machine code of a trace; null where it has none
 * @param positions what a code word's offset stands for
 */
public record NamedTraces(
    CodeLog log,
    Function<Trace, @Nullable InstalledCode> codeOf,
    LongFunction<CodePosition> positions)
    implements TraceListener {

  @Override
  public void compiled(Trace trace, Recording recording, TraceCompiler.Result result) {
    InstalledCode code = codeOf.apply(trace);
    if (code != null) {
      log.code(name(trace, recording), code.address(), code.bytes());
    }
  }

  private String name(Trace trace, Recording recording) {
    TraceExit parent = trace.parent();
    String from = parent == null ? "" : " from " + parent.trace().number() + "/" + parent.number();
    long start = parent == null ? recording.anchorPc() : parent.pc();
    return "trace " + trace.number() + from + " " + positions.apply(start);
  }

  @Override
  public void started(Anchor anchor, @Nullable TraceExit exit) {}

  @Override
  public void aborted(
      AbortReason reason, @Nullable Anchor anchor, @Nullable TraceExit exit, List<Step> steps) {}

  @Override
  public void linked(Trace trace, Trace root) {}

  @Override
  public void evicted(Trace trace, int codeBytes, int temperature) {}
}
