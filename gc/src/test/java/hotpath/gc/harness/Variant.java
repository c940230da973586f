package hotpath.gc.harness;

import hotpath.gc.plan.HeapOptions;
import hotpath.gc.plan.PlanKind;
import hotpath.gc.plan.Stress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A plan and a stress mode. Everything in the harness runs under all of them. */
record Variant(PlanKind plan, String mode, Stress stress) {
  private static final List<String> MODES = List.of("plain", "checked", "each", "third", "guarded");

  static Stream<Variant> all() {
    return Arrays.stream(PlanKind.values())
        .flatMap(plan -> MODES.stream().map(mode -> new Variant(plan, mode, stress(mode))));
  }

  private static Stress stress(String mode) {
    return switch (mode) {
      case "plain" -> Stress.NONE;
      case "checked" -> new Stress(0, true, false, true);
      case "each" -> new Stress(1, true, false, true);
      case "third" -> new Stress(3, true, true, true);
      case "guarded" -> new Stress(0, false, true, false);
      default -> throw new IllegalArgumentException(mode);
    };
  }

  /** Small, so that scripts fill it; a plan that frees nothing needs more. */
  HeapOptions options() {
    long heap = plan == PlanKind.NO_GC ? 4L << 20 : 1L << 20;
    return new HeapOptions(plan, heap, 128 * 1024, stress);
  }

  @Override
  public String toString() {
    return plan + " " + mode;
  }
}
