package hotpath.tssa.lir;

import hotpath.tssa.ir.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What selection adds to a loop although it is the same in each iteration: constants that no
 * instruction holds, sums that no memory operand forms. It is computed once, before the loop. The
 * passes have hoisted what Trace SSA names; these have no name there.
 *
 * <p>Their number is limited, so that they do not take the registers of what the loop computes.
 */
final class LoopInvariants {
  private static final int MOST_GENERAL = 6;
  private static final int MOST_FLOATING = 12;

  private final LirCode code;
  private final Map<Object, Integer> values = new HashMap<>();
  private final List<LirInsn> insns = new ArrayList<>();
  private int general;
  private int floating;

  LoopInvariants(LirCode code) {
    this.code = code;
  }

  /** The value that {@code what} stands for; {@link LirInsn#NO_OPERAND} if there are enough. */
  int value(Object what, Kind kind, int home, IntFunction<LirInsn> maker) {
    Integer known = values.get(what);
    if (known != null) {
      return known;
    }
    boolean full = kind.isFloat() ? floating++ >= MOST_FLOATING : general++ >= MOST_GENERAL;
    if (full) {
      return LirInsn.NO_OPERAND;
    }
    int value = code.newVirtual(kind);
    code.home(value, home);
    values.put(what, value);
    insns.add(maker.apply(value));
    return value;
  }

  /** The instructions that compute them, in order. */
  List<LirInsn> insns() {
    return insns;
  }
}
