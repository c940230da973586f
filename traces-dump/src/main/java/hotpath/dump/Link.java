package hotpath.dump;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a trace goes at its end.
 *
 * @param trace the trace it goes to; nothing if to the interpreter
 */
public record Link(To to, @Nullable Integer trace) {
  /** The sorts of ends. In JSON as {@link #toString()} says. */
  public enum To {
    /** To its own start. */
    LOOP,
    /** Into another trace. */
    TRACE,
    /** Back to the interpreter. */
    INTERPRETER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** For lists. */
  String text() {
    return to == To.TRACE ? "trace " + trace : to.toString();
  }
}
