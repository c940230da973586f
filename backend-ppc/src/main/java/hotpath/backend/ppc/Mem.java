package hotpath.backend.ppc;

import org.jspecify.annotations.Nullable;

/**
 * A place in memory: {@code base + disp}, or {@code base + index}. There is no form with both, and
 * none that shifts the index.
 */
public record Mem(Gpr base, @Nullable Gpr index, int disp) implements Operand {
  public Mem {
    if (base == Gpr.R0 || (index != null && disp != 0)) {
      throw new IllegalArgumentException("no place: " + base + ", " + index + ", " + disp);
    }
  }

  public static Mem at(Gpr base, int disp) {
    return new Mem(base, null, disp);
  }

  public static Mem at(Gpr base, Gpr index) {
    return new Mem(base, index, 0);
  }
}
