package hotpath.backend.arm;

import org.jspecify.annotations.Nullable;

/**
 * A place in memory: {@code base + disp}, or {@code base + (index << shift)}. There is no form with
 * both an index and a displacement.
 */
public record Mem(Gpr base, @Nullable Gpr index, int shift, int disp) implements Operand {
  public Mem {
    if (index != null && disp != 0) {
      throw new IllegalArgumentException("an index and a displacement");
    }
  }

  public static Mem at(Gpr base, int disp) {
    return new Mem(base, null, 0, disp);
  }

  public static Mem at(Gpr base, Gpr index, int shift) {
    return new Mem(base, index, shift, 0);
  }

  /** Whether an access of {@code 1 << scale} bytes can hold the displacement. */
  static boolean fits(long disp, int scale) {
    return fitsScaled(disp, scale) || fitsUnscaled(disp);
  }

  static boolean fitsScaled(long disp, int scale) {
    return disp >= 0 && disp >>> scale < 1 << 12 && (disp & ((1 << scale) - 1)) == 0;
  }

  private static boolean fitsUnscaled(long disp) {
    return disp >= -256 && disp < 256;
  }
}
