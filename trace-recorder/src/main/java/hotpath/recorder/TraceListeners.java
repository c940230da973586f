package hotpath.recorder;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several listeners, told one after the other. */
record TraceListeners(List<TraceListener> listeners) implements TraceListener {
  @Override
  public void started(Anchor anchor, @Nullable TraceExit exit) {
    listeners.forEach(each -> each.started(anchor, exit));
  }

  @Override
  public void aborted(
      AbortReason reason, @Nullable Anchor anchor, @Nullable TraceExit exit, List<Step> steps) {
    listeners.forEach(each -> each.aborted(reason, anchor, exit, steps));
  }

  @Override
  public void compiled(Trace trace, Recording recording, TraceCompiler.Result result) {
    listeners.forEach(each -> each.compiled(trace, recording, result));
  }

  @Override
  public void linked(Trace trace, Trace root) {
    listeners.forEach(each -> each.linked(trace, root));
  }

  @Override
  public void evicted(Trace trace, int codeBytes, int temperature) {
    listeners.forEach(each -> each.evicted(trace, codeBytes, temperature));
  }
}
