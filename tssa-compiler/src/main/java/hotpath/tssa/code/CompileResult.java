package hotpath.tssa.code;

/** A compiled trace, or why there is none. */
public sealed interface CompileResult {

  /** The trace is in the code cache, with no exit linked. */
  record Compiled(CompiledTrace trace) implements CompileResult {}

  /** The trace was not compiled; nothing has changed. */
  record Refused(Reason reason) implements CompileResult {}

  /** Why a trace is refused. */
  enum Reason {
    /** The code cache is full: evict something and try again. */
    NO_ROOM,
    /** More values alive at once than there are registers and spill words. */
    TOO_MANY_VALUES,
    /** More exits, or longer snapshots, than the exit table has numbers for. */
    TOO_MANY_EXITS
  }
}
