package hotpath.recorder;

import hotpath.interpreter.predecode.PreparedMethod;
import java.util.List;

/**
 * A finished recording: a path from an anchor or a side exit to an end.
 *
 * @param anchorPc region offset of the code word it starts at
 * @param method the method of the anchor
 * @param steps the words executed
 * @param endPc region offset of the code word that follows the last step
 * @param end how it ends
 * @param target the trace to link to, for {@link End#LINK}
 */
public record Recording(
    long anchorPc, PreparedMethod method, List<Step> steps, long endPc, End end, int target) {

  /** As target of a link: the trace that this recording becomes. */
  public static final int SELF = -2;

  /** How a path ends. */
  public enum End {
    /** Back at the anchor. */
    LOOP,
    /** At the anchor of a compiled trace. */
    LINK,
    /** In the interpreter, at an instruction that cannot be compiled. */
    INTERPRETER
  }

  public Recording {
    steps = List.copyOf(steps);
  }
}
