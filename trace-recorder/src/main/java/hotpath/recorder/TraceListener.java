package hotpath.recorder;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is told of the life of traces: for logs, dumps and statistics. */
public interface TraceListener {
  /** A recording begins, at {@code exit} or, if that is null, at {@code anchor}. */
  void started(Anchor anchor, @Nullable TraceExit exit);

  /** A recording was given up after {@code steps}. */
  void aborted(
      AbortReason reason, @Nullable Anchor anchor, @Nullable TraceExit exit, List<Step> steps);

  void compiled(Trace trace, Recording recording, TraceCompiler.Result result);

  /**
   * The end of a trace goes to {@code root}, which came after the one that it went to before was
   * evicted.
   */
  void linked(Trace trace, Trace root);

  /**
   * A trace is given up.
   *
   * @param codeBytes what that frees in the code cache
   * @param temperature of its tree
   */
  void evicted(Trace trace, int codeBytes, int temperature);

  /** All of these. */
  static TraceListener of(List<TraceListener> listeners) {
    return switch (listeners.size()) {
      case 0 -> NONE;
      case 1 -> listeners.getFirst();
      default -> new TraceListeners(List.copyOf(listeners));
    };
  }

  /** Nobody listens. */
  TraceListener NONE =
      new TraceListener() {
        @Override
        public void started(Anchor anchor, @Nullable TraceExit exit) {}

        @Override
        public void aborted(
            AbortReason reason,
            @Nullable Anchor anchor,
            @Nullable TraceExit exit,
            List<Step> steps) {}

        @Override
        public void compiled(Trace trace, Recording recording, TraceCompiler.Result result) {}

        @Override
        public void linked(Trace trace, Trace root) {}

        @Override
        public void evicted(Trace trace, int codeBytes, int temperature) {}
      };
}
