package hotpath.dump;

import java.util.Locale;

/** Where a trace starts. In JSON as {@link #toString()} says. */
public enum TraceKind {
  /** At a loop header or method entry. */
  ROOT,
  /** At a hot exit of another trace. */
  BRIDGE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
