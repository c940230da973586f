package hotpath.tssa.pass;

import hotpath.tssa.ir.Tssa.Shape;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The passes in order, and why they stand so. */
public final class PassTable {
  private static final Set<Shape> TRACE = EnumSet.of(Shape.TRACE);
  private static final Set<Shape> LEAVING = EnumSet.of(Shape.TRACE, Shape.HANDLER);
  private static final Set<Shape> ALL = EnumSet.allOf(Shape.class);

  private static final List<Pass> PASSES =
      List.of(
          new Pass(
              "simplify",
              LEAVING,
              false,
              "sends the code through the folding builder: see Feature and FoldRule",
              Simplification::run),
          new Pass(
              "loop",
              TRACE,
              true,
              "makes a loop of a trace that ends at its anchor; peels, promotes memory to"
                  + " parameters",
              LoopFormation::run),
          new Pass(
              "bounds",
              TRACE,
              false,
              "replaces bounds checks of induction variables by one guard before the loop",
              BoundsHoisting::run),
          new Pass(
              "dse",
              TRACE,
              false,
              "drops stores that are overwritten before anything can see them",
              DeadStores::run),
          new Pass(
              "sink",
              TRACE,
              false,
              "drops allocations that only exits need; the exits make the objects",
              AllocationSinking::run),
          new Pass(
              "dce",
              ALL,
              false,
              "drops instructions and loop parameters that nothing uses",
              DeadCode::run),
          new Pass(
              "expand",
              LEAVING,
              true,
              "makes allocations the plan's sequence of loads, a guard and stores",
              Expansion::run));

  /** Pass {@code before} has to come before pass {@code after}. */
  public record Order(String before, String after, String because) {}

  private static final List<Order> ORDERS =
      List.of(
          new Order("simplify", "loop", "peeling copies the iteration, so it should be small"),
          new Order("loop", "bounds", "there is no induction variable before there is a loop"),
          new Order("bounds", "dse", "a check that is gone does not keep the store before it"),
          new Order("loop", "dse", "which loads are forwarded is known after the second emission"),
          new Order("dse", "sink", "a store that is gone does not let the stored object escape"),
          new Order("loop", "sink", "an object that is carried around the loop escapes"),
          new Order("sink", "dce", "what only the dropped allocation used is unused"),
          new Order("simplify", "dce", "folding leaves operands without use"),
          new Order("sink", "expand", "an expanded allocation cannot be recognized"),
          new Order("dce", "expand", "an unused allocation is dropped as long as it is one"));

  private PassTable() {}

  public static List<Pass> passes() {
    return PASSES;
  }

  public static List<Order> orders() {
    return ORDERS;
  }

  /** Whether {@code name} names a pass or a {@link Feature}. */
  public static boolean isOption(String name) {
    for (Pass pass : PASSES) {
      if (pass.name().equals(name)) {
        return true;
      }
    }
    for (Feature feature : Feature.values()) {
      if (feature.toString().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
