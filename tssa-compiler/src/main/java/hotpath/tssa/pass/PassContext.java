package hotpath.tssa.pass;

import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import org.jspecify.annotations.Nullable;

/** What the passes of one run share besides the code. */
final class PassContext {
  final PassOptions options;

  /** Where removals go; null if nobody asks. */
  final @Nullable RemovalLog log;

  /**
   * After loop formation: the exit that leads to the anchor in the state in which the loop is
   * entered. Its values are those of the code that the pass `loop` made, so only the pass right
   * behind can use it.
   */
  @Nullable Exit anchor;

  /** Cleared by loop formation if a second iteration always leaves the path of the first. */
  boolean repeats = true;

  PassContext(PassOptions options, @Nullable RemovalLog log, @Nullable Exit anchor) {
    this.options = options;
    this.log = log;
    this.anchor = anchor;
  }

  void removed(Insn insn, int copy, String pass, String rule, @Nullable Insn by) {
    if (log != null) {
      log.add(insn.id(), copy, pass, rule, by);
    }
  }
}
