package hotpath.tssa.pass;

import hotpath.tssa.ir.Tssa;
import java.util.Set;

/**
 * One pass.
 *
 * @param name in dumps and as an option
 * @param shapes the code that it works on; other code is passed on
 * @param required whether what follows cannot do without it (it can be switched off in tests)
 * @param why what it is good for, one line
 */
public record Pass(String name, Set<Tssa.Shape> shapes, boolean required, String why, Step step) {

  /** The work: yields new code, or its argument if there is nothing to do. */
  @FunctionalInterface
  interface Step {
    Tssa apply(Tssa tssa, PassContext context);
  }

  public Pass {
    shapes = Set.copyOf(shapes);
  }

  @Override
  public String toString() {
    return name;
  }
}
