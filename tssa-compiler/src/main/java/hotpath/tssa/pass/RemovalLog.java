package hotpath.tssa.pass;

import hotpath.tssa.ir.Insn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one pass did to the instructions that it did not keep as they were, and why: for dumps. Kept
 * only when somebody observes the passes.
 */
public final class RemovalLog {

  /**
   * One instruction that went away or became another one.
   *
   * @param id its number in the code before the pass
   * @param copy 0 in code that is emitted once and in a loop's entry, 1 in the loop's body, which
   *     is made of the same instructions
   * @param pass the pass or, of the folding builder, its {@link Feature}
   * @param rule what applied, in the words of the pass
   * @param by what is there instead, in the code after the pass; null if nothing
   */
  public record Removal(int id, int copy, String pass, String rule, @Nullable Insn by) {}

  private final List<Removal> removals = new ArrayList<>();

  void add(int id, int copy, String pass, String rule, @Nullable Insn by) {
    removals.add(new Removal(id, copy, pass, rule, by));
  }

  /** In the order of the code. */
  public List<Removal> removals() {
    return List.copyOf(removals);
  }
}
